import pg from 'pg';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { seedDirectory, upstreamSecretMarker } from './directory.ts';
import { gatewayOptions, type GatewayOptions } from './options.ts';
import { createGatewaySchema } from './schema/create.ts';
import { activeCallers, providerTypes } from './traffic/participants.ts';

let server: PostgresServer;
let usual: Awaited<ReturnType<typeof seeded>>;
const pools: pg.Pool[] = [];
beforeAll(async () => {
  server = await startPostgres();
  usual = await seeded('usual');
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await server.stop();
});

async function seeded(name: string, given: Partial<GatewayOptions> = {}) {
  const options = gatewayOptions(given);
  const database = new pg.Pool({ connectionString: await server.createDatabase(name), max: 2 });
  pools.push(database);
  await createGatewaySchema(database, options.shape);
  const directory = await seedDirectory(database, options);
  const count = async (sql: string) =>
    Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]!.n);
  return { database, directory, count };
}

it('fills a gateway with every kind of participant', async () => {
  const { database, directory, count } = usual;
  const { users, keys, providers, settings } = directory;
  expect([users.length, keys.length, providers.length]).toEqual([24, 48, 16]);
  expect(users.filter(({ name }) => name === '张伟')).toHaveLength(2);
  expect(new Set(providers.map(({ type }) => type))).toEqual(new Set(providerTypes));
  for (const some of [
    `users WHERE role = 'admin'`,
    'users WHERE deleted_at < now()',
    'users WHERE NOT is_enabled',
    'users WHERE expires_at < now()',
    'users WHERE expires_at > now()',
    `users WHERE tags ? 'vip' AND provider_group LIKE '%，%'`,
    'keys WHERE deleted_at < now()',
    'keys WHERE NOT is_enabled',
    'keys WHERE expires_at < now()',
    'providers WHERE limit_concurrent_sessions > 0',
    'providers WHERE limit_concurrent_sessions = 0',
    'providers WHERE limit_concurrent_sessions IS NULL',
    'providers WHERE NOT is_enabled AND deleted_at IS NULL',
    'providers WHERE deleted_at < now()',
    'providers WHERE model_redirects IS NOT NULL',
    ...['5h', 'daily', 'weekly', 'monthly', 'total'].map(
      (window) => `providers WHERE limit_${window}_usd > 0`,
    ),
    `providers WHERE daily_reset_mode = 'rolling'`,
    `providers WHERE limit_5h_reset_mode = 'fixed'`,
    `provider_groups WHERE name = '研发'`,
    'provider_endpoint_probe_logs WHERE NOT ok',
  ]) {
    expect([some, await count(some)]).not.toEqual([some, 0]);
  }
  expect(settings).toMatchObject({ timezone: 'Asia/Shanghai', highConcurrency: false, answersWarmups: true });
  const callers = activeCallers(directory);
  expect(callers.length).toBeGreaterThan(20);
  expect(callers.length).toBeLessThan(keys.length);
  const { rows } = await database.query('SELECT * FROM system_settings');
  expect(rows).toMatchObject([{ currency_display: 'USD', billing_model_source: 'original' }]);
});

it('plants recognisable secrets in every column that can hold one', async () => {
  for (const column of ['key', 'custom_headers::text', 'proxy_url']) {
    const secrets = `providers WHERE ${column} LIKE '%${upstreamSecretMarker}%'`;
    expect(await usual.count(secrets)).toBeGreaterThan(0);
  }
});

it('repeats people, keys and providers with the same seed', async () => {
  const again = await seeded('again');
  const other = await seeded('other', { seed: 2 });
  const stringsOf = ({ directory }: typeof usual) => directory.keys.map(({ key }) => key);
  expect(again.directory).toEqual(usual.directory);
  expect(stringsOf(other)).not.toEqual(stringsOf(usual));
});

it.each([
  [2, 3],
  [1, 2],
])('duplicates key strings (%i per user, %i times)', async (keysPerUser, duplicatedKeyStrings) => {
  const { database } = await seeded(`duplicates-${keysPerUser}`, { keysPerUser, duplicatedKeyStrings });
  const { rows } = await database.query<{ holders: string; users: string }>(
    'SELECT count(*) AS holders, count(DISTINCT user_id) AS users FROM keys GROUP BY key HAVING count(*) > 1',
  );
  expect(rows).toHaveLength(duplicatedKeyStrings);
  expect(rows.every(({ holders }) => holders === '2')).toBe(true);
  expect(rows.some(({ users }) => users === '2')).toBe(true);
});

it('keeps prices exact, and has none for a self-hosted model', () => {
  const { directory } = usual;
  expect(directory.prices.get('claude-opus-4-5-20251101')).toEqual({
    input: '0.000005',
    output: '0.000025',
    cacheWrite5m: '0.00000625',
    cacheWrite1h: '0.00001',
    cacheRead: '0.0000005',
  });
  expect(directory.prices.get('deepseek-chat')).toMatchObject({
    cacheRead: '0.000000028',
    cacheWrite5m: null,
  });
  expect(directory.prices.has('qwen3-coder-next')).toBe(false);
});

it.each(['early-ledger', 'request-log'] as const)('fills a gateway of the shape %s', async (shape) => {
  const { directory } = await seeded(shape, { shape });
  expect(directory.groupMultipliers.size > 0).toBe(shape === 'early-ledger');
  expect(directory.users).toHaveLength(24);
});

it('scales from a few to very many', async () => {
  const small = await seeded('small', { users: 2, keysPerUser: 1, providers: 6, duplicatedKeyStrings: 0 });
  expect(activeCallers(small.directory)).toHaveLength(2);
  expect(new Set(small.directory.providers.map(({ type }) => type)).size).toBe(6);
  const large = await seeded('large', { users: 1_300, keysPerUser: 3, providers: 500 });
  expect(large.directory.keys).toHaveLength(3_900);
  expect(new Set(large.directory.providers.map(({ name }) => name)).size).toBe(500);
});
