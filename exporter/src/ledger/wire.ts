import type { Queryable } from '../gateway/postgres.ts';
import { copyColumnNames, copyColumns, type CopyColumnName } from './columns.ts';

/**
 * Rows on their way from PostgreSQL to DuckDB, column by column: each column is its values as text, one after the
 * other. PostgreSQL writes the text and DuckDB reads it on its own threads; this process only hands it on, so that
 * millions of rows never hold up the event loop.
 */
export interface Batch {
  rows: number;
  /** In the order of the copy's columns; null when there are no rows. */
  columns: (string | null)[];
}

/** Stands between two values. It may be in a text itself, and is then written as {@link ESCAPE} and `s`. */
const SEPARATOR = '\u001f';

/** Alone it is a text that is NULL (any other value that is NULL is empty); `e` after it makes it itself. */
const ESCAPE = '\u001b';

/** Where a row lies in the order of (created_at, id). */
export interface Place {
  /** created_at in microseconds since 1970, for DuckDB. */
  micros: bigint;
  /** The same instant in PostgreSQL's own words, which it reads back exactly, whatever the year. */
  text: string;
  id: number;
}

/** A batch, its last place in descending order, and its greatest id. */
export interface ReadBatch extends Batch {
  lowest: Place | undefined;
  maxId: number | undefined;
}

/** Exact microseconds; a row before 1970 has a negative number. */
const microsOf = (expression: string) => `(extract(epoch FROM ${expression}) * 1000000)::bigint`;

function writeExpression(column: CopyColumnName): string {
  switch (copyColumns[column].type) {
    case 'VARCHAR': {
      const escaped = `replace(replace(${column}, '${ESCAPE}', '${ESCAPE}e'), '${SEPARATOR}', '${ESCAPE}s')`;
      return `string_agg(coalesce(${escaped}, '${ESCAPE}'), '${SEPARATOR}')`;
    }
    case 'TIMESTAMPTZ':
      return `string_agg(coalesce(${microsOf(column)}::text, ''), '${SEPARATOR}')`;
    default:
      return `string_agg(coalesce(${column}::text, ''), '${SEPARATOR}')`;
  }
}

/** Reads a value of {@link writeExpression}. Texts with an escape are rare, and not looking for one is twice as quick. */
function readExpression(column: CopyColumnName): string {
  const { type } = copyColumns[column];
  switch (type) {
    case 'VARCHAR': {
      const unescaped = `replace(replace(${column}, '${ESCAPE}s', '${SEPARATOR}'), '${ESCAPE}e', '${ESCAPE}')`;
      return `CASE WHEN ${column} = '${ESCAPE}' THEN NULL WHEN contains(${column}, '${ESCAPE}') THEN ${unescaped} ELSE ${column} END`;
    }
    case 'TIMESTAMPTZ':
      return `make_timestamptz(nullif(${column}, '')::BIGINT)`;
    default:
      return `nullif(${column}, '')::${type}`;
  }
}

/** Reads the rows of a subquery with the columns of {@link copyColumns} as one batch. */
export async function readBatch(
  connection: Queryable,
  rows: string,
  values: readonly unknown[] = [],
): Promise<ReadBatch> {
  const columns = copyColumnNames.map((column) => `${writeExpression(column)} AS ${column}`);
  const [row] = await connection.query<
    Record<CopyColumnName, string | null> & {
      row_count: number;
      max_id: number | null;
      earliest: string | null;
      earliest_text: string | null;
    }
  >(
    `SELECT count(*)::integer AS row_count, max(id) AS max_id,
            ${microsOf('min(created_at)')}::text AS earliest, min(created_at)::text AS earliest_text,
            ${columns.join(', ')}
     FROM (${rows}) AS batch`,
    values,
  );
  const batch = {
    rows: row?.row_count ?? 0,
    columns: copyColumnNames.map((column) => row?.[column] ?? null),
  };
  const { earliest, earliest_text: text } = row ?? {};
  const isKnown = earliest !== undefined && earliest !== null;
  return {
    ...batch,
    maxId: row?.max_id ?? undefined,
    lowest: isKnown
      ? { micros: BigInt(earliest), text: text ?? '', id: firstId(batch, earliest) }
      : undefined,
  };
}

/** Least id of the rows of one microsecond. */
function firstId(batch: Batch, micros: string): number {
  const ids = integersOf(batch, 'id');
  const instants = valuesOf(batch, 'created_at');
  return ids.filter((_, index) => instants[index] === micros).reduce((one, other) => Math.min(one, other));
}

/** Batches of one snapshot as one; none of them holds a row of another. */
export function together(batches: readonly Batch[]): Batch {
  const filled = batches.filter(({ rows }) => rows > 0);
  return {
    rows: filled.reduce((sum, { rows }) => sum + rows, 0),
    columns: copyColumnNames.map((_, index) =>
      filled.length === 0 ? null : filled.map(({ columns }) => columns[index]).join(SEPARATOR),
    ),
  };
}

/** The statement that reads a batch in DuckDB; its values are {@link Batch.columns}. */
export const batchSql = `
  SELECT ${copyColumnNames.map((column) => `${readExpression(column)} AS ${column}`).join(', ')}
  FROM (SELECT ${copyColumnNames
    .map((column, index) => `unnest(string_split($${index + 1}::VARCHAR, '${SEPARATOR}')) AS ${column}`)
    .join(', ')})`;

/** The values of a column of integers, NULLs left out. */
export function integersOf(batch: Batch, column: CopyColumnName): number[] {
  return valuesOf(batch, column)
    .filter((value) => value !== '')
    .map(Number);
}

const valuesOf = ({ columns }: Batch, column: CopyColumnName): string[] =>
  columns[copyColumnNames.indexOf(column)]?.split(SEPARATOR) ?? [];
