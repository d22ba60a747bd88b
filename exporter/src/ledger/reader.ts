import type { Queryable } from '../gateway/postgres.ts';
import type { Copy } from './copy.ts';
import type { CopyColumnName } from './columns.ts';
import { momentConditions, tellMoments } from './moments.ts';
import type { LedgerSource } from './source.ts';
import { copyTotals, postgresTotals, rowsOf, type Span, type Totals } from './totals.ts';

/**
 * The ledger as questions see it, on either engine. A question writes its SQL once, in what PostgreSQL and DuckDB
 * share, around the FROM items that a reader gives it.
 */
export interface LedgerReader extends Queryable {
  engine: 'duckdb' | 'postgres';
  /** FROM item `totals`: sums of billable rows; see {@link Totals}. */
  totals: Totals['from'];
  /**
   * FROM item `requests`: the billable rows of a span themselves, with the columns of the copy (columns.ts).
   * `key_id` is NULL unless `withKeys`.
   */
  requests: (span: Span, withKeys?: boolean) => string;
  /** SQL for an instant as whole Unix ms, rounded down. */
  epochMs: (expression: string) => string;
  /** Whether the gateway's version has a column; sums of one that it has not are NULL, counts of it 0. */
  knows: (column: CopyColumnName) => boolean;
}

/** Reads from the copy. */
export function copyReader(copy: Copy): LedgerReader {
  const { engine, source } = copy;
  const totals = copyTotals(() => copy.summed);
  return {
    engine: 'duckdb',
    query(sql, values) {
      const told = tellMoments(sql);
      return engine.query(told.sql, values, told.moments);
    },
    totals: totals.from,
    requests(span) {
      const where = ['billable', ...momentConditions(span, 'created_at')].join(' AND ');
      return `(SELECT * FROM rows WHERE ${where}) AS requests`;
    },
    epochMs: (expression) => `epoch_ms(${expression})`,
    knows: source.knows,
  };
}

/** Reads from a PostgreSQL, on a connection of a read-only snapshot. */
export function postgresReader(connection: Queryable, source: LedgerSource): LedgerReader {
  const totals = postgresTotals(source);
  return {
    engine: 'postgres',
    query: (sql, values) => connection.query(sql, values),
    totals: totals.from,
    requests(span, withKeys = false) {
      const rows = source.rows({ ...rowsOf(span, withKeys), withKeys });
      return `(SELECT * FROM (${rows}) AS copied WHERE billable) AS requests`;
    },
    epochMs: (expression) => `floor(extract(epoch FROM ${expression}) * 1000)::bigint`,
    knows: source.knows,
  };
}
