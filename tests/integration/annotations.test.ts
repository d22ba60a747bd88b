import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { probeSchema } from '../../exporter/src/gateway/schema.ts';
import {
  changesSql,
  createChangesReader,
  eventsWithin,
  type AdministrativeChanges,
} from '../../exporter/src/questions/annotations.ts';
import { addProvider } from '../exporter/rows.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { createAdministration } from '../gateway/administration.ts';
import { seedDirectory } from '../gateway/directory.ts';
import { gatewayOptions } from '../gateway/options.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';

let stack: Stack;
let client: pg.Client;
let older: Stack | undefined;

const connection = {
  query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...values])).rows,
};

/** Connects as the exporter's own role. */
async function connect({ environment }: Stack): Promise<void> {
  client = new pg.Client({ connectionString: environment.DSN });
  await client.connect();
}
beforeAll(async () => {
  stack = await startStack();
  await connect(stack);
});
afterAll(async () => {
  await client.end();
  await stack.stop();
  await older?.stop();
});

const read = async (reader = createChangesReader(), now = Date.now()): Promise<AdministrativeChanges> =>
  reader(connection, await probeSchema(connection), now);

/** A row of the log with a secret in every column that is none of ours. */
const insertSql = (count: number, values: string) => `
  INSERT INTO audit_log (action_category, action_type, target_type, target_id, target_name, before_value, after_value,
    operator_user_id, operator_user_name, operator_ip, user_agent, success, error_message, created_at)
  SELECT ${values} FROM generate_series(1, ${count}) AS n`;
const secrets = `'{"key": "sk-SECRET-before"}'::jsonb, '{"key": "sk-SECRET-after"}'::jsonb, 1, 'Ada', '203.0.113.9',
  'SECRET agent', true, 'SECRET error'`;

test('what administrators do is told with names at most, newest first, to the millisecond of a span', async () => {
  const { database } = stack;
  const directory = await seedDirectory(database, gatewayOptions());
  const administration = createAdministration({
    database,
    forgetSpending: () => Promise.resolve(),
    onChange: () => Promise.resolve(),
  });
  const [provider, user] = [directory.providers[0]!, directory.users[1]!];
  await administration.renameProvider(provider.id, 'renamed');
  await administration.limitUser(user.id, { daily: '12.00' });
  await administration.changeSettings({ currency: 'EUR' });
  await database.query(
    insertSql(
      1,
      `'sensitive_word', 'sensitive_word.create', 'sensitive_word', '7', 'SECRET word', ${secrets}, now()`,
    ),
  );
  await database.query(insertSql(3, `'auth', 'login.failure', NULL, NULL, NULL, ${secrets}, now()`));
  const { changes, completeFrom, unknownBecause } = await read();
  const { rows } = await database.query<{ id: number; at: string; operator: string }>(
    `SELECT id, floor(extract(epoch FROM created_at) * 1000)::text AS at, operator_user_name AS operator
     FROM audit_log WHERE action_category <> 'auth' ORDER BY created_at DESC, id DESC`,
  );
  expect([completeFrom, unknownBecause]).toEqual([null, null]);
  expect(changes.map(({ id, at, operatorName }) => ({ id, at: String(at), operator: operatorName }))).toEqual(
    rows,
  );
  expect(changes.map(({ action, target }) => [action, target])).toEqual([
    ['sensitive_word.create', { type: 'sensitive_word', id: null, name: null }],
    ['system_settings.update', { type: 'system_settings', id: expect.any(String) as string, name: null }],
    ['user.update', { type: 'user', id: String(user.id), name: user.name }],
    ['provider.update', { type: 'provider', id: String(provider.id), name: provider.name }],
  ]);
  expect(JSON.stringify(changes)).not.toMatch(/SECRET|203\.0\.113|Mozilla|198\.51/);
  const [newest, , third] = changes;
  const span = { from: third!.at, to: newest!.at };
  const { rows: within } = await database.query<{ id: number }>(
    `SELECT id FROM audit_log WHERE created_at >= to_timestamp($1::numeric / 1000)
       AND created_at < to_timestamp($2::numeric / 1000) AND action_category <> 'auth' ORDER BY created_at DESC, id DESC`,
    [span.from, span.to],
  );
  const cut = eventsWithin(changes, completeFrom, span, 10);
  expect(cut).toEqual({
    events: changes.filter(({ id }) => within.some((row) => row.id === id)),
    complete: true,
  });
  expect(eventsWithin(changes, completeFrom, { from: 0, to: Infinity }, 1)).toEqual({
    events: [newest],
    complete: false,
  });
});

