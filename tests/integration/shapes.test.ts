import { createGatewaySchema, type GatewayShape } from '../gateway/schema/create.ts';
import type { Health } from '../../exporter/src/contract/index.ts';
import type { ExporterProcess } from '../exporter/process.ts';
import { addProvider, addRequest } from '../exporter/rows.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { waitUntil } from '../servers/wait-until.ts';

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
});

const healthOf = async (exporter: ExporterProcess) =>
  (await (await exporter.get('/api/v1/health')).json()) as Health;

const quick = { DIRECTORY_INTERVAL: '1', QUOTA_INTERVAL: '1' };

/** Three providers' requests: a good one, a failed one that another provider ended up with, a count_tokens call. */
async function fill({ database }: Stack): Promise<number> {
  const first = await addProvider(database, { limit_daily_usd: 50, daily_reset_mode: 'rolling' });
  const second = await addProvider(database, { limit_daily_usd: 50, daily_reset_mode: 'rolling' });
  await addRequest(database, { provider_id: first });
  const chain = JSON.stringify([{ id: first }, { id: second, reason: 'retry_failed', statusCode: 502 }]);
  await addRequest(database, {
    provider_id: first,
    provider_chain: chain,
    status_code: 502,
    error_message: 'SECRET body of an upstream error',
  });
  await addRequest(database, { provider_id: first, endpoint: '/v1/messages/count_tokens/' });
  await addRequest(database, { provider_id: 0, blocked_by: 'warmup' });
  await addRequest(database, { provider_id: first, status_code: null, duration_ms: null, cost_usd: '0' });
  return second;
}

test.each<GatewayShape>(['current', 'early-ledger', 'request-log'])(
  'a gateway of shape %s gives the same figures, under the least-privilege role and as the owner',
  async (shape) => {
    stack = await startStack(shape);
    const second = await fill(stack);
    for (const environment of [quick, { ...quick, DSN: stack.ownerUrl }]) {
      const exporter = await stack.startExporter(environment);
      const page = await exporter.scrape();
      expect(page.value('cch_today_requests')).toBe(3);
      expect(page.value('cch_today_cost_usd')).toBe(0.200000000000002);
      expect(page.value('cch_today_avg_response_seconds')).toBe(1.5);
      expect(page.value('cch_today_error_ratio')).toBe(1 / 3);
      expect(page.value('cch_inflight_requests')).toBe(1);
      const quota = { scope: 'provider', id: String(second), window: 'daily' };
      expect(page.value('cch_quota_used_usd', quota)).toBe(0.100000000000001);
      const health = await healthOf(exporter);
      expect(health.gateway).toMatchObject({ schema: shape, deniedColumns: [] });
      expect(health.gateway?.missingColumns.includes('usage_ledger.is_replay')).toBe(shape !== 'current');
      expect(exporter.log.join('\n') + page.text).not.toContain('SECRET');
      await exporter.stop();
      expect(exporter.log.filter((line) => line.includes('gateway found'))).toHaveLength(1);
    }
  },
);

test('a missing column makes its own figure unknown, and no other', async () => {
  stack = await startStack();
  await fill(stack);
  await stack.database.query(
    'ALTER TABLE usage_ledger DISABLE TRIGGER ALL; ALTER TABLE usage_ledger DROP COLUMN is_success',
  );
  const page = await (await stack.startExporter()).scrape();
  expect(page.value('cch_today_requests')).toBe(3);
  expect(page.series('cch_today_error_ratio')).toEqual([]);
  expect(page.value('cch_up', { source: 'postgres' })).toBe(1);
});

test('a column that the role may not read is named in health', async () => {
  stack = await startStack();
  await fill(stack);
  await stack.database.query('REVOKE SELECT (duration_ms) ON usage_ledger FROM hubscope');
  const exporter = await stack.startExporter();
  expect((await exporter.scrape()).series('cch_today_avg_response_seconds')).toEqual([]);
  expect((await healthOf(exporter)).gateway?.deniedColumns).toEqual(['usage_ledger.duration_ms']);
});

