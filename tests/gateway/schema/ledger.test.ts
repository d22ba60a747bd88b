import pg from 'pg';
import { copyGolden, goldenColumns, loadGoldenLedger } from '../../golden/load.ts';
import { startPostgres, type PostgresServer } from '../../servers/postgres.ts';
import { createGatewaySchema } from './create.ts';

let server: PostgresServer;
let client: pg.Client;
let ids = 1_000_000;

beforeAll(async () => {
  server = await startPostgres();
  client = await gateway('ledger');
});
afterAll(async () => {
  await client.end();
  await server.stop();
});

async function gateway(name: string): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: await server.createDatabase(name) });
  await connection.connect();
  await createGatewaySchema(connection);
  return connection;
}

type Row = Record<string, unknown>;

/** An INSERT as the gateway's last guard step does it; returns the id. */
async function insert(values: Row = {}): Promise<number> {
  const row: Row = {
    id: (ids += 1),
    provider_id: 7,
    user_id: 1,
    key: 'sk-a',
    model: 'm',
    endpoint: '/v1/messages',
  };
  Object.assign(row, values);
  const names = Object.keys(row);
  const marks = names.map((_, index) => `$${index + 1}`);
  await client.query(
    `INSERT INTO message_request (${names.join(', ')}) VALUES (${marks.join(', ')})`,
    Object.values(row),
  );
  return Number(row['id']);
}

async function update(id: number, values: Row): Promise<void> {
  const sets = Object.keys(values).map((name, index) => `${name} = $${index + 2}`);
  await client.query(`UPDATE message_request SET ${sets.join(', ')} WHERE id = $1`, [
    id,
    ...Object.values(values),
  ]);
}

async function ledgerRow(id: number): Promise<Row | undefined> {
  const { rows } = await client.query<Row>('SELECT * FROM usage_ledger WHERE request_id = $1', [id]);
  return rows[0];
}

const chain = (...attempts: Row[]) => JSON.stringify(attempts);

// The gateway's own functions gave these answers (gateway.md 1.4, "checked samples").
test.each<[string, Row, string | null]>([
  ['nothing', {}, null],
  ['200', { status: 200 }, 'success'],
  ['500', { status: 500 }, 'failure'],
  ['429 rate limit', { status: 429, error: 'rate limit' }, 'excluded'],
  ['429 busy', { status: 429, error: 'busy' }, 'failure'],
  ['499', { status: 499 }, 'excluded'],
  ['404', { status: 404 }, 'excluded'],
  ['503 without providers', { status: 503, error: 'No available providers' }, 'excluded'],
  ['sensitive word', { blocked: 'sensitive_word' }, 'excluded'],
  ['200 with an error text', { status: 200, error: 'stream broke' }, 'success'],
  [
    '200 whose last attempt failed',
    { status: 200, chain: chain({ reason: 'retry_failed', statusCode: 502 }) },
    'failure',
  ],
  ['an error without a status', { error: 'socket hang up' }, 'failure'],
  // The remaining rules, read from the table in the same place.
  [
    'a matched error rule',
    { status: 500, chain: chain({ errorDetails: { matchedRule: null } }) },
    'excluded',
  ],
  [
    'error details that are no object',
    { status: 200, chain: chain({ errorDetails: ['matchedRule'] }) },
    'success',
  ],
  ['a chain without a reason yet', { chain: chain({ id: 1, reason: 'initial_selection' }) }, null],
  ['a first byte of the chain', { status: 500, chain: chain({ reason: 'session_reuse' }) }, null],
  [
    'a session that was reused and failed',
    { status: 500, error: 'x', chain: chain({ reason: 'session_reuse' }) },
    'failure',
  ],
  ['a status that is no number', { chain: chain({ statusCode: 'abc' }) }, null],
  [
    'an error of the last attempt only',
    { status: 500, error: 'x', chain: chain({ errorMessage: 'Quota Exceeded' }) },
    'excluded',
  ],
  [
    'the winner of a hedge',
    { chain: chain({ reason: 'hedge_triggered' }, { reason: 'hedge_winner' }) },
    'success',
  ],
  ['a chain that is no array', { status: 301, chain: '{"reason":"client_abort"}' }, 'success'],
])(
  'outcome of %s',
  async (_, { blocked = null, status = null, error = null, chain: attempts = null }, outcome) => {
    const { rows } = await client.query<Row>(
      `SELECT fn_compute_message_request_success_rate_outcome($1, $2, $3, $4) AS outcome,
        fn_is_message_request_finalized($1, $2, $3, $4) AS finalised`,
      [blocked, status, error, attempts],
    );
    expect(rows[0]?.['outcome']).toBe(outcome);
    if (outcome !== null) expect(rows[0]?.['finalised']).toBe(true);
  },
);

