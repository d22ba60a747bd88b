import { startStack, type Stack } from '../exporter/stack.ts';
import type { ExporterProcess } from '../exporter/process.ts';
import { addProvider, addRequest, addSession } from '../exporter/rows.ts';
import { waitUntil } from '../servers/wait-until.ts';

const RECOVERY_MS = 10_000;

let stack: Stack;
let exporter: ExporterProcess;
let providerId: number;

beforeAll(async () => {
  stack = await startStack();
  providerId = await addProvider(stack.database, { limit_concurrent_sessions: 4, limit_daily_usd: 10 });
  await addRequest(stack.database, { provider_id: providerId });
  await addRequest(stack.database, { provider_id: providerId, status_code: null, duration_ms: null });
  await addSession(stack.cache, 'session-of-alice', providerId);
  exporter = await stack.startExporter({
    DB_STATEMENT_TIMEOUT: '2',
    STALE_MAX: '6',
    QUOTA_INTERVAL: '1',
    DIRECTORY_INTERVAL: '1',
  });
});
afterAll(async () => {
  await stack.stop();
});

const value = async (name: string, labels?: Record<string, string>) =>
  (await exporter.scrape()).value(name, labels);

/** Waits until a series has a value (or is absent), and returns how long that took. */
async function until(
  name: string,
  wanted: number | undefined,
  labels?: Record<string, string>,
  withinMs = RECOVERY_MS,
) {
  await waitUntil(
    `${name} is ${String(wanted)}`,
    async () => (await value(name, labels)) === wanted,
    withinMs,
    100,
  );
}

/** Everything is there and right. */
async function untilWell(withinMs = RECOVERY_MS) {
  await until('cch_up', 1, { source: 'postgres' }, withinMs);
  await until('cch_up', 1, { source: 'redis' }, withinMs);
  await until('cch_up', 1, { source: 'ledger' }, withinMs);
  await until('cch_today_requests', 2, {}, withinMs);
  await until('cch_concurrent_sessions', 1, {}, withinMs);
  await until('cch_provider_slot_utilization_ratio', 0.25, {}, withinMs);
}

beforeEach(async () => {
  // A test that failed may have left them away; deleted rows are looked for now and then.
  await Promise.all([stack.postgres.start(), stack.redis.start()]);
  await untilWell(2 * RECOVERY_MS);
});

test('Redis killed: sessions and slots are absent, never 0, the rest stands; back within 10 s', async () => {
  await stack.redis.kill();
  await until('cch_up', 0, { source: 'redis' });
  // Whatever asks first finds the server gone; the next beat finds out for every question.
  await until('cch_concurrent_sessions', undefined);
  await until('cch_provider_slots_used', undefined);
  await until('cch_provider_circuit_state', undefined);
  const metrics = await exporter.scrape();
  expect(metrics.series('cch_concurrent_sessions')).toEqual([]);
  expect(metrics.series('cch_provider_slots_used')).toEqual([]);
  expect(metrics.series('cch_provider_circuit_state')).toEqual([]);
  expect(metrics.value('cch_today_requests')).toBe(2);
  expect(metrics.value('cch_up', { source: 'postgres' })).toBe(1);
  expect(metrics.value('cch_exporter_collector_success', { collector: 'concurrent_sessions' })).toBe(0);
  await stack.redis.start();
  await until('cch_up', 1, { source: 'redis' });
});

test('PostgreSQL killed: figures are stale, then absent; live ones at once; back within 10 s', async () => {
  await stack.postgres.kill();
  await until('cch_up', 0, { source: 'postgres' });
  await until('cch_inflight_requests', undefined);
  await until('cch_requests_per_minute', undefined);
  const stale = await exporter.scrape();
  expect(stale.value('cch_today_requests')).toBe(2);
  expect(stale.series('cch_inflight_requests')).toEqual([]);
  expect(stale.series('cch_requests_per_minute')).toEqual([]);
  expect(stale.value('cch_concurrent_sessions')).toBe(1);
  const health = (await (await exporter.get('/api/v1/health')).json()) as Record<string, never>;
  expect(health).toMatchObject({
    status: 'degraded',
    sources: { postgres: { state: 'down', reason: expect.any(String) as string } },
    questions: { overview: { quality: 'stale' } },
  });
  await until('cch_today_requests', undefined);
  await stack.postgres.start();
  await until('cch_today_requests', 2);
});

