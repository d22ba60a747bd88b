import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { GatewaySchema } from '../../exporter/src/gateway/schema.ts';
import { probeSchema } from '../../exporter/src/gateway/schema.ts';
import { connectPostgres, type Postgres } from '../../exporter/src/gateway/postgres.ts';
import { reload } from '../../exporter/src/ledger/pull.ts';
import { openSession, type Session } from '../../exporter/src/ledger/session.ts';
import { openStore, type Store } from '../../exporter/src/ledger/store.ts';
import { ledgerCounters } from '../../exporter/src/questions/ledger-counters.ts';
import { Secret } from '../../exporter/src/secret.ts';
import { addLedgerRow } from '../exporter/rows.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

let stack: Stack;
let postgres: Postgres;
let schema: GatewaySchema;

beforeAll(async () => {
  stack = await startStack();
  const url = new Secret(stack.environment.DSN);
  postgres = connectPostgres({ url, poolSize: 2, statementTimeoutMs: 10_000, connectTimeoutMs: 5000 });
  schema = await postgres.snapshot(probeSchema);
}, 60_000);
afterAll(async () => {
  await postgres.end();
  await stack.stop();
});

/** A row of the ledger as far as counters are concerned; cost in the last decimal's units. */
interface Row {
  user: number;
  provider: number;
  model: string;
  status: number | null;
  cost: bigint;
  tokens: number;
  duration: number;
}

/** One write to the ledger; `of` picks one of the rows that are there. */
type Write =
  | { kind: 'insert'; row: Row }
  | { kind: 'finalise' | 'correct'; of: number; row: Row }
  | { kind: 'delete'; of: number }
  | { kind: 'reset'; user: number };

/** Writes, and what happens to the exporter before it sees them. */
interface Step {
  writes: Write[];
  exporter: 'runs' | 'restarts' | 'loses its copy';
}

const row = fc.record<Row>({
  user: fc.integer({ min: 1, max: 2 }),
  provider: fc.integer({ min: 1, max: 2 }),
  model: fc.constantFrom('sonnet', 'opus'),
  status: fc.constantFrom(200, 200, 500, null),
  cost: fc.bigInt({ min: 0n, max: 10n ** 18n }),
  tokens: fc.integer({ min: 0, max: 100_000 }),
  duration: fc.integer({ min: 0, max: 2000 }),
});
const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('insert' as const), row }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('finalise' as const, 'correct' as const),
      of: fc.nat(),
      row,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), of: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('reset' as const), user: fc.integer({ min: 1, max: 2 }) }),
  },
);
const step: fc.Arbitrary<Step> = fc.record({
  writes: fc.array(write, { minLength: 1, maxLength: 4 }),
  exporter: fc.constantFrom('runs', 'runs', 'runs', 'restarts', 'loses its copy'),
});

const decimal = (units: bigint) => `${units / 10n ** 15n}.${String(units % 10n ** 15n).padStart(15, '0')}`;

const columns = (of: Row) => ({
  user_id: of.user,
  provider_id: of.provider,
  final_provider_id: of.provider,
  model: of.model,
  status_code: of.status,
  is_success: of.status !== 500,
  success_rate_outcome: of.status === null ? null : of.status === 500 ? 'failure' : 'success',
  cost_usd: decimal(of.cost),
  output_tokens: of.tokens,
  duration_ms: of.duration,
});

/** Applies a write to the ledger in PostgreSQL, and to our own idea of it. */
async function apply(change: Write, rows: Map<number, Row>): Promise<void> {
  const { database } = stack;
  if (change.kind === 'insert') {
    rows.set(await addLedgerRow(database, columns(change.row)), change.row);
    return;
  }
  if (change.kind === 'reset') {
    await database.query('DELETE FROM usage_ledger WHERE user_id = $1', [change.user]);
    for (const [id, { user }] of rows) if (user === change.user) rows.delete(id);
    return;
  }
  const ids = [...rows.keys()];
  const id = ids[change.of % ids.length];
  const before = id === undefined ? undefined : rows.get(id);
  if (id === undefined || before === undefined) return;
  if (change.kind === 'delete') {
    await database.query('DELETE FROM usage_ledger WHERE id = $1', [id]);
    rows.delete(id);
    return;
  }
  // A finished row stays with its provider; everything else about it may be corrected in either direction.
  const { user, model } = before;
  const provider = before.status === null ? change.row.provider : before.provider;
  const after = { ...change.row, user, model, provider, status: before.status ?? change.row.status };
  const names = Object.keys(columns(after));
  await database.query(
    `UPDATE usage_ledger SET ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')} WHERE id = $1`,
    [id, ...Object.values(columns(after))],
  );
  rows.set(id, after);
}

/** What a row adds to each series. */
function parts({ user, provider, model, status, cost, tokens, duration }: Row): Map<string, bigint> {
  if (status === null) return new Map();
  const spent = { requests: 1n, cost_usd: cost, output_tokens: BigInt(tokens) };
  const series: Record<string, Record<string, bigint>> = {
    [`traffic ${provider} ${model}`]: { ...spent, failures: status === 500 ? 1n : 0n },
    [`users ${user}`]: spent,
    [`responses ${provider} ${status}`]: { requests: 1n },
    [`latency ${provider}`]: {
      duration_ms_le_500: duration <= 500 ? 1n : 0n,
      duration_ms_count: 1n,
      duration_ms_sum: BigInt(duration),
    },
  };
  return new Map(
    Object.entries(series).flatMap(([name, sums]) =>
      Object.entries(sums).map(([measure, value]): [string, bigint] => [`${name} ${measure}`, value]),
    ),
  );
}

