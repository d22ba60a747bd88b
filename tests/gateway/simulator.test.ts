import { Redis } from 'ioredis';
import pg from 'pg';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { startRedis, type RedisServer } from '../servers/redis.ts';
import { waitUntil } from '../servers/wait-until.ts';
import type { Gateway, SimulatorOptions } from './gateway.ts';
import type { GatewayShape } from './schema/create.ts';
import { startGateway } from './simulator.ts';

let postgres: PostgresServer;
let redis: RedisServer;
let database: pg.Pool;
let cache: Redis;
let gateway: Gateway | undefined;
let databases = 0;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  // Else ioredis waits two seconds for the close of a connection that was closed with its server.
  cache = new Redis(redis.url, { disconnectTimeout: 200 });
  cache.on('error', () => undefined);
});
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
  await database.end();
});
afterAll(async () => {
  cache.disconnect();
  await Promise.all([postgres.stop(), redis.stop()]);
});

/** A gateway on a database of its own and an emptied Redis, twenty times as fast as life. */
async function start(options: Partial<SimulatorOptions> = {}): Promise<Gateway> {
  await cache.flushall();
  databases += 1;
  const databaseUrl = await postgres.createDatabase(`gateway_${databases}`);
  database = new pg.Pool({ connectionString: databaseUrl, max: 3 });
  database.on('error', () => undefined);
  gateway = await startGateway({
    databaseUrl,
    redisUrl: redis.url,
    speed: 20,
    rhythm: 'steady',
    requestsPerMinute: 600,
    ...options,
  });
  return gateway;
}

const count = async (condition: string, table = 'message_request') => {
  const { rows } = await database.query<{ rows: string }>(
    `SELECT count(*) AS rows FROM ${table} WHERE ${condition}`,
  );
  return Number(rows[0]?.rows);
};

/** Lets so many requests arrive, then stops the gateway's hands. */
async function live(running: Gateway, requests = 500): Promise<void> {
  await waitUntil(`${requests} requests arrived`, () => running.counts().arrived >= requests, 60_000, 50);
  await running.pause();
}

test('a paused gateway has finished all it began, in the ways that the real one does', async () => {
  const running = await start();
  await running.storm(300);
  await live(running, 600);
  const { started, inserted, failed, byClass } = running.counts();
  expect(failed).toBe(0);
  expect(started).toBeGreaterThanOrEqual(600);
  expect(await count('true')).toBe(inserted);
  expect(Object.keys(byClass).length).toBeGreaterThan(10);
  // In flight for ever: only what a crash left behind, and what an overflow lost.
  expect(await count('status_code IS NULL AND duration_ms IS NOT NULL')).toBe(0);
  expect(await count('status_code IS NULL')).toBeLessThan(0.05 * inserted);
  expect(
    await count(
      'status_code IS NOT NULL AND updated_at = created_at AND blocked_by IS NULL AND NOT is_replay',
    ),
  ).toBe(0);
  expect(await count('is_replay AND cost_usd <> 0')).toBe(0);
  expect(await count("blocked_by = 'warmup'")).toBeGreaterThan(0);
  expect(await count("blocked_by = 'warmup'", 'usage_ledger')).toBe(0);
  expect(await count("endpoint LIKE '%count_tokens'", 'usage_ledger')).toBe(0);
  expect(
    await count(
      "l.final_provider_id <> (m.provider_chain->-1->>'id')::int",
      'usage_ledger l JOIN message_request m ON m.id = l.request_id AND m.provider_chain IS NOT NULL',
    ),
  ).toBe(0);
  // A failed-over request was served by another provider than its first.
  expect(
    await count("provider_chain->0->>'id' <> provider_chain->-1->>'id' AND status_code = 200"),
  ).toBeGreaterThan(0);
}, 120_000);

test('hedges: the losers’ costs are part of the cost, once', async () => {
  const running = await start();
  await running.storm(400);
  await running.pause();
  const hedged = await database.query<{ losers: string; cost: string; own: string }>(
    `SELECT m.cost_usd::text AS cost, cost_breakdown->>'total' AS own,
       (SELECT sum((loser->>'costUsd')::numeric)::text FROM jsonb_array_elements(hedge_losers) loser) AS losers
     FROM message_request m WHERE jsonb_array_length(hedge_losers) > 0 AND cost_breakdown IS NOT NULL`,
  );
  expect(hedged.rows.length).toBeGreaterThan(0);
  const { rows } = await database.query<{ wrong: string }>(
    `SELECT count(*) AS wrong FROM message_request m
     WHERE jsonb_array_length(hedge_losers) > 0 AND cost_breakdown IS NOT NULL AND cost_usd <>
       (cost_breakdown->>'total')::numeric +
       (SELECT sum((loser->>'costUsd')::numeric) FROM jsonb_array_elements(hedge_losers) loser)`,
  );
  expect(rows[0]?.wrong).toBe('0');
}, 120_000);

