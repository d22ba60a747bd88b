import type { Reading, Redis } from './redis.ts';

/** Counts a session set as the gateway does (gateway.md 2.3), read-only. One counter serves one look at Redis. */
export interface SessionCounter {
  /** The set's members that were seen within SESSION_TTL and whose info hash still exists. */
  count: (setKey: string) => Promise<Reading<number>>;
}

/**
 * The set of all live sessions has had three names; the first that exists is counted. The first holds session
 * identities, the others physical session ids.
 */
const globalSets = [
  '{observed_sessions}:global:active_sessions',
  '{active_sessions}:global:active_sessions',
  'global:active_sessions',
] as const;

/** The set of a provider's sessions, which are its used slots. */
export const providerSet = (providerId: number) => `provider:${providerId}:active_sessions`;

/** Name of the set of all live sessions on this gateway, or undefined when Redis holds none of them. */
export async function findGlobalSet(redis: Redis): Promise<string | undefined> {
  const present = await Promise.all(globalSets.map((key) => redis.exists(key)));
  return globalSets.find((_, index) => present[index]);
}

/**
 * A counter for one moment: `now` is the server's clock, so that a skewed clock here moves no session in or out.
 * The same session stands in several sets; whether its info exists is asked once.
 */
export function sessionCounter(redis: Redis, now: number, sessionTtlMs: number): SessionCounter {
  const infos = new Map<string, Promise<boolean>>();
  const hasInfo = (session: string) => {
    const known = infos.get(session) ?? redis.exists(`session:${session}:info`);
    infos.set(session, known);
    return known;
  };
  return {
    async count(setKey) {
      const members = await redis.membersAbove(setKey, now - sessionTtlMs);
      if (!members.ok) return members;
      const alive = await Promise.all(members.value.map(hasInfo));
      return { ok: true, value: alive.filter(Boolean).length };
    },
  };
}
