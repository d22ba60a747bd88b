import type { Provider } from './participants.ts';

/**
 * Which sessions will hold slots of the limited providers, as far as requests are planned. A session holds its slot
 * until its last request is over and SESSION_TTL has passed.
 */
export interface SlotBook {
  /** Whether the session has a slot already, or there is one for it. */
  hasRoom(provider: Provider, sessionId: string, at: number): boolean;
  /** @param until real Unix ms at which the session's request is over */
  hold(provider: Provider, sessionId: string, until: number): void;
}

export function createSlotBook(sessionTtlMs: number): SlotBook {
  const sessionsOf = new Map<number, Map<string, number>>();
  return {
    hasRoom(provider, sessionId, at) {
      if (provider.slots === undefined) return true;
      const sessions = sessionsOf.get(provider.id) ?? new Map<string, number>();
      if (sessions.has(sessionId) || sessions.size < provider.slots) return true;
      for (const [id, until] of sessions) if (until + sessionTtlMs < at) sessions.delete(id);
      return sessions.size < provider.slots;
    },
    hold(provider, sessionId, until) {
      if (provider.slots === undefined) return;
      const sessions = sessionsOf.get(provider.id) ?? new Map<string, number>();
      sessionsOf.set(provider.id, sessions);
      sessions.set(sessionId, Math.max(until, sessions.get(sessionId) ?? 0));
    },
  };
}
