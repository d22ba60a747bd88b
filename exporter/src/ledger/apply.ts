import type { Queryable } from '../gateway/postgres.ts';
import { copyColumnNames } from './columns.ts';
import type { Copy } from './copy.ts';
import { countAll, countLater } from './count.ts';
import { clearStaging, stagedRows, type StagedTable } from './staging.ts';
import { changeSums, compactSums } from './sums.ts';
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

const names = copyColumnNames.join(', ');

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

/** A batch with more rows that change older sums than this has them compacted at once. */
const MANY_ROWS = 1000;

/**
 * Brings a batch into the copy, so that the rows of its scope are the batch's rows; no two of them have the same id.
 * Brings the sums along, and notes what is to be counted (count.ts). Runs inside a write transaction.
 */
export async function applyBatch(
  connection: Queryable,
  batch: Batch,
  scope: Scope,
  copy: Pick<Copy, 'summed' | 'scattered'>,
): Promise<Change> {
  const staged =
    scope === 'own ids'
      ? await stageOwnIds(connection, batch)
      : await stageRange(connection, batch, scope.range);
  const [found] = await connection.query<StagedRows>(
    `SELECT (SELECT count(*) FROM outdated)::INTEGER AS outdated, (SELECT count(*) FROM arriving)::INTEGER AS arriving,
            (SELECT count(*) FROM arriving WHERE id IN (SELECT id FROM outdated))::INTEGER AS updated,
            epoch_ms(min(created_at)) AS first, epoch_ms(max(created_at)) AS last
     FROM (SELECT created_at FROM outdated UNION ALL SELECT created_at FROM arriving)`,
  );
  const { outdated = 0, arriving = 0, updated = 0, first, last } = found ?? {};
  if (outdated > 0) await connection.query('DELETE FROM rows WHERE id IN (SELECT id FROM outdated)');
  if (arriving > 0) await connection.query(`INSERT INTO rows SELECT ${names} FROM arriving`);
  if (outdated + arriving > 0) {
    if (arriving > 0) await countLater(connection, 'arriving');
    if (outdated > 0) await countLater(connection, 'outdated');
    const span = { from: Number(first), to: Number(last) + 1 };
    await changeSums(connection, 'arriving', 'outdated', span.from, copy.summed);
    if (span.from >= copy.summed.to) {
      copy.scattered = { ...copy.scattered, recent: copy.scattered.recent + outdated + arriving };
    } else if (outdated + arriving > MANY_ROWS) {
      await compactSums(connection, span, copy.summed);
    } else {
      const { recent, settled, settledFrom } = copy.scattered;
      copy.scattered = {
        recent,
        settled: settled + outdated + arriving,
        settledFrom: Math.min(settledFrom, span.from),
      };
    }
  }
  for (const table of staged) await clearStaging(connection, table);
  return { inserted: arriving - updated, updated, deleted: outdated - updated };
}

/** What is staged; instants are Unix ms, null when there are no rows. */
interface StagedRows {
  outdated: number;
  arriving: number;
  updated: number;
  first: string | null;
  last: string | null;
}

/** What is read by ids has nearly always changed: looking which of it has not would take longer than writing it again. */
async function stageOwnIds(connection: Queryable, batch: Batch): Promise<readonly StagedTable[]> {
  await connection.query(`INSERT INTO temp.arriving ${batchSql}`, batch.columns);
  await connection.query(
    `INSERT INTO temp.outdated SELECT ${names} FROM rows WHERE id IN (SELECT id FROM arriving)`,
  );
  return ['arriving', 'outdated'];
}

/** Of a range nearly nothing has changed, and the rest is not written. */
async function stageRange(
  connection: Queryable,
  batch: Batch,
  range: PlaceRange,
): Promise<readonly StagedTable[]> {
  await connection.query(`INSERT INTO temp.incoming ${batchSql}`, batch.columns);
  await connection.query(`INSERT INTO temp.known ${knownSql(range)}`);
  await connection.query(
    `INSERT INTO temp.outdated SELECT ${names} FROM known EXCEPT SELECT ${names} FROM incoming`,
  );
  await connection.query(
    `INSERT INTO temp.arriving SELECT ${names} FROM incoming EXCEPT SELECT ${names} FROM known`,
  );
  return stagedRows;
}

/** The rows that a batch replaces, in parts: with both conditions in one, DuckDB would read the whole table. */
function knownSql(range: PlaceRange): string {
  const select = `SELECT ${names} FROM rows`;
  const inside = inRange(range);
  return `${select} WHERE ${inside} UNION ALL ${select} WHERE id IN (SELECT id FROM incoming) AND NOT (${inside})`;
}

/** Adds a batch to a part of the copy that is known to hold none of its rows and no sums; they are yet to be counted. */
export async function insertBatch(connection: Queryable, batch: Batch): Promise<void> {
  await connection.query(`INSERT INTO rows ${batchSql}`, batch.columns);
}

/** Counts all rows of a range, none of which has been counted. Runs inside a write transaction. */
export async function countRange(connection: Queryable, range: PlaceRange): Promise<void> {
  await countAll(connection, `(SELECT * FROM rows WHERE ${inRange(range)}) AS loaded`);
}

/** Number of rows in a range. */
export async function countRows(connection: Queryable, range: PlaceRange): Promise<number> {
  const [row] = await connection.query<{ count: string }>(
    `SELECT count(*) AS count FROM rows WHERE ${inRange(range)}`,
  );
  return Number(row?.count ?? 0);
}
