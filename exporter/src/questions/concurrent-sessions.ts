import { GatewayError } from '../gateway/failure.ts';
import { namingOf, type LiveSessions, type SessionCounter } from '../gateway/live-sessions.ts';

/**
 * Sessions that are live now, from the gateway's observed set (gateway.md 2.3).
 * @param set name of the set of all of them (live-sessions.ts); undefined when Redis holds none
 * @param recentRequests requests of the last minute, null when unknown: with no set in Redis they tell an idle
 *   gateway (0 sessions) from one that keeps no sessions in Redis at all (unknown)
 * @throws GatewayError when they cannot be told
 */
export async function concurrentSessions(
  set: string | undefined,
  counter: SessionCounter,
  recentRequests: number | null,
): Promise<LiveSessions> {
  if (set === undefined) {
    if (recentRequests === 0) return { naming: 'identity', names: [] };
    throw new GatewayError(
      'not-configured',
      'the gateway has traffic but keeps no sessions in this Redis: REDIS_URL names another server or database, ' +
        'or the gateway runs with ENABLE_RATE_LIMIT=false',
    );
  }
  const sessions = await counter.list(set);
  if (!sessions.ok) throw new GatewayError(sessions.failure.kind, sessions.failure.detail);
  return { naming: namingOf(set), names: sessions.value };
}