test('both killed: the page is served, with cch_up 0 and no figure; both back', async () => {
  await Promise.all([stack.postgres.kill(), stack.redis.kill()]);
  await until('cch_concurrent_sessions', undefined);
  await until('cch_today_requests', undefined);
  // Quotas are asked later in a beat, and stay stale as much longer.
  await until('cch_quota_used_usd', undefined, { scope: 'provider' });
  const response = await exporter.get('/metrics');
  expect(response.status).toBe(200);
  const metrics = await exporter.scrape();
  expect(metrics.series('cch_up').map((series) => series.value)).toEqual([0, 0, 0]);
  expect(metrics.series('cch_concurrent_sessions').concat(metrics.series('cch_quota_used_usd'))).toEqual([]);
  expect((await exporter.get('/-/ready')).status).toBe(200);
  await Promise.all([stack.postgres.start(), stack.redis.start()]);
  await untilWell();
});

test('PostgreSQL frozen: scrapes stay quick, the source is down; thawed it is back, without leaked connections', async () => {
  const connections = async () => {
    const { rows } = await stack.database.query<{ count: string }>(
      `SELECT count(*) FROM pg_stat_activity WHERE usename = 'hubscope'`,
    );
    return Number(rows[0]?.count);
  };
  stack.postgres.freeze();
  await until('cch_up', 0, { source: 'postgres' });
  const startedAt = performance.now();
  await exporter.scrape();
  expect(performance.now() - startedAt).toBeLessThan(1000);
  stack.postgres.thaw();
  await untilWell();
  expect(await connections()).toBeLessThanOrEqual(3);
});

test('Redis frozen: absent at once, back within 10 s', async () => {
  stack.redis.freeze();
  await until('cch_concurrent_sessions', undefined);
  await until('cch_up', 0, { source: 'redis' });
  stack.redis.thaw();
  await until('cch_concurrent_sessions', 1);
});

test('a query past its timeout: that figure is stale, the database is not down, the server ran nothing longer', async () => {
  const lock = await stack.database.connect();
  try {
    await lock.query('BEGIN; LOCK TABLE usage_ledger IN ACCESS EXCLUSIVE MODE');
    await until('cch_exporter_collector_success', 0, { collector: 'overview' });
    expect(await value('cch_up', { source: 'postgres' })).toBe(1);
    expect(await value('cch_inflight_requests')).toBe(1);
    expect(await value('cch_today_requests')).toBe(2);
    const health = (await (await exporter.get('/api/v1/health')).json()) as Record<string, never>;
    expect(health).toMatchObject({ questions: { overview: { quality: 'stale' } } });
  } finally {
    await lock.query('ROLLBACK');
    lock.release();
  }
  await until('cch_exporter_collector_success', 1, { collector: 'overview' });
});

test('wrong-typed keys are unknown and left alone', async () => {
  const slots = `provider:${providerId}:active_sessions`;
  const breaker = `circuit_breaker:state:${providerId}`;
  const observed = '{observed_sessions}:global:active_sessions';
  await stack.cache.rename(slots, 'slots');
  await stack.cache.rename(observed, 'observed');
  await stack.cache.set(slots, 'a string');
  await stack.cache.set(breaker, 'a string');
  await stack.cache.set(observed, 'a string');
  await until('cch_concurrent_sessions', undefined);
  await until('cch_provider_slots_used', undefined);
  const metrics = await exporter.scrape();
  expect(metrics.value('cch_up', { source: 'redis' })).toBe(1);
  expect(metrics.value('cch_provider_slots_limit')).toBe(4);
  expect(metrics.series('cch_provider_circuit_state')).toEqual([]);
  expect(await stack.cache.mget(slots, breaker, observed)).toEqual(['a string', 'a string', 'a string']);
  await stack.cache.del(breaker);
  await stack.cache.rename('slots', slots);
  await stack.cache.rename('observed', observed);
});

