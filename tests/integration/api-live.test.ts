import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Health,
  Leaderboard,
  Overview,
  Part,
  Realtime,
  Sources,
} from '../../exporter/src/contract/index.ts';
import { apiClient, type ApiClient } from '../exporter/api-client.ts';
import type { ExporterProcess } from '../exporter/process.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { startGateway } from '../gateway/simulator.ts';
import { waitUntil } from '../servers/wait-until.ts';

const screenToken = 'screen-token-of-the-tests';
const STALE_MAX_SECONDS = 12;

let stack: Stack;
let gateway: Gateway;
let exporter: ExporterProcess;
let admin: ApiClient;

beforeAll(async () => {
  stack = await startStack();
  gateway = await startGateway({
    databaseUrl: stack.ownerUrl,
    redisUrl: stack.redis.url,
    create: false,
    users: 10,
    providers: 8,
    requestsPerMinute: 300,
    rhythm: 'steady',
  });
  exporter = await stack.startExporter({
    API_SCREEN_TOKEN: screenToken,
    STALE_MAX: String(STALE_MAX_SECONDS),
  });
  admin = apiClient(exporter, {});
  await waitUntil(
    'sessions are live and the copy answers',
    async () => {
      const sessions = await admin.ask<{ live: number } | null>('/sessions');
      return (sessions.value?.live ?? 0) > 2 && (await admin.ask('/overview')).quality === 'fresh';
    },
    60_000,
  );
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await stack.stop();
});

test('the big screen in one call: every part is there and fresh, and hides people on a screen', async () => {
  const { value } = await admin.ask<Realtime>('/realtime');
  const qualities = Object.entries(value).map(([name, { quality }]) => [name, quality]);
  expect(qualities.filter(([, quality]) => quality !== 'fresh')).toEqual([]);
  const requests = value.activity.value?.requests ?? [];
  expect(requests.length).toBeGreaterThan(5);
  const started = requests.map(({ startedAt }) => Date.parse(startedAt));
  expect(started).toEqual(started.toSorted((one, other) => other - one));
  expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
  const providers = await stack.database.query('SELECT FROM providers WHERE deleted_at IS NULL');
  expect(value.slots.value?.providers.length).toBe(providers.rowCount);

  const screen = apiClient(exporter, { authorization: `Bearer ${screenToken}` });
  const text = JSON.stringify(await screen.ask('/realtime')) + JSON.stringify(await screen.ask('/sessions'));
  const { rows } = await stack.database.query<{ secret: string }>(
    `SELECT name AS secret FROM users WHERE length(name) > 3 UNION SELECT session_id FROM message_request
     WHERE session_id IS NOT NULL UNION SELECT session_identity FROM message_request WHERE session_identity IS NOT NULL
     UNION SELECT key FROM keys`,
  );
  expect(rows.filter(({ secret }) => text.includes(secret))).toEqual([]);
});

test('a stream sends answers at every heartbeat, and a problem in the place of an answer', async () => {
  const questions = ['overview', 'activity?limit=3', 'leaderboard?limit=0'];
  const response = await admin.get(`/stream?questions=${encodeURIComponent(JSON.stringify(questions))}`);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events: { id: string; answers: Record<string, { problem?: { parameter: string } }> }[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, id = ''] = /^id: (.+)$/m.exec(block) ?? [];
      const [, data] = /^data: (.+)$/m.exec(block) ?? [];
      if (data !== undefined) {
        const { answers } = JSON.parse(data) as { answers: (typeof events)[number]['answers'] };
        events.push({ id, answers });
      }
    }
    if (events.length >= 3) break;
  }
  expect(Object.keys(events[0]?.answers ?? {}).sort()).toEqual([...questions].sort());
  expect(events[0]?.answers['leaderboard?limit=0']?.problem?.parameter).toBe('limit');
  // What does not change is sent once.
  expect(events[1]?.answers).not.toHaveProperty('leaderboard?limit=0');
  expect(events[1]?.answers).toHaveProperty('overview');
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

test('a screen is told what figures come from, by the clock of the database, at every beat', async () => {
  const screen = apiClient(exporter, { authorization: `Bearer ${screenToken}` });
  let first = await screen.ask<Sources>('/sources');
  // A busy machine may leave the copy behind for a moment.
  await waitUntil('the copy is up', async () => {
    first = await screen.ask<Sources>('/sources');
    return first.value.ledger.state === 'up';
  });
  const { rows } = await stack.database.query<{ now: Date }>('SELECT now()');
  expect(first).toMatchObject({ quality: 'fresh', timezone: expect.any(String) as string });
  expect(Math.abs(Date.parse(first.asOf) - (rows[0]?.now.getTime() ?? 0))).toBeLessThan(5000);
  const { postgres, redis, ledger } = first.value;
  expect([postgres.state, redis.state, ledger.state]).toEqual(['up', 'up', 'up']);
  expect(ledger).toMatchObject({ reason: null, loadRatio: 1, rows: expect.any(Number) as number });
  await waitUntil('it is told again', async () => {
    const next = await screen.ask<Sources>('/sources');
    return Date.parse(next.asOf) > Date.parse(first.asOf);
  });
});

test('without Redis sessions and slots are unknown and the rest goes on; without PostgreSQL answers grow old, then unknown', async () => {
  // The simulator does not live through the death of its servers; what it has written stays.
  await gateway.stop();
  await stack.redis.stop();
  await waitUntil('sessions are unknown', async () => (await admin.ask('/sessions')).quality === 'unknown');
  const realtime = (await admin.ask<Realtime>('/realtime')).value;
  expect(realtime.slots).toMatchObject({ quality: 'unknown', value: null });
  expect(realtime.slots.reason).toBeTruthy();
  expect(realtime.overview.value?.concurrentSessions).toMatchObject({ quality: 'unknown', value: null });
  expect(realtime.activity.quality).toBe('fresh');
  expect(realtime.users.quality).toBe('fresh');
  const health = (await (await admin.get('/health')).json()) as Health;
  expect(health).toMatchObject({
    status: 'degraded',
    sources: { redis: { state: 'down' }, postgres: { state: 'up' } },
  });
  expect(await admin.ask<Sources>('/sources')).toMatchObject({
    quality: 'fresh',
    value: { redis: { state: 'down', reason: expect.any(String) as string }, postgres: { state: 'up' } },
  });

  const board = '/leaderboard?scope=user';
  await admin.ask<Leaderboard>(board);
  await stack.postgres.stop();
  const qualityOf = async (path: string) => (await admin.ask<Part<unknown>>(path)).quality;
  await waitUntil('the board is stale', async () => (await qualityOf(board)) === 'stale', 30_000);
  const stale = await admin.ask<Leaderboard>(board);
  expect(stale.value.rows.length).toBeGreaterThan(0);
  expect(stale.ageSeconds).toBeGreaterThanOrEqual(0);
  expect(stale.reason).toBeTruthy();
  await sleep(STALE_MAX_SECONDS * 1000);
  await waitUntil('the board is unknown', async () => (await qualityOf(board)) === 'unknown', 30_000);
  expect(await admin.ask<Overview>('/overview')).toMatchObject({ quality: 'unknown', value: null });
  expect((await (await admin.get('/health')).json()) as Health).toMatchObject({
    sources: { postgres: { state: 'down' } },
  });
}, 120_000);
