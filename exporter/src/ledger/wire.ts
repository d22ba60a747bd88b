import type { Queryable } from '../gateway/postgres.ts';
import { copyColumnNames, copyColumns, type CopyColumnName } from './columns.ts';

/**
 * Rows on their way from PostgreSQL to DuckDB, column by column as text. PostgreSQL writes the text and DuckDB reads
 * it on its own threads; this process only hands it on, so that millions of rows never hold up the event loop.
 */
export interface Batch {
  rows: number;
  columns: string[];
}

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

/** Numbers and truth values as a JSON list. */
const list = (expression: string) => `'[' || string_agg(coalesce((${expression})::text, 'null'), ',') || ']'`;

function writeExpression(column: CopyColumnName): string {
  switch (copyColumns[column].type) {
    case 'VARCHAR':
      return `json_agg(${column})::text`;
    case 'TIMESTAMPTZ':
      return list(microsOf(column));
    case 'DECIMAL(21,15)':
      // In units of the last decimal: DuckDB reads whole numbers fifty times as fast as decimals.
      return list(`(${column} * 1000000000000000)::numeric(38, 0)`);
    default:
      return list(column);
  }
}

function readExpression(column: CopyColumnName, parameter: string): string {
  const { type } = copyColumns[column];
  switch (type) {
    case 'TIMESTAMPTZ':
      return `make_timestamptz(unnest(from_json(${parameter}, '["BIGINT"]')))`;
    case 'DECIMAL(21,15)':
      return `(unnest(${parameter}::HUGEINT[])::DECIMAL(21, 0) * 0.000000000000001::DECIMAL(15, 15))::${type}`;
    default:
      return `unnest(from_json(${parameter}, '["${type}"]'))`;
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
      lowest: string[] | null;
      lowest_text: string | null;
    }
  >(
    `SELECT count(*)::integer AS row_count, max(id) AS max_id,
            min(ARRAY[${microsOf('created_at')}, id]::bigint[])::text[] AS lowest,
            min(created_at)::text AS lowest_text, ${columns.join(', ')}
     FROM (${rows}) AS batch`,
    values,
  );
  const [micros, id] = row?.lowest ?? [];
  return {
    rows: row?.row_count ?? 0,
    maxId: row?.max_id ?? undefined,
    lowest:
      micros === undefined
        ? undefined
        : { micros: BigInt(micros), text: row?.lowest_text ?? '', id: Number(id) },
    columns: copyColumnNames.map((column) => row?.[column] ?? '[]'),
  };
}

/** The statement that reads a batch in DuckDB; its values are {@link Batch.columns}. */
export const batchSql = `SELECT ${copyColumnNames
  .map((column, index) => `${readExpression(column, `$${index + 1}`)} AS ${column}`)
  .join(', ')}`;

/** The values of a column of integers, NULLs left out. */
export function integersOf(batch: Batch, column: CopyColumnName): number[] {
  const values = JSON.parse(batch.columns[copyColumnNames.indexOf(column)] ?? '[]') as (number | null)[];
  return values.filter((value) => value !== null);
}