test('a provider that is deleted, disabled or unlimited', async () => {
  const extra = await addProvider(stack.database, { name: '备用 "quoted" \\ provider', priority: 5 });
  const labels = { provider_id: String(extra) };
  await until('cch_provider_slots_used', 0, labels);
  const page = await exporter.scrape();
  expect(page.value('cch_provider_slots_limit', labels)).toBeUndefined();
  expect(page.value('cch_provider_slot_utilization_ratio', labels)).toBeUndefined();
  expect(page.value('cch_provider_info', { ...labels, provider: '备用 "quoted" \\ provider' })).toBe(1);
  await stack.database.query('UPDATE providers SET is_enabled = false WHERE id = $1', [extra]);
  await until('cch_provider_slots_used', undefined, labels);
  expect(await value('cch_provider_info', { ...labels, enabled: 'false' })).toBe(1);
  await stack.database.query('UPDATE providers SET deleted_at = now() WHERE id = $1', [extra]);
  await until('cch_provider_info', undefined, labels);
  await until('cch_provider_circuit_state', undefined, labels);
});

test('an idle gateway has 0 sessions; one with traffic and no sessions in Redis has an unknown number', async () => {
  await stack.cache.rename('{observed_sessions}:global:active_sessions', 'observed');
  await until('cch_concurrent_sessions', undefined);
  // An administrator's reset, then two older requests.
  await stack.database.query('DELETE FROM message_request');
  await stack.database.query('DELETE FROM usage_ledger');
  const created_at = new Date(Date.now() - 120_000).toISOString();
  await addRequest(stack.database, { provider_id: providerId, created_at });
  await addRequest(stack.database, { provider_id: providerId, created_at, status_code: null });
  await until('cch_concurrent_sessions', 0, {}, 2 * RECOVERY_MS);
  await stack.cache.rename('observed', '{observed_sessions}:global:active_sessions');
});

test('high concurrency mode: sessions and slots are unknown, not 0', async () => {
  await stack.database.query(
    `INSERT INTO system_settings (site_title, enable_high_concurrency_mode) VALUES ('CC Hub', true)`,
  );
  try {
    await until('cch_concurrent_sessions', undefined);
    await until('cch_provider_slots_used', undefined);
    await until('cch_up', 1, { source: 'redis' });
    await waitUntil('the log says why', () => exporter.log.join('\n').includes('high concurrency mode'));
  } finally {
    await stack.database.query('DELETE FROM system_settings');
  }
});

test('500 providers: all are there, and the cap leaves out the rest and says so', async () => {
  await stack.database.query(
    `INSERT INTO providers (name, url, key, limit_concurrent_sessions, priority)
     SELECT 'provider ' || n, 'https://upstream.invalid', 'UPSTREAM-SECRET', 10, 9 FROM generate_series(1, 499) n`,
  );
  await waitUntil(
    '500 providers are on the page',
    async () => (await exporter.scrape()).series('cch_provider_slots_used').length === 500,
    RECOVERY_MS,
    200,
  );
  const capped = await stack.startExporter({ MAX_PROVIDER_SERIES: '20' });
  await waitUntil('the capped page has slots', async () => {
    return (await capped.scrape()).series('cch_provider_slots_used').length === 20;
  });
  const page = await capped.scrape();
  expect(page.value('cch_exporter_series_folded', { family: 'cch_provider_slots_used' })).toBe(480);
  expect(page.value('cch_provider_slots_used', { provider_id: String(providerId) })).toBe(1);
  expect(await capped.stop()).toBe(0);
  await stack.database.query(`DELETE FROM providers WHERE name LIKE 'provider %'`);
});

test('after all that nothing crashed, and no secret was logged', () => {
  const log = exporter.log.join('\n');
  expect(log).not.toMatch(/SECRET|role-password|redis-password|a-token-for|\bat \w+ \(/);
});
