import type { Queryable } from '../gateway/postgres.ts';
import { copyColumnNames } from './columns.ts';
import type { Copy } from './copy.ts';
import { countChanges } from './count.ts';
import { clearStaging, stagedRows } from './staging.ts';
import { redoSums } from './sums.ts';
import { batchSql, type Batch, type Place } from './wire.ts';

/** What applying a batch changed in the copy. */
export interface Change {
  inserted: number;
  updated: number;
  deleted: number;
}

/** The places from `from` (included) up to `to` (not), in the order of (created_at, id); open where undefined. */
export interface PlaceRange {
  from?: Place | undefined;
  to?: Place | undefined;
}

/** Which rows of the copy a batch replaces: none but those with its ids, or all of a range. */
export type Scope = { range: PlaceRange } | 'own ids';

const at = ({ micros }: Place) => `make_timestamptz(${micros})`;

/** Condition for the places of a range; the first term alone lets DuckDB skip most of the table. */
function inRange({ from, to }: PlaceRange): string {
  const terms = ['true'];
  if (from !== undefined) {
    terms.push(`created_at >= ${at(from)} AND (created_at > ${at(from)} OR id >= ${from.id})`);
  }
  if (to !== undefined) terms.push(`created_at <= ${at(to)} AND (created_at < ${at(to)} OR id < ${to.id})`);
  return terms.join(' AND ');
}

/**
 * Brings a batch into the copy, so that the rows of its scope are the batch's rows, and makes the sums of every
 * quarter that changed anew, and counts what came. Rows that are as they were are not written. Runs inside a write
 * transaction.
 */
export async function applyBatch(
  connection: Queryable,
  batch: Batch,
  scope: Scope,
  { summed }: Pick<Copy, 'summed'>,
): Promise<Change> {
  const names = copyColumnNames.join(', ');
  await connection.query(`INSERT INTO temp.incoming ${batchSql}`, batch.columns);
  await connection.query(`INSERT INTO temp.known ${knownSql(scope)}`);
  await connection.query(
    `INSERT INTO temp.outdated SELECT ${names} FROM known EXCEPT SELECT ${names} FROM incoming`,
  );
  await connection.query(
    `INSERT INTO temp.arriving SELECT ${names} FROM incoming EXCEPT SELECT ${names} FROM known`,
  );
  const [sizes] = await connection.query<{ outdated: number; arriving: number; updated: number }>(
    `SELECT (SELECT count(*) FROM outdated)::INTEGER AS outdated, (SELECT count(*) FROM arriving)::INTEGER AS arriving,
            (SELECT count(*) FROM arriving WHERE id IN (SELECT id FROM outdated))::INTEGER AS updated`,
  );
  const { outdated = 0, arriving = 0, updated = 0 } = sizes ?? {};
  if (outdated > 0) await connection.query('DELETE FROM rows WHERE id IN (SELECT id FROM outdated)');
  if (arriving > 0) await connection.query(`INSERT INTO rows SELECT ${names} FROM arriving`);
  if (outdated + arriving > 0) {
    await countChanges(connection, 'arriving', outdated > 0 ? 'outdated' : undefined);
    await redoSums(
      connection,
      'SELECT created_at FROM outdated UNION ALL SELECT created_at FROM arriving',
      summed,
    );
  }
  for (const table of stagedRows) await clearStaging(connection, table);
  return { inserted: arriving - updated, updated, deleted: outdated - updated };
}

/** The rows that a batch replaces, in parts: with both conditions in one, DuckDB would read the whole table. */
function knownSql(scope: Scope): string {
  const select = `SELECT ${copyColumnNames.join(', ')} FROM rows`;
  const withIds = `${select} WHERE id IN (SELECT id FROM incoming)`;
  if (scope === 'own ids') return withIds;
  const range = inRange(scope.range);
  return `${select} WHERE ${range} UNION ALL ${withIds} AND NOT (${range})`;
}

/** Adds a batch to a part of the copy that is known to hold none of its rows and no sums; they are yet to be counted. */
export async function insertBatch(connection: Queryable, batch: Batch): Promise<void> {
  await connection.query(`INSERT INTO rows ${batchSql}`, batch.columns);
}

/** Counts all rows of a range, none of which has been counted. Runs inside a write transaction. */
export async function countRange(connection: Queryable, range: PlaceRange): Promise<void> {
  await countChanges(connection, `(SELECT * FROM rows WHERE ${inRange(range)}) AS loaded`);
}

/** Number of rows in a range. */
export async function countRows(connection: Queryable, range: PlaceRange): Promise<number> {
  const [row] = await connection.query<{ count: string }>(
    `SELECT count(*) AS count FROM rows WHERE ${inRange(range)}`,
  );
  return Number(row?.count ?? 0);
}