test('the role can read no secret, and write nothing', async () => {
  stack = await startStack();
  await fill(stack);
  for (const statement of [
    'SELECT key FROM keys',
    'SELECT key FROM usage_ledger',
    'SELECT key FROM message_request',
    'SELECT error_message FROM message_request',
    'SELECT provider_chain FROM message_request',
    'SELECT client_ip FROM usage_ledger',
    'SELECT key FROM providers',
    'SELECT * FROM providers',
    'SELECT after_value FROM audit_log',
    'UPDATE users SET name = name',
    'DELETE FROM usage_ledger',
    'CREATE TABLE public.anything (id integer)',
  ]) {
    const client = new (await import('pg')).default.Client({ connectionString: stack.environment.DSN });
    await client.connect();
    await client.query('SET default_transaction_read_only = off');
    await expect(client.query(statement)).rejects.toThrow(/permission denied/);
    await client.end();
  }
});

test('a database that is no gateway: said clearly, and it becomes one', async () => {
  stack = await startStack('none');
  const exporter = await stack.startExporter(quick);
  const page = await exporter.scrape();
  expect(page.value('cch_up', { source: 'postgres' })).toBe(0);
  expect(page.series('cch_today_requests')).toEqual([]);
  const health = await healthOf(exporter);
  expect(health.questions.gateway?.reason).toContain('neither usage_ledger nor message_request');
  await createGatewaySchema(stack.database, 'request-log');
  stack.grant();
  await waitUntil(
    'the gateway is found',
    async () => (await exporter.scrape()).value('cch_today_requests') === 0,
  );
  const zero = await exporter.scrape();
  expect(zero.value('cch_today_cost_usd')).toBe(0);
  // Nothing to average and no share of nothing: unknown, not 0.
  expect(zero.series('cch_today_avg_response_seconds')).toEqual([]);
  expect(zero.series('cch_today_error_ratio')).toEqual([]);
});

test('a gateway that is upgraded in place is found anew', async () => {
  stack = await startStack('request-log');
  await fill(stack);
  const exporter = await stack.startExporter(quick);
  expect((await exporter.scrape()).value('cch_gateway_info', { schema: 'request-log' })).toBe(1);
  await stack.database.query(
    'DROP SCHEMA hubscope CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
  );
  await stack.database.query('DROP SCHEMA IF EXISTS drizzle CASCADE');
  await createGatewaySchema(stack.database, 'current');
  stack.grant();
  await waitUntil('the new shape is found', async () => {
    return (await exporter.scrape()).value('cch_gateway_info', { schema: 'current' }) === 1;
  });
  await waitUntil(
    'its figures are there',
    async () => (await exporter.scrape()).value('cch_today_requests') === 0,
  );
});

test('zones: the settings, then TZ; a name that is no zone is passed over, and said', async () => {
  stack = await startStack();
  const exporter = await stack.startExporter({ ...quick, TZ: 'America/New_York' });
  const zoneIs = (timezone: string) =>
    waitUntil(`days are reckoned in ${timezone}`, async () => {
      return (await exporter.scrape()).value('cch_gateway_info', { timezone }) === 1;
    });
  await zoneIs('America/New_York');
  await stack.database.query(
    `INSERT INTO system_settings (site_title, timezone) VALUES ('CC Hub', 'Pacific/Apia')`,
  );
  await zoneIs('Pacific/Apia');
  await stack.database.query(`UPDATE system_settings SET timezone = 'Mars/Olympus'`);
  await zoneIs('America/New_York');
  expect((await healthOf(exporter)).gateway?.rejectedTimezone).toBe('Mars/Olympus');
  await waitUntil('it is logged', () => exporter.log.join('\n').includes('Mars/Olympus'));
});