/** Sums of what all rows add, by series. */
function countAnew(rows: Iterable<Row>): Map<string, bigint> {
  const total = new Map<string, bigint>();
  for (const one of rows) {
    for (const [name, value] of parts(one)) total.set(name, (total.get(name) ?? 0n) + value);
  }
  return total;
}

/** What counters must stand at: what each row added since, and never less than before. */
function expectedAfter(
  before: ReadonlyMap<string, bigint>,
  old: ReadonlyMap<number, Row>,
  now: ReadonlyMap<number, Row>,
  isMadeAnew: boolean,
): Map<string, bigint> {
  const expected = new Map(before);
  if (isMadeAnew) {
    for (const [name, value] of countAnew(now.values())) {
      if (value > (expected.get(name) ?? 0n)) expected.set(name, value);
    }
    return expected;
  }
  for (const [id, after] of now) {
    const was = old.get(id);
    const had = was === undefined ? new Map<string, bigint>() : parts(was);
    for (const [name, value] of parts(after)) {
      const added = value - (had.get(name) ?? 0n);
      if (added > 0n) expected.set(name, (expected.get(name) ?? 0n) + added);
    }
  }
  return expected;
}

/** An exporter's copy in a folder, its counters shown. */
async function open(dataDir: string): Promise<{ store: Store; session: Session }> {
  const store = await openStore({ dataDir, memoryLimit: '256MB', threads: 1 });
  const session = await openSession(store.engine, postgres, schema, { tailIntervalMs: 1000, dataDir });
  while (!session.copy.counted) await session.schedule.step();
  return { store, session };
}

const wanted = /^(requests|cost_usd|output_tokens|failures|duration_ms_(le_500|count|sum))$/;

async function shownBy({ copy }: Session): Promise<Map<string, bigint>> {
  await reload(copy, Date.now() - 86_400_000, Date.now() + 86_400_000);
  const { series } = await ledgerCounters(copy, { provider: 100, model: 100, user: 100, key: 0 });
  const { traffic, users, responses, latency } = series;
  return new Map(
    Object.entries({ traffic, users, responses, latency }).flatMap(([family, all]) =>
      all.flatMap(({ dimensions, sums }) =>
        Object.entries(sums)
          .filter(([measure, value]) => wanted.test(measure) && !value.isZero())
          .map(([measure, value]): [string, bigint] => [
            [family, ...Object.values(dimensions), measure].join(' '),
            BigInt(value.times(measure === 'cost_usd' ? '1e15' : 1).toFixed(0)),
          ]),
      ),
    ),
  );
}

const nonZero = (values: ReadonlyMap<string, bigint>) =>
  [...values].filter(([, value]) => value > 0n).sort(([a], [b]) => (a < b ? -1 : 1));

async function expectExactCounters(steps: readonly Step[]): Promise<void> {
  await stack.database.query('TRUNCATE usage_ledger');
  const folder = createTemporaryFolder('counters');
  const rows = new Map<number, Row>();
  let exporter = await open(folder.path);
  try {
    let shown = await shownBy(exporter.session);
    for (const { writes, exporter: fate } of steps) {
      const old = new Map(rows);
      if (fate !== 'runs') {
        await exporter.session.close();
        await exporter.store.close();
      }
      for (const change of writes) await apply(change, rows);
      if (fate === 'loses its copy') rmSync(join(folder.path, 'ledger.duckdb'));
      if (fate !== 'runs') exporter = await open(folder.path);
      // A copy none of whose rows is left is taken for another ledger's.
      const isStrange = old.size > 0 && ![...old.keys()].some((id) => rows.has(id));
      const isMadeAnew = fate === 'loses its copy' || (fate === 'restarts' && isStrange);
      const expected = expectedAfter(shown, old, rows, isMadeAnew);
      const now = await shownBy(exporter.session);
      for (const [name, value] of shown) expect([name, (now.get(name) ?? 0n) >= value]).toEqual([name, true]);
      expect(nonZero(now)).toEqual(nonZero(expected));
      shown = now;
    }
  } finally {
    await exporter.session.close();
    await exporter.store.close();
    folder.remove();
  }
}

test('no counter falls, and none rises by more or less than its rows added', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), expectExactCounters), {
    numRuns: 8,
    seed: 11,
  });
}, 90_000);

test('a copy that is emptied and cut short before it is loaded anew still knows what was shown', async () => {
  await stack.database.query('TRUNCATE usage_ledger');
  for (let row = 0; row < 3; row += 1) await addLedgerRow(stack.database);
  const store = await openStore({ memoryLimit: '256MB', threads: 1 });
  const start = () => openSession(store.engine, postgres, schema, { tailIntervalMs: 1000 });
  const finish = async (session: Session) => {
    while (!session.copy.counted) await session.schedule.step();
    return shownBy(session);
  };
  try {
    const before = await finish(await start());
    expect(before.get('responses 1 200 requests')).toBe(3n);
    await stack.database.query('TRUNCATE usage_ledger');
    await addLedgerRow(stack.database);
    await start();
    expect(await finish(await start())).toEqual(before);
  } finally {
    await store.close();
  }
});
