import { setTimeout as delay } from 'node:timers/promises';
import { cutActivity } from '../../exporter/src/questions/activity.ts';
import { freshAnswer, startInProcess, type InProcess } from '../exporter/in-process.ts';
import { liveMembers } from '../exporter/live-reference.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { startGateway } from '../gateway/simulator.ts';

let stack: Stack | undefined;
let gateway: Gateway | undefined;
let exporter: InProcess | undefined;
afterEach(async () => {
  await exporter?.stop();
  await gateway?.stop();
  await stack?.stop();
});

const tables = { 'early-ledger': 'usage_ledger', 'request-log': 'message_request' } as const;

test.each([
  ['early-ledger', '{active_sessions}:global:active_sessions'],
  ['request-log', 'global:active_sessions'],
] as const)(
  'shape %s: the stream and the sessions of a gateway that has no identities',
  async (shape, set) => {
    stack = await startStack(shape);
    const { database, cache } = stack;
    gateway = await startGateway({
      shape,
      databaseUrl: stack.ownerUrl,
      redisUrl: stack.redis.url,
      requestsPerMinute: 600,
      rhythm: 'steady',
    });
    await gateway.storm(60);
    await delay(3000);
    await gateway.pause();
    exporter = await startInProcess(stack);
    const { live } = exporter.heartbeat;
    const names = await liveMembers(cache, set);
    expect(names.length).toBeGreaterThan(30);

    const { value: activity } = await freshAnswer(() => live.activity.want());
    for (const limit of [10, 200]) {
      const { rows } = await database.query<{ id: number }>(
        `WITH shown AS (SELECT * FROM message_request WHERE deleted_at IS NULL),
       newest AS (SELECT * FROM (SELECT DISTINCT ON (session_id) * FROM shown WHERE session_id = ANY ($1)
         ORDER BY session_id, created_at DESC, id DESC) n ORDER BY created_at DESC, id DESC LIMIT $2),
       others AS (SELECT * FROM shown WHERE session_id IS NULL OR session_id <> ALL ($1)
         ORDER BY created_at DESC, id DESC LIMIT greatest(0, $2 - (SELECT count(*) FROM newest)))
       SELECT id FROM (SELECT * FROM newest UNION ALL SELECT * FROM others) stream
       ORDER BY floor(extract(epoch FROM created_at) * 1000) DESC, id DESC`,
        [names, limit],
      );
      expect(cutActivity(activity, limit).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    }
    const stream = cutActivity(activity, 200);
    expect(stream.every(({ user, firstByteMs }) => user?.name !== null && firstByteMs === null)).toBe(true);
    expect(stream.some(({ key, costUsd }) => key !== null && Number(costUsd) > 0)).toBe(true);

    const { value: list } = await freshAnswer(() => live.sessions.want());
    const { rows: used } = await database.query<{
      id: string;
      requests: number;
      cost: string;
      user_id: number;
    }>(
      `SELECT session_id AS id, max(user_id) AS user_id, count(*)::int AS requests, sum(cost_usd)::text AS cost
     FROM ${tables[shape]} WHERE session_id = ANY ($1) AND blocked_by IS NULL AND (endpoint IS NULL OR
       lower(rtrim(endpoint, '/')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact'))
     GROUP BY 1 HAVING count(DISTINCT user_id) = 1`,
      [names],
    );
    expect(new Set(list.sessions.map(({ id }) => id))).toEqual(new Set(names));
    expect(used.length).toBeGreaterThan(30);
    for (const { id, requests, cost, user_id } of used) {
      const session = list.sessions.find((one) => one.id === id);
      expect(session).toMatchObject({ requests, costUsd: cost, user: { id: user_id } });
      const count = await cache.get(`session:${id}:concurrent_count`);
      expect([id, session?.inFlight]).toEqual([id, Number(count ?? 0)]);
    }
  },
  60_000,
);
