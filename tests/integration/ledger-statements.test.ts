import fc from 'fast-check';
import { openEngine, type Engine } from '../../exporter/src/ledger/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ memoryLimit: '256MB', threads: 2 });
});
afterAll(() => engine.close());

/** Statements whose plans DuckDB would gladly build on what the table holds at the moment. */
const statements = [
  'SELECT count(*) AS n FROM t WHERE x > 100',
  'SELECT min(x) AS least, max(x) AS most, count(*) AS n, sum(h) AS h FROM t',
  'SELECT count(n) AS known, count(*) AS n FROM t WHERE n IS NOT NULL',
  'SELECT x, sum(n) AS n, sum(h) AS h FROM t GROUP BY x ORDER BY x NULLS FIRST',
  "SELECT s, count(*) AS n FROM t WHERE s <> 'a' GROUP BY s ORDER BY s",
  `SELECT sum(n) AS n FROM (SELECT x, n FROM t WHERE x > 1000 UNION ALL SELECT x, n FROM t WHERE x < 10) AS u`,
  'SELECT sum(n * 2::BIGINT) AS twice, sum(x::HUGEINT + n) AS both FROM t',
  'SELECT count(*) AS n FROM t WHERE x = $1 OR n = $1',
  'SELECT t.x, count(*) AS n FROM t JOIN u USING (x) GROUP BY t.x ORDER BY t.x',
  'SELECT count(*) AS n, sum(n) AS sum FROM t WHERE x > -7 AND x < (SELECT micros[1] FROM temp.moments)',
];

const integer = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer());
const row = fc.tuple(
  fc.option(integer),
  fc.option(fc.constantFrom('a', 'b', 'a longer text of no use', '')),
  fc.option(integer),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
);
const change = fc.oneof(
  fc.record({
    table: fc.constantFrom('t', 'u'),
    rows: fc.array(row, { minLength: 1, maxLength: 8 }),
    times: fc.constantFrom(1, 1, 3000),
  }),
  fc.record({
    sql: fc.constantFrom('DELETE FROM t WHERE x < 30', 'TRUNCATE t', 'UPDATE t SET n = NULL, x = -x // 2'),
  }),
);

test('a statement that is asked again and again answers for the rows of now, whatever was there before', async () => {
  let asked = 0;
  const answers = fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (changes) => {
    await engine.write(async (connection) => {
      for (const table of ['t', 'u']) {
        await connection.query(
          `CREATE TABLE IF NOT EXISTS ${table} (x INTEGER, s VARCHAR, n INTEGER, h HUGEINT)`,
        );
        await connection.query(`TRUNCATE ${table}`);
        await connection.query(`INSERT INTO ${table} SELECT range, 'a', range, range FROM range(50)`);
      }
    });
    for (const one of [undefined, ...changes]) {
      if (one !== undefined) {
        await engine.write(async (connection) => {
          if ('sql' in one) await connection.query(one.sql);
          else
            for (const values of one.rows)
              await connection.query(
                `INSERT INTO ${one.table} SELECT $1::INTEGER, $2::VARCHAR, $3::INTEGER, $4::HUGEINT FROM range(${one.times})`,
                values,
              );
        });
      }
      for (const sql of statements) {
        const values = sql.includes('$1') ? [asked % 60] : [];
        const moments = sql.includes('moments') ? [BigInt(asked % 60)] : [];
        const kept = await engine.query(sql, values, moments);
        expect([sql, kept]).toEqual([sql, await engine.query(`${sql} -- ${(asked += 1)}`, values, moments)]);
      }
    }
  });
  await fc.assert(answers, { numRuns: 15 });
}, 60_000);
