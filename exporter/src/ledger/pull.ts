import type { Queryable } from '../gateway/postgres.ts';
import { applyBatch, countRange, countRows, insertBatch, type Change, type PlaceRange } from './apply.ts';
import type { Copy } from './copy.ts';
import { boundIds } from './source.ts';
import { readBatch, type Place, type ReadBatch } from './wire.ts';

/** Rows read at a time: large enough to be quick, small enough for a fraction of a second and a few megabytes. */
export const CHUNK_ROWS = 10_240;

/**
 * Runs `read` in a read-only snapshot of the gateway's database. For lack of statistics PostgreSQL might look up a
 * chunk's keys by reading the whole table.
 */
export function readSource<T>(copy: Copy, read: (connection: Queryable) => Promise<T>): Promise<T> {
  return copy.postgres.snapshot(async (connection) => {
    const [, value] = await Promise.all([
      connection.query('SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off'),
      read(connection),
    ]);
    return value;
  });
}

/** Where the next pull of a range goes on: the last place of a full chunk; undefined when nothing is left. */
export function reachedBy(batch: ReadBatch): Place | undefined {
  return batch.rows === CHUNK_ROWS ? batch.lowest : undefined;
}

/** Reads the newest rows of a range, at most a chunk of them. */
export function readDown(copy: Copy, range: PlaceRange): Promise<ReadBatch> {
  return readSource(copy, (connection) => readNewest(connection, copy, range));
}

/**
 * Makes the copy equal to what {@link readDown} found in a range, and counts it; with `uncounted`, the ranges of which
 * nothing was there are added to that list instead, to be counted together. Runs inside a write transaction.
 */
export async function applyDown(
  connection: Queryable,
  copy: Copy,
  batch: ReadBatch,
  range: PlaceRange,
  uncounted?: PlaceRange[],
): Promise<Change> {
  const pulled = { from: reachedBy(batch) ?? range.from, to: range.to };
  const isNew = !copy.load.done && !touchesSums(copy, range) && (await countRows(connection, pulled)) === 0;
  if (!isNew) return applyBatch(connection, batch, { range: pulled }, copy);
  if (batch.rows > 0) {
    await insertBatch(connection, batch);
    if (uncounted === undefined) await countRange(connection, pulled);
    else uncounted.push(pulled);
  }
  return { inserted: batch.rows, updated: 0, deleted: 0 };
}

/** Whether a range reaches into the span whose sums are kept. */
function touchesSums({ summed }: Copy, { to }: PlaceRange): boolean {
  return summed.from < summed.to && (to === undefined || to.micros > BigInt(summed.from) * 1000n);
}

async function readNewest(
  connection: Queryable,
  { source }: Copy,
  { from, to }: PlaceRange,
): Promise<ReadBatch> {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const terms: string[] = [];
  if (to !== undefined) {
    const at = `${parameter(to.text)}::timestamptz`;
    terms.push(`r.created_at <= ${at} AND (r.created_at, r.id) < (${at}, ${parameter(to.id)}::bigint)`);
  }
  if (from !== undefined) {
    const at = `${parameter(from.text)}::timestamptz`;
    terms.push(`r.created_at >= ${at} AND (r.created_at, r.id) >= (${at}, ${parameter(from.id)}::bigint)`);
  }
  // The order of the index that each table has.
  const descending = source.table === 'usage_ledger' ? 'DESC NULLS LAST' : 'DESC';
  const picked = {
    where: terms.length === 0 ? undefined : terms.join(' AND '),
    order: `ORDER BY r.created_at ${descending}, r.id ${descending} LIMIT ${CHUNK_ROWS}`,
  };
  const ids = await boundIds(connection, source, picked, values);
  return readBatch(connection, source.rows({ ...picked, ids }), values);
}

/** The first place of an instant, Unix ms. */
function placeAt(ms: number): Place {
  return { micros: BigInt(ms) * 1000n, text: new Date(ms).toISOString(), id: 0 };
}

/** Makes the copy equal in a span of instants (Unix ms). Returns what had to change. */
export async function reload(copy: Copy, from: number, to: number): Promise<Change> {
  const total: Change = { inserted: 0, updated: 0, deleted: 0 };
  let end: Place | undefined = placeAt(to);
  while (end !== undefined) {
    const range: PlaceRange = { from: placeAt(from), to: end };
    const batch = await readDown(copy, range);
    const change = await copy.engine.write((connection) => applyDown(connection, copy, batch, range));
    total.inserted += change.inserted;
    total.updated += change.updated;
    total.deleted += change.deleted;
    end = reachedBy(batch);
  }
  return total;
}