test('Redis holds what a paused gateway should have there', async () => {
  const running = await start();
  await live(running);
  const observed = await cache.zrangebyscore('{observed_sessions}:global:active_sessions', '-inf', '+inf');
  expect(observed.length).toBeGreaterThan(10);
  const known = await Promise.all(observed.map((session) => cache.exists(`session:${session}:info`)));
  expect(known.filter((exists) => exists === 0).length).toBe(0);
  // Nothing is under way: the only open counters are those of crashed requests.
  const crashed = await count('status_code IS NULL');
  const counters = await cache.keys('observed_session:*:concurrent_count');
  expect(counters.length).toBeLessThanOrEqual(crashed);
  for (const { id, slots } of running.directory.providers) {
    const used = await cache.zcard(`provider:${id}:active_sessions`);
    if (slots !== undefined) expect(used).toBeLessThanOrEqual(slots);
  }
});

test('a gateway for 200 requests per second has providers for nearly all of them', async () => {
  const running = await start({ requestsPerMinute: 12_000, speed: 1 });
  running.setRate(0);
  await running.storm(800);
  await running.pause();
  const { started, refused, failed } = running.counts();
  expect(started).toBeGreaterThanOrEqual(800);
  expect(refused).toBeLessThan(0.02 * started);
  expect(failed).toBe(0);
}, 120_000);

test('slots fill up to the limit, and breakers go through their states', async () => {
  const running = await start({ requestsPerMinute: 0 });
  const provider = running.directory.providers.find(({ slots, active }) => active && slots !== undefined)!;
  const taken = await running.fillSlots(provider.id, 1000);
  expect(taken).toHaveLength(provider.slots!);
  expect(await cache.zcard(`provider:${provider.id}:active_sessions`)).toBe(provider.slots!);
  const state = () => cache.hget(`circuit_breaker:state:${provider.id}`, 'circuitState');
  await running.openBreaker(provider.id);
  expect(await state()).toBe('open');
  await running.halfOpenBreaker(provider.id);
  expect(await state()).toBe('half-open');
  await running.closeBreaker(provider.id);
  expect(await state()).toBe('closed');
});

test('a provider that fails opens its own breaker', async () => {
  const running = await start();
  const [provider] = running.directory.providers.filter(({ active }) => active);
  running.failProvider(provider!.id, 'errors');
  await waitUntil('the breaker is open', async () => {
    return (await cache.hget(`circuit_breaker:state:${provider!.id}`, 'circuitState')) === 'open';
  });
});

test('an administrator’s reset deletes in both tables, log clean-up leaves the ledger', async () => {
  const running = await start();
  await live(running);
  const { rows } = await database.query<{ id: number; name: string }>(
    'SELECT user_id AS id FROM usage_ledger GROUP BY user_id ORDER BY count(*) DESC LIMIT 1',
  );
  const user = rows[0]!.id;
  await running.resetUserStatistics(user);
  expect(await count(`user_id = ${user}`)).toBe(0);
  expect(await count(`user_id = ${user}`, 'usage_ledger')).toBe(0);
  const ledgerRows = await count('true', 'usage_ledger');
  const deleted = await running.cleanUpLog(new Date(Date.now() + 60_000));
  expect(deleted).toBeGreaterThan(0);
  expect(await count('true')).toBe(0);
  expect(await count('true', 'usage_ledger')).toBe(ledgerRows);
  expect(await count('true', 'audit_log')).toBeGreaterThan(0);
});

test.each<GatewayShape>(['early-ledger', 'request-log'])('a gateway of shape %s lives too', async (shape) => {
  const running = await start({ shape });
  await live(running, 400);
  expect(running.counts().failed).toBe(0);
  expect(await count('status_code = 200')).toBeGreaterThan(100);
  const set = shape === 'request-log' ? 'global:active_sessions' : '{active_sessions}:global:active_sessions';
  expect(await cache.zcard(set)).toBeGreaterThan(0);
  expect(await cache.exists('{observed_sessions}:global:active_sessions')).toBe(0);
});

test('high concurrency mode keeps no session in Redis', async () => {
  const running = await start({ highConcurrencyMode: true });
  await live(running, 400);
  expect(await cache.keys('session:*:info')).toEqual([]);
  expect(await cache.exists('{observed_sessions}:global:active_sessions')).toBe(0);
});

test('its servers may go and come back', async () => {
  const heard: string[] = [];
  const running = await start({ log: (message) => heard.push(message) });
  await waitUntil('requests arrive', () => running.counts().inserted > 50);
  await Promise.all([postgres.kill(), redis.kill()]);
  await waitUntil('both are missed', () => heard.length >= 2);
  await Promise.all([postgres.start(), redis.start()]);
  const before = running.counts().inserted;
  await waitUntil('it serves again', () => running.counts().inserted > before + 50);
  await running.pause();
  expect(await count('status_code = 200')).toBeGreaterThan(50);
});