test('a request is in the ledger from its start, and follows the log except for its time', async () => {
  const id = await insert({ created_at: '2026-03-01T00:00:00Z' });
  expect(await ledgerRow(id)).toMatchObject({
    provider_id: 7,
    final_provider_id: 7,
    status_code: null,
    is_success: true,
    success_rate_outcome: null,
    cost_usd: '0.000000000000000',
    created_at: new Date('2026-03-01T00:00:00Z'),
  });
  const attempts = chain(
    { id: 7, reason: 'retry_failed', statusCode: 500 },
    { id: 9, reason: 'retry_success' },
  );
  await update(id, {
    status_code: 200,
    provider_id: 8,
    provider_chain: attempts,
    cost_usd: '0.123456789012345',
    created_at: '2026-03-02T00:00:00Z',
  });
  expect(await ledgerRow(id)).toMatchObject({
    provider_id: 8,
    final_provider_id: 9,
    status_code: 200,
    success_rate_outcome: 'success',
    cost_usd: '0.123456789012345',
    created_at: new Date('2026-03-01T00:00:00Z'),
  });
  await update(id, { cost_usd: '1.5', status_code: 200, error_message: 'late' });
  expect(await ledgerRow(id)).toMatchObject({ cost_usd: '1.500000000000000', is_success: false });
});

test('neither a soft deletion nor updated_at fires the trigger, and a deletion leaves the ledger alone', async () => {
  const id = await insert();
  const before = await client.query<Row>('SELECT xmin::text FROM usage_ledger WHERE request_id = $1', [id]);
  await update(id, { deleted_at: new Date(), updated_at: new Date() });
  const after = await client.query<Row>('SELECT xmin::text FROM usage_ledger WHERE request_id = $1', [id]);
  expect(after.rows).toEqual(before.rows);
  await client.query('DELETE FROM message_request WHERE id = $1', [id]);
  expect(await ledgerRow(id)).toBeDefined();
});

test('warmup and non-billing endpoints stay out; a row that turns into one is marked or taken out', async () => {
  const warmup = { blocked_by: 'warmup', status_code: 200, cost_usd: null };
  expect(await ledgerRow(await insert(warmup))).toBeUndefined();
  const turned = await insert();
  await update(turned, { blocked_by: 'warmup' });
  expect(await ledgerRow(turned)).toMatchObject({ blocked_by: 'warmup' });
  expect(await ledgerRow(await insert({ endpoint: '/V1/messages/Count_Tokens//' }))).toBeUndefined();
  expect(await ledgerRow(await insert({ endpoint: '/v1/responses/compact' }))).toBeUndefined();
  const moved = await insert();
  await update(moved, { endpoint: '/v1/responses/compact/' });
  expect(await ledgerRow(moved)).toBeUndefined();
  expect(await ledgerRow(await insert({ endpoint: null }))).toBeDefined();
});

