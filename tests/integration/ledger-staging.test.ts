import fc from 'fast-check';
import { applyBatch } from '../../exporter/src/ledger/apply.ts';
import { copyColumnNames, copyColumns, type CopyColumnName } from '../../exporter/src/ledger/columns.ts';
import { nothingScattered } from '../../exporter/src/ledger/copy.ts';
import { countChanges } from '../../exporter/src/ledger/count.ts';
import { stagedRows } from '../../exporter/src/ledger/staging.ts';
import { openStore, type Store } from '../../exporter/src/ledger/store.ts';
import { emptyTables } from '../../exporter/src/ledger/tables.ts';
import type { Batch } from '../../exporter/src/ledger/wire.ts';

const HOUR_MS = 3_600_000;
const BEGUN = Date.UTC(2026, 0, 1);
/** The first two hours have settled. */
const SUMMED = { from: BEGUN, to: BEGUN + 2 * HOUR_MS };

let store: Store;
beforeAll(async () => {
  store = await openStore({ memoryLimit: '256MB', threads: 2 });
});
afterAll(() => store.close());

interface Row {
  id: number;
  hour: number;
  status: number | null;
  tokens: number;
}

const row = fc.record({
  id: fc.integer({ min: 1, max: 5 }),
  hour: fc.integer({ min: 0, max: 3 }),
  status: fc.constantFrom(null, 200, 500),
  tokens: fc.integer({ min: 0, max: 9 }),
});
const step = fc.record({
  rows: fc.uniqueArray(row, { selector: ({ id }) => id, minLength: 1, maxLength: 5 }),
  fails: fc.boolean(),
});

/** As PostgreSQL writes it; see wire.ts. */
function batchOf(rows: readonly Row[]): Batch {
  const valueOf: Partial<Record<CopyColumnName, (one: Row) => number | string | null>> = {
    id: ({ id }) => id,
    created_at: ({ hour }) => (BEGUN + hour * HOUR_MS) * 1000,
    user_id: () => 1,
    billable: () => 'true',
    status_code: ({ status }) => status,
    input_tokens: ({ tokens }) => tokens,
    output_tokens: () => 0,
  };
  const columns = copyColumnNames.map((name) => {
    const absent = copyColumns[name].type === 'VARCHAR' ? '\u001b' : '';
    return rows.map((one) => String(valueOf[name]?.(one) ?? absent)).join('\u001f');
  });
  return { rows: rows.length, columns };
}

const byId = (one: Row, other: Row) => one.id - other.id;

test('batches of one connection leave nothing to each other, whether they are taken in or fail', async () => {
  const batches = fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
    await store.engine.write(emptyTables);
    const known = new Map<number, Row>();
    let ended = 0;
    for (const { rows, fails } of steps) {
      const failure = new Error('as asked');
      const taken = store.engine.write(async (connection) => {
        await applyBatch(connection, batchOf(rows), 'own ids', {
          summed: SUMMED,
          scattered: nothingScattered,
        });
        if (fails) throw failure;
      });
      if (fails) {
        await expect(taken).rejects.toBe(failure);
      } else {
        await taken;
        for (const one of rows) {
          if (one.status !== null && known.get(one.id)?.status !== one.status) ended += 1;
          known.set(one.id, one);
        }
      }
      const found = await store.engine.query<Row>(
        `SELECT id, ((epoch_ms(created_at) - ${BEGUN}) // ${HOUR_MS})::INTEGER AS hour, status_code AS status,
                input_tokens::INTEGER AS tokens FROM rows ORDER BY id`,
      );
      expect(found).toEqual([...known.values()].sort(byId));
      const all = [...known.values()];
      const parts = {
        // Quarters have no end, hours only what has settled.
        quarter_consumer: all,
        hour_user: all.filter(({ hour }) => hour < 2),
      };
      for (const [table, summed] of Object.entries(parts)) {
        expect(
          await store.engine.query(
            `SELECT coalesce(sum(requests), 0)::INTEGER AS requests, coalesce(sum(total_tokens), 0)::INTEGER AS tokens
             FROM ${table}`,
          ),
        ).toEqual([{ requests: summed.length, tokens: summed.reduce((sum, { tokens }) => sum + tokens, 0) }]);
      }
      await store.engine.write(countChanges);
      expect(
        await store.engine.query('SELECT coalesce(sum(requests), 0)::INTEGER AS n FROM counted_responses'),
      ).toEqual([{ n: ended }]);
      const left = stagedRows.map((table) => `SELECT id FROM temp.${table}`).join(' UNION ALL ');
      expect(await store.engine.write((connection) => connection.query(left))).toEqual([]);
    }
  });
  await fc.assert(batches, { numRuns: 8 });
}, 60_000);
