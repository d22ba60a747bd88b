import type { Queryable } from '../gateway/postgres.ts';
import { applyBatch, countRows, insertBatch, type Change, type PlaceRange } from './apply.ts';
import type { Copy } from './copy.ts';
import { readBatch, type Place, type ReadBatch } from './wire.ts';

/** Rows read at a time: large enough to be quick, small enough for a fraction of a second and a few megabytes. */
export const CHUNK_ROWS = 20_000;

/** Nothing to note beside the rows. */
const nothingMore = () => Promise.resolve();

/**
 * Runs `read` in a read-only snapshot of the gateway's database, without just-in-time compilation, which costs more
 * than it saves on statements this wide.
 */
export function readSource<T>(copy: Copy, read: (connection: Queryable) => Promise<T>): Promise<T> {
  return copy.postgres.snapshot(async (connection) => {
    await connection.query('SET LOCAL jit = off');
    return read(connection);
  });
}

/** What one pull did: the place to go on from, undefined when the range has been pulled whole. */
export interface Pulled {
  reached: Place | undefined;
  rows: number;
  change: Change;
}

/**
 * Reads the newest rows of a range, down from its upper end, and makes the copy equal there. `also` runs in the same
 * write transaction and is told where the next pull goes on.
 */
export async function pullDown(
  copy: Copy,
  range: PlaceRange,
  also: (connection: Queryable, reached: Place | undefined) => Promise<void> = nothingMore,
): Promise<Pulled> {
  const batch = await readSource(copy, (connection) => readDown(connection, copy, range));
  const reached = batch.rows === CHUNK_ROWS ? batch.lowest : undefined;
  const change = await copy.engine.write(async (connection) => {
    const pulled = { from: reached ?? range.from, to: range.to };
    const isNew = !touchesSums(copy, range) && (await countRows(connection, pulled)) === 0;
    if (isNew && batch.rows > 0) await insertBatch(connection, batch);
    const changed = isNew
      ? { inserted: batch.rows, updated: 0, deleted: 0 }
      : await applyBatch(connection, batch, { range: pulled }, copy.summed);
    await also(connection, reached);
    return changed;
  });
  return { reached, rows: batch.rows, change };
}

/** Whether a range reaches into the span whose sums are kept. */
function touchesSums({ summed }: Copy, { to }: PlaceRange): boolean {
  return summed.from < summed.to && (to === undefined || to.micros > BigInt(summed.from) * 1000n);
}

function readDown(connection: Queryable, { source }: Copy, { from, to }: PlaceRange): Promise<ReadBatch> {
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
  const rows = source.rows({
    ...(terms.length === 0 ? {} : { where: terms.join(' AND ') }),
    order: `ORDER BY r.created_at ${descending}, r.id ${descending} LIMIT ${CHUNK_ROWS}`,
  });
  return readBatch(connection, rows, values);
}

/** The first place of an instant, Unix ms. */
export function placeAt(ms: number): Place {
  return { micros: BigInt(ms) * 1000n, text: new Date(ms).toISOString(), id: 0 };
}

/** Makes the copy equal in a span of instants (Unix ms). Returns what had to change. */
export async function reload(copy: Copy, from: number, to: number): Promise<Change> {
  const total: Change = { inserted: 0, updated: 0, deleted: 0 };
  let end: Place | undefined = placeAt(to);
  while (end !== undefined) {
    const { reached, change } = await pullDown(copy, { from: placeAt(from), to: end });
    total.inserted += change.inserted;
    total.updated += change.updated;
    total.deleted += change.deleted;
    end = reached;
  }
  return total;
}