test('a log of a hundred thousand logins is read along its index, a bounded part of it, and only when it grew', async () => {
  const { database } = stack;
  await database.query('TRUNCATE audit_log');
  const ago = (unit: string) => `now() - n * interval '1 ${unit}'`;
  await database.query(
    insertSql(100_000, `'auth', 'login.failure', NULL, NULL, NULL, ${secrets}, ${ago('second')}`),
  );
  await database.query(
    insertSql(500, `'user', 'user.update', 'user', n, 'name', ${secrets}, ${ago('minute')}`),
  );
  await database.query('ANALYZE audit_log');
  const { rows: plan } = await client.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN ${changesSql(await probeSchema(connection))}`.replace('$1', '20000'),
  );
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toContain('idx_audit_log_created_at_id');
  expect(text).not.toMatch(/Seq Scan|Sort/);
  const reader = createChangesReader(1000, 20_000);
  const found = await read(reader, 1000);
  // 20,000 rows are the last 19,672 seconds and the 327 changes among them, or one more of either.
  expect(found.changes.length).toBeGreaterThanOrEqual(327);
  expect(found.changes.length).toBeLessThanOrEqual(328);
  expect(found.completeFrom).toBeGreaterThan(Date.now() - 20_000_000);
  const span = { from: 0, to: Infinity };
  expect(eventsWithin(found.changes, found.completeFrom, span, 5000).complete).toBe(false);
  expect((await read(createChangesReader(100, 20_000))).changes).toEqual(found.changes.slice(0, 100));
  // Nothing was added: the same answer. A row was: another. One was taken away: a minute later.
  expect(await read(reader, 2000)).toBe(found);
  await database.query(insertSql(1, `'user', 'user.delete', 'user', 9, 'name', ${secrets}, now()`));
  expect((await read(reader, 3000)).changes[0]?.action).toBe('user.delete');
  await database.query("UPDATE audit_log SET success = false WHERE action_type = 'user.delete'");
  expect((await read(reader, 4000)).changes[0]?.success).toBe(true);
  expect((await read(reader, 64_000)).changes[0]?.success).toBe(false);
});

test('a gateway without the log, and a role that may not read it, have no changes to tell, and say why', async () => {
  await stack.database.query('REVOKE SELECT (action_type) ON audit_log FROM hubscope');
  expect(await read()).toMatchObject({
    changes: [],
    unknownBecause: expect.stringMatching(/^the role may not read the audit log/) as string,
  });
  await stack.database.query(
    'GRANT SELECT (action_type) ON audit_log TO hubscope; REVOKE SELECT (operator_user_name) ON audit_log FROM hubscope',
  );
  await stack.database.query(insertSql(1, `'user', 'user.update', 'user', 9, 'name', ${secrets}, now()`));
  expect((await read()).changes[0]).toMatchObject({ action: 'user.update', operatorName: null });
  await client.end();
  older = await startStack('request-log');
  await connect(older);
  expect(await read()).toMatchObject({
    changes: [],
    unknownBecause: expect.stringMatching(/^this version of the gateway keeps no log/) as string,
  });
});

test('breakers are watched through restarts, and a torn file is dropped with a line in the log', async () => {
  const id = await addProvider(stack.database);
  const folder = createTemporaryFolder('breakers');
  const file = join(folder.path, 'breaker-changes.json');
  const key = `circuit_breaker:state:${id}`;
  const environment = { DATA_DIR: folder.path, HEARTBEAT_INTERVAL: '0.5', DIRECTORY_INTERVAL: '1' };
  interface Change {
    providerId: number;
    from: string;
    to: string;
    at: number;
    after: number;
  }
  const changes = () =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { changes: Change[] }).changes : [];
  try {
    const first = await stack.startExporter(environment);
    await waitUntil('the file is there', () => existsSync(file));
    await stack.cache.hset(key, { circuitState: 'open', circuitOpenUntil: Date.now() + 60_000 });
    await waitUntil('the opening is written', () => changes().length === 1);
    await first.stop();
    await stack.cache.hset(key, { circuitState: 'half-open' });
    const second = await stack.startExporter(environment);
    await waitUntil('the half-opening is written', () => changes().length === 2);
    const [opened, halved] = changes();
    expect(opened).toMatchObject({ providerId: id, from: 'closed', to: 'open' });
    expect(halved).toMatchObject({ providerId: id, from: 'open', to: 'half-open' });
    expect(halved!.after).toBeGreaterThanOrEqual(opened!.at);
    expect(halved!.at).toBeGreaterThan(halved!.after);
    await second.kill();
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40));
    const third = await stack.startExporter(environment);
    await waitUntil('the loss is logged', () =>
      third.log.some((line) => line.includes('earlier changes of breakers are lost')),
    );
    await waitUntil('the file is begun anew', () => changes().length === 0);
    await stack.cache.del(key);
    await waitUntil('the closing is written', () => changes().some(({ to }) => to === 'closed'));
  } finally {
    folder.remove();
  }
}, 60_000);
