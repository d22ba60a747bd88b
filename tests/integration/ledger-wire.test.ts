import fc from 'fast-check';
import type { Queryable } from '../../exporter/src/gateway/postgres.ts';
import { copyColumnNames, copyColumns, type CopyColumnName } from '../../exporter/src/ledger/columns.ts';
import type { Engine } from '../../exporter/src/ledger/engine.ts';
import { memoryStore } from '../../exporter/src/ledger/store.ts';
import { batchSql, integersOf, readBatch } from '../../exporter/src/ledger/wire.ts';
import { startStack, type Stack } from '../exporter/stack.ts';

let stack: Stack;
let engine: Engine;
let close: () => Promise<void>;
beforeAll(async () => {
  stack = await startStack('none');
  ({ engine, close } = await memoryStore({ memoryLimit: '256MB', threads: 1 }, undefined));
}, 60_000);
afterAll(async () => {
  await close();
  await stack.stop();
});

/** Texts made of what the wire itself uses, and any others; PostgreSQL holds no U+0000. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('\u001f', '\u001b', 's', 'e', ' ', '') }),
  fc.string({ unit: 'binary' }).map((any) => any.replace(/[\0\ud800-\udfff]/gu, '')),
);
const cost = fc.bigInt({ min: -(10n ** 21n - 1n), max: 10n ** 21n - 1n }).map((units) => {
  const digits = units.toString().replace('-', '').padStart(16, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -15)}.${digits.slice(-15)}`;
});
const valueOf = {
  INTEGER: fc.integer(),
  BIGINT: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  VARCHAR: text,
  BOOLEAN: fc.boolean(),
  'DECIMAL(21,15)': cost,
  // Microseconds from the year 1 to the year 9999.
  TIMESTAMPTZ: fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n }).map(String),
};
const valueFor = (name: CopyColumnName): fc.Arbitrary<unknown> => {
  const known = valueOf[copyColumns[name].type];
  return name === 'id' || name === 'created_at' ? known : fc.option<unknown>(known, { nil: null });
};
const row = fc.record(Object.fromEntries(copyColumnNames.map((name) => [name, valueFor(name)])));

const isInstant = (name: CopyColumnName) => copyColumns[name].type === 'TIMESTAMPTZ';

/** The rows as PostgreSQL has them: instants exact, from whole days and the microseconds of a day. */
const rowsSql = `SELECT ${copyColumnNames
  .map((name) =>
    isInstant(name)
      ? `'epoch'::timestamptz + (div(${name}, 86400000000) || ' days')::interval + (mod(${name}, 86400000000) || ' us')::interval AS ${name}`
      : name,
  )
  .join(', ')}
  FROM json_to_recordset($1::json) AS given(${copyColumnNames
    .map((name) => `${name} ${isInstant(name) ? 'numeric' : copyColumns[name].sourceType}`)
    .join(', ')})`;

test('any rows cross from PostgreSQL to DuckDB unchanged', async () => {
  const client = await stack.database.connect();
  await client.query("SET timezone = 'UTC'");
  const connection: Queryable = {
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
  };
  const columns = copyColumnNames.map((name) => {
    const cast = { TIMESTAMPTZ: `epoch_us(${name})::VARCHAR`, BIGINT: `${name}::VARCHAR` } as Record<
      string,
      string
    >;
    return `${cast[copyColumns[name].type] ?? name} AS ${name}`;
  });
  const crossing = fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
    const batch = await readBatch(connection, rowsSql, [JSON.stringify(rows)]);
    expect(batch.rows).toBe(rows.length);
    expect(integersOf(batch, 'id')).toEqual(rows.map(({ id }) => id));
    expect(await engine.query(`SELECT ${columns.join(', ')} FROM (${batchSql})`, batch.columns)).toEqual(
      rows,
    );
  });
  try {
    await fc.assert(crossing, { numRuns: 40 });
  } finally {
    client.release();
  }
}, 60_000);
