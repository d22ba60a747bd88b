import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** One line of columns-0.9.csv: a column of gateway 0.9, in the order in which the gateway added them. */
export interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  /** As PostgreSQL spells it, with `varchar` for `character varying`. */
  readonly type: string;
  readonly is_nullable: 'YES' | 'NO';
  /** An SQL expression; empty = none. */
  readonly column_default: string;
}

/** One line of indexes-0.9.csv. */
export interface IndexRow {
  readonly tablename: string;
  readonly indexname: string;
  /** The CREATE INDEX statement, as pg_get_indexdef() prints it. */
  readonly definition: string;
}

function readCsv<Row>(fileName: string): Row[] {
  return parse(readFileSync(join(import.meta.dirname, fileName)), { columns: true });
}

/** The catalog of gateway 0.9 as it was read from a database to which all of its migrations had been applied. */
export const columnRows = readCsv<ColumnRow>('columns-0.9.csv');
export const indexRows = readCsv<IndexRow>('indexes-0.9.csv');
