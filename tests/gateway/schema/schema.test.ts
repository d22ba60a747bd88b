import pg from 'pg';
import { startPostgres, type PostgresServer } from '../../servers/postgres.ts';
import { columnRows, indexRows } from './catalog.ts';
import { createGatewaySchema } from './create.ts';
import { catalogOf, type GatewayShape } from './shapes.ts';

let server: PostgresServer;
const clients = new Map<GatewayShape, pg.Client>();
beforeAll(async () => {
  server = await startPostgres();
  for (const shape of ['current', 'early-ledger', 'request-log'] as const) {
    const client = new pg.Client({ connectionString: await server.createDatabase(shape) });
    await client.connect();
    await createGatewaySchema(client, shape);
    clients.set(shape, client);
  }
});
afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await server.stop();
});

/** The catalog in the words of columns-0.9.csv and indexes-0.9.csv. */
async function catalog(shape: GatewayShape) {
  const client = clients.get(shape)!;
  const columns = await client.query<Record<string, string>>(
    `SELECT c.table_name, c.column_name, replace(format_type(a.atttypid, a.atttypmod), 'character varying', 'varchar') AS type,
        c.is_nullable, coalesce(c.column_default, '') AS column_default
      FROM information_schema.columns c JOIN pg_attribute a
        ON a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass AND a.attname = c.column_name
      WHERE c.table_schema = 'public' ORDER BY c.table_name COLLATE "C", c.ordinal_position`,
  );
  const indexes = await client.query<Record<string, string>>(
    `SELECT tablename, indexname, replace(indexdef, ' ON public.', ' ON ') AS definition FROM pg_indexes
      WHERE schemaname = 'public' ORDER BY tablename COLLATE "C", indexname COLLATE "C"`,
  );
  return { columns: columns.rows, indexes: indexes.rows };
}

test('the newest shape is that of version 0.9.2, column by column and index by index', async () => {
  const { columns, indexes } = await catalog('current');
  expect(columns).toEqual(columnRows);
  expect(indexes).toEqual(indexRows);
});

test('the primary and unique keys are constraints, and there are three foreign keys', async () => {
  const { rows } = await clients.get('current')!.query<Record<string, string>>(
    `SELECT contype, count(*)::integer AS constraints, count(DISTINCT conrelid)::integer AS tables
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace GROUP BY contype ORDER BY contype`,
  );
  expect(rows).toEqual([
    { contype: 'f', constraints: 3, tables: 3 },
    { contype: 'p', constraints: 13, tables: 13 },
    { contype: 'u', constraints: 1, tables: 1 },
  ]);
});

test.each([
  ['current', 3, 1],
  ['early-ledger', 1, 1],
  ['request-log', 0, 0],
] as const)('%s has %d functions and %d trigger, and its migration', async (shape, functions, triggers) => {
  const { rows } = await clients.get(shape)!.query<Record<string, unknown>>(
    `SELECT (SELECT count(*)::integer FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS functions,
        (SELECT count(*)::integer FROM pg_trigger WHERE NOT tgisinternal) AS triggers,
        (SELECT count(*)::integer FROM drizzle.__drizzle_migrations) AS migrations`,
  );
  expect(rows).toEqual([{ functions, triggers, migrations: 1 }]);
});

test.each(['early-ledger', 'request-log'] as const)('%s is what it lacks', async (shape) => {
  const { columns, indexes } = await catalog(shape);
  expect(columns).toEqual(catalogOf(shape).columns);
  expect(indexes).toEqual(catalogOf(shape).indexes);
});

test('the older shapes lack what came with the migrations after them', async () => {
  const names = async (shape: GatewayShape) =>
    (await catalog(shape)).columns.map(({ table_name, column_name }) => `${table_name}.${column_name}`);
  const early = await names('early-ledger');
  const log = await names('request-log');
  for (const column of ['success_rate_outcome', 'first_byte_ms', 'is_replay', 'session_identity']) {
    expect(early).not.toContain(`usage_ledger.${column}`);
  }
  expect(early).not.toContain('provider_cache_effectiveness.id');
  expect(early).toEqual(
    expect.arrayContaining(['usage_ledger.is_success', 'message_request.client_ip', 'provider_groups.name']),
  );
  expect(log.filter((name) => /^(usage_ledger|audit_log|provider_groups)\./.test(name))).toEqual([]);
  expect(log).not.toContain('system_settings.enable_high_concurrency_mode');
  expect(log).not.toContain('message_request.group_cost_multiplier');
  expect(log).toEqual(expect.arrayContaining(['message_request.cost_usd', 'providers.limit_daily_usd']));
  const { indexes } = await catalog('early-ledger');
  expect(indexes.filter(({ indexname }) => /proxy_status|session_identity/.test(indexname!))).toEqual([]);
});

test('a second creation is refused and changes nothing', async () => {
  const before = await catalog('current');
  await expect(createGatewaySchema(clients.get('current')!)).rejects.toThrow('already exists');
  expect(await catalog('current')).toEqual(before);
});
