import type { Request } from 'express';
import type { Problem } from '../http/problem.ts';

/** Who asks. */
export interface Viewer {
  /** What the token says; `admin` also for a verified person who is an administrator. */
  role: 'admin' | 'viewer' | 'screen';
  /** The gateway's user, when the person is verified and is one of its users; else null. */
  userId: number | null;
  /**
   * `verified`: a person whom the gateway knows. `unmapped`: a person whom Grafana vouches for, and the gateway does not
   * know. `none`: no person (no identity sent, an anonymous visitor, a service account). `unverifiable`: an identity
   * was sent, and it cannot be told now whether it is true.
   */
  person: 'verified' | 'unmapped' | 'none' | 'unverifiable';
  /** Why there is no verified person, in a sentence that says what to set; null when there is one. */
  reason: string | null;
}

/**
 * Tells who sends a request, from its token and the identity that Grafana signed for it. A problem (401, 403) when the
 * token is not one of ours, or the identity is a false one.
 */
export type Identify = (request: Request) => Promise<Viewer | Problem>;

/** Whether {@link Identify} refused. */
export const isProblem = (found: Viewer | Problem): found is Problem => 'status' in found;

/** What is known of the persons who ask, for health and logs. */
export interface IdentityState {
  /**
   * `off`: GRAFANA_URL is not set, so nobody is verified. `waiting`: Grafana's keys have not been asked for yet.
   * `ready`: the keys are known; with a reason, when Grafana could not be asked for newer ones.
   * `unverifiable`: no keys, or too old ones.
   */
  keys: 'off' | 'waiting' | 'ready' | 'unverifiable';
  /** Why the keys are not to be had, in a sentence; null when they are. */
  reason: string | null;
  /** When Grafana last gave its keys, Unix ms by our own clock; null before the first time. */
  keysAsOf: number | null;
  /** How Grafana's users become the gateway's. */
  mapping: 'off' | 'username' | 'email' | 'file';
  /** Gateway users who share a name, and whom nobody can be therefore. */
  ambiguousNames: number;
  /** What is wrong with the file of VIEWERS; the last good one stays in force. Null when nothing is. */
  mappingProblem: string | null;
}
