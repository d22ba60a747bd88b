import type { Reading, Redis } from './redis.ts';

/** Reads session sets as the gateway does (gateway.md 2.3), read-only. One counter serves one look at Redis. */
export interface SessionCounter {
  /** The set's members that were seen within SESSION_TTL and whose info hash still exists, the latest seen last. */
  list: (setKey: string) => Promise<Reading<string[]>>;
  /** How many {@link list} gives. */
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

/** What the members of a gateway's global set are: identities of conversations, or ids as clients give them. */
export type SessionNaming = 'identity' | 'physical';

/** The sessions that are live at one moment. */
export interface LiveSessions {
  naming: SessionNaming;
  /** The latest seen last. */
  names: string[];
}

/** What the members of a global set are. */
export const namingOf = (setKey: string): SessionNaming =>
  setKey === globalSets[0] ? 'identity' : 'physical';

/** The set of a provider's sessions, which are its used slots. */
export const providerSet = (providerId: number) => `provider:${providerId}:active_sessions`;

/** Name of the set of all live sessions on this gateway, or undefined when Redis holds none of them. */
export async function findGlobalSet(redis: Redis): Promise<string | undefined> {
  const [first] = await redis.existing(globalSets);
  return first;
}

/**
 * A counter for one moment: `now` is the server's clock, so that a skewed clock here moves no session in or out.
 * The same session stands in several sets; whether its info exists is asked once.
 */
export function sessionCounter(redis: Redis, now: number, sessionTtlMs: number): SessionCounter {
  const asked = new Map<string, Promise<void>>();
  const alive = new Set<string>();
  const ask = async (infos: string[]) => {
    for (const info of await redis.existing(infos)) alive.add(info);
  };
  const list: SessionCounter['list'] = async (setKey) => {
    const members = await redis.membersAbove(setKey, now - sessionTtlMs);
    if (!members.ok) return members;
    const infos = members.value.map((session) => `session:${session}:info`);
    const unasked = infos.filter((info) => !asked.has(info));
    if (unasked.length > 0) {
      const asking = ask(unasked);
      for (const info of unasked) asked.set(info, asking);
    }
    await Promise.all([...new Set(infos.flatMap((info) => asked.get(info) ?? []))]);
    return { ok: true, value: members.value.filter((_, index) => alive.has(infos[index] ?? '')) };
  };
  return {
    list,
    async count(setKey) {
      const members = await list(setKey);
      return members.ok ? { ok: true, value: members.value.length } : members;
    },
  };
}

/** What Redis alone knows of a live session (gateway.md 2.2). A figure is null when it is not told. */
export interface SessionDetails {
  /** As the global set has it. */
  name: string;
  userId: number | null;
  keyId: number | null;
  /** As the client asked for it, in the latest request. */
  model: string | null;
  /** The latest request that ended did so with an error. */
  failed: boolean;
  /** Requests being served now. */
  inFlight: number | null;
}

/** Details of live sessions: two commands for each, all of them in one round trip. */
export function readSessionDetails(
  redis: Redis,
  naming: SessionNaming,
  names: readonly string[],
): Promise<SessionDetails[]> {
  const counter = naming === 'identity' ? 'observed_session' : 'session';
  return Promise.all(
    names.map(async (name) => {
      const [info, count] = await Promise.all([
        redis.fields(`session:${name}:info`, ['userId', 'keyId', 'model', 'status']),
        redis.text(`${counter}:${name}:concurrent_count`),
      ]);
      const fields = info.ok ? info.value : undefined;
      return {
        name,
        userId: wholeNumber(fields?.userId),
        keyId: wholeNumber(fields?.keyId),
        model: fields?.model ?? null,
        failed: fields?.status === 'error',
        // The gateway deletes a count that has come down to nothing.
        inFlight: count.ok ? wholeNumber(count.value ?? '0') : null,
      };
    }),
  );
}

const wholeNumber = (text: string | null | undefined) =>
  text !== null && text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