test('blocked words enter as excluded, replays without cost', async () => {
  const blocked = await insert({ blocked_by: 'sensitive_word', status_code: 400, provider_id: 0 });
  expect(await ledgerRow(blocked)).toMatchObject({ success_rate_outcome: 'excluded', is_success: false });
  const replay = await insert({
    is_replay: true,
    cost_usd: '0.5',
    status_code: 200,
    replay_source_request_id: 1,
  });
  expect(await ledgerRow(replay)).toMatchObject({ is_replay: true, cost_usd: '0.000000000000000' });
});

test('a fault of the ledger is a warning, never a failed request', async () => {
  const notices: string[] = [];
  client.on('notice', ({ message }) => notices.push(String(message)));
  const id = await insert({ provider_chain: chain({ id: '99999999999' }) });
  expect(await ledgerRow(id)).toBeUndefined();
  expect(notices).toEqual([expect.stringContaining('out of range')]);
  const { rows } = await client.query('SELECT id FROM message_request WHERE id = $1', [id]);
  expect(rows).toHaveLength(1);
});

describe('the golden request log', () => {
  const selectLedger = (table: string) =>
    `SELECT ${goldenColumns('usage_ledger').join(', ')} FROM ${table} WHERE request_id IN (SELECT id FROM golden_log)`;

  test('gives exactly the golden ledger when it is written as the gateway does', async () => {
    const golden = await gateway('golden');
    await golden.query(`CREATE TEMP TABLE golden_log (LIKE message_request INCLUDING DEFAULTS);
      CREATE TEMP TABLE golden_ledger (LIKE usage_ledger INCLUDING DEFAULTS)`);
    await copyGolden(golden, 'message_request', 'golden_log');
    await copyGolden(golden, 'usage_ledger', 'golden_ledger');
    const atInsert = [
      ...[
        'id',
        'user_id',
        'key',
        'session_id',
        'session_identity',
        'endpoint',
        'created_at',
        'cost_multiplier',
      ],
      ...['request_sequence', 'blocked_by', 'is_replay', 'replay_source_request_id', 'original_model'],
    ];
    const later = goldenColumns('message_request').filter((name) => !atInsert.includes(name));
    await golden.query(
      `INSERT INTO message_request (${atInsert.join(', ')}, provider_id, model)
        SELECT ${atInsert.join(', ')}, 21, original_model FROM golden_log`,
    );
    await golden.query(
      `UPDATE message_request r SET ${later.map((name) => `${name} = g.${name}`).join(', ')}
        FROM golden_log g WHERE g.id = r.id`,
    );
    const differences = await golden.query(
      `(TABLE_A EXCEPT TABLE_B) UNION ALL (TABLE_B EXCEPT TABLE_A)`
        .replaceAll('TABLE_A', selectLedger('usage_ledger'))
        .replaceAll('TABLE_B', selectLedger('golden_ledger')),
    );
    expect(differences.rows).toEqual([]);
    const { rows } = await golden.query<Row>(
      `SELECT (SELECT count(*)::integer FROM usage_ledger) AS ours,
        (SELECT count(*)::integer FROM golden_ledger WHERE request_id > 60) AS theirs`,
    );
    expect(rows[0]?.['ours']).toBe(rows[0]?.['theirs']);
    expect(rows[0]?.['ours']).toBeGreaterThan(700);
    await golden.end();
  });

  test('is loaded with its directory and ledger, ready for more', async () => {
    const golden = await gateway('loaded');
    await loadGoldenLedger(golden);
    await golden.query(
      `INSERT INTO message_request (provider_id, user_id, key) SELECT 21, 2, key FROM keys WHERE id = 12`,
    );
    const { rows } = await golden.query<Row>(
      `SELECT (SELECT count(*)::integer FROM usage_ledger) AS ledger, (SELECT count(*)::integer FROM message_request) AS log,
        (SELECT count(*)::integer FROM users) AS users, (SELECT count(*)::integer FROM keys) AS keys,
        (SELECT count(*)::integer FROM providers) AS providers`,
    );
    expect(rows).toEqual([{ ledger: 795, log: 801, users: 6, keys: 8, providers: 7 }]);
    await golden.end();
  });
});
