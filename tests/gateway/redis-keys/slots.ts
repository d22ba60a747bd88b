import type { Provider } from '../traffic/participants.ts';
import { setTtlSeconds, type KeyContext } from './key-context.ts';

/**
 * Which sessions occupy a provider: `provider:<id>:active_sessions` and, for providers with a limit, the references in
 * `provider:<id>:active_session_refs`. The two keys have no common hash tag, so no command touches both.
 */
export interface Slots {
  /**
   * Whether a limited provider has no slot left for this session, by what this process knows; what decides is
   * {@link take}.
   */
  isFull(provider: Provider, sessionId: string): boolean;
  /**
   * Selects a provider for a session. Unlimited providers always take it and remember nothing yet.
   *
   * @returns false when all slots are taken; true also while Redis is away, as the gateway serves on
   */
  take(provider: Provider, sessionId: string): Promise<boolean>;
  /** An attempt at a limited provider was abandoned or failed; the session leaves when no other attempt holds it. */
  release(provider: Provider, sessionId: string): Promise<void>;
  /** A billed answer keeps the session at the provider, limited or not. */
  renew(provider: Provider, sessionId: string): Promise<void>;
}

export function createSlots(context: KeyContext): Slots {
  const { redis, sessionTtlSeconds, now } = context;
  const sessionTtlMs = sessionTtlSeconds * 1_000;
  const sessionsOf = (provider: Provider) => `provider:${provider.id}:active_sessions`;
  const referencesOf = (provider: Provider) => `provider:${provider.id}:active_session_refs`;
  /** Provider id -> session id -> last use; mirrors what Redis answered. */
  const occupied = new Map<number, Map<string, number>>();
  const at = (provider: Provider) => {
    const known = occupied.get(provider.id) ?? new Map<string, number>();
    occupied.set(provider.id, known);
    return known;
  };
  /** Taking and releasing are two commands each, so those of one provider go one after the other. */
  const queues = new Map<number, Promise<unknown>>();
  const inTurn = <T>(provider: Provider, work: () => Promise<T>): Promise<T> => {
    const turn = (queues.get(provider.id) ?? Promise.resolve()).then(work);
    queues.set(
      provider.id,
      turn.catch(() => undefined),
    );
    return turn;
  };

  return {
    isFull(provider, sessionId) {
      if (provider.slots === undefined) return false;
      const sessions = at(provider);
      for (const [session, usedAt] of sessions) if (usedAt <= now() - sessionTtlMs) sessions.delete(session);
      return !sessions.has(sessionId) && sessions.size >= provider.slots;
    },
    async take(provider, sessionId) {
      const limit = provider.slots;
      if (limit === undefined) return true;
      return inTurn(provider, async () => {
        const usedAt = now();
        const answer = await redis.attempt(async (each) => {
          const ttl = setTtlSeconds(context);
          const [taken, ...dropped] = await each.takeSlot(
            sessionsOf(provider),
            usedAt,
            sessionTtlMs,
            limit,
            sessionId,
            ttl,
          );
          if (dropped.length > 0) await each.hdel(referencesOf(provider), ...dropped);
          if (taken !== '1') return false;
          await Promise.all([
            each.hincrby(referencesOf(provider), sessionId, 1),
            each.expire(referencesOf(provider), ttl),
          ]);
          return true;
        });
        if (answer === undefined) occupied.delete(provider.id);
        else if (answer) at(provider).set(sessionId, usedAt);
        return answer ?? true;
      });
    },
    async release(provider, sessionId) {
      if (provider.slots === undefined) return;
      await inTurn(provider, () =>
        redis.attempt(async (each) => {
          if ((await each.hincrby(referencesOf(provider), sessionId, -1)) > 0) return;
          await Promise.all([
            each.hdel(referencesOf(provider), sessionId),
            each.zrem(sessionsOf(provider), sessionId),
          ]);
          at(provider).delete(sessionId);
        }),
      );
    },
    async renew(provider, sessionId) {
      const usedAt = now();
      await redis.attempt((each) =>
        Promise.all([
          each.zadd(sessionsOf(provider), usedAt, sessionId),
          each.expire(sessionsOf(provider), setTtlSeconds(context)),
        ]),
      );
      at(provider).set(sessionId, usedAt);
    },
  };
}
