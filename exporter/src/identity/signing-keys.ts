import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** Grafana's signing keys, as last fetched. */
export interface SigningKeys {
  /** Finds the key of a token; undefined while there are no keys, or too old ones. */
  current: () => JWTVerifyGetKey | undefined;
  /**
   * Fetches the keys anew, unless that was tried within the last 30 s; whoever calls meanwhile shares the attempt.
   * Resolves with whether newer keys came of it. Never rejects.
   */
  renew: () => Promise<boolean>;
  /** Why the latest attempt failed, in a sentence; null when it did not. */
  problem: () => string | null;
  /** When keys were last fetched, Unix ms; undefined before. */
  asOf: () => number | undefined;
  stop: () => void;
}

/** The times of {@link fetchSigningKeys}, in ms. */
export interface KeyTimes {
  /** Least time between two attempts: whoever sends false tokens cannot make us ask Grafana more often. */
  cooldown: number;
  /** Age from which keys are fetched anew on their own; Grafana allows its keys to be kept for an hour. */
  renewAfter: number;
  /** Age up to which keys are used while Grafana is away. */
  keep: number;
  /** Until an attempt is given up. */
  timeout: number;
}

const standard: KeyTimes = { cooldown: 30_000, renewAfter: 600_000, keep: 86_400_000, timeout: 3000 };

const keySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string() })).min(1),
});

/** Fetches the keys at `url` now, and again as they age. Redirects are not followed. */
export function fetchSigningKeys(url: string, times: Partial<KeyTimes> = {}): SigningKeys {
  const { cooldown, renewAfter, keep, timeout } = { ...standard, ...times };
  let keys: { find: JWTVerifyGetKey; at: number } | undefined;
  let problem: string | null = null;
  let attempt: Promise<boolean> | undefined;
  let attemptedAt = -Infinity;

  const fetchKeys = async (): Promise<boolean> => {
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeout) });
      if (!response.ok) throw new KeyProblem(`it answers with status ${response.status}`);
      const found = keySet.safeParse(await response.json());
      if (!found.success) throw new KeyProblem('it answers without keys, as Grafana Cloud does');
      keys = { find: createLocalJWKSet(found.data), at: Date.now() };
      problem = null;
      return true;
    } catch (error) {
      const why = error instanceof KeyProblem ? error.message : networkReason(error);
      problem = `Grafana's signing keys cannot be fetched: ${why}.`;
      return false;
    }
  };
  const renew = (): Promise<boolean> => {
    if (attempt !== undefined) return attempt;
    if (performance.now() - attemptedAt < cooldown) return Promise.resolve(false);
    attemptedAt = performance.now();
    attempt = fetchKeys().finally(() => {
      attempt = undefined;
    });
    return attempt;
  };

  const age = () => Date.now() - (keys?.at ?? -Infinity);
  const timer = setInterval(() => {
    if (age() > renewAfter) void renew();
  }, cooldown);
  timer.unref();
  void renew();
  return {
    current: () => (age() <= keep ? keys?.find : undefined),
    renew,
    problem: () => problem,
    asOf: () => keys?.at,
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** What is wrong with an answer, in words that continue a sentence. */
class KeyProblem extends Error {}

/** By what errors of fetch carry, not by their class: they come from Node's own realm. */
function networkReason(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  if (name === 'JWKSInvalid') return 'it answers with something else than keys';
  if (name === 'SyntaxError') return 'it answers with something else than JSON';
  if (name === 'TimeoutError') return 'it does not answer in time';
  if (cause?.message?.includes('redirect') === true) return 'it redirects';
  return cause?.code === undefined ? 'it cannot be reached' : `it cannot be reached (${cause.code})`;
}
