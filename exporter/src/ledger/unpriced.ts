import type { Queryable } from '../gateway/postgres.ts';
import type { Copy } from './copy.ts';
import { counterColumns, counterTable, labelSql } from './counters.ts';
import { duckdbDialect, type Dialect } from './measures.ts';
import { instant, recall, remember } from './tables.ts';

/** How long a cost may take to arrive; only then a row without one is a row without a price. */
export const SETTLE_MS = 30 * 60_000;

/** Condition for a request that used tokens, succeeded, and cost nothing. */
export const withoutPrice = ({ wide }: Dialect) => `billable AND status_code IS NOT NULL AND cost_usd = 0
  AND (success_rate_outcome = 'success' OR (success_rate_outcome IS NULL AND is_success))
  AND ${wide('coalesce(input_tokens, 0)')} + coalesce(output_tokens, 0) > 0`;

/**
 * Counts the rows without a price that have settled since the last time; what changes later is not seen.
 * `now` is the source's clock, Unix ms.
 */
export async function countUnpriced(copy: Copy, now: number): Promise<void> {
  const to = now - SETTLE_MS;
  const remembered = await recall(copy.engine, 'unpriced_until');
  const from = remembered === undefined ? undefined : Number(remembered);
  if (from !== undefined && from >= to) return;
  await copy.engine.write((connection) => countSpan(connection, from, to));
}

async function countSpan(connection: Queryable, from: number | undefined, to: number): Promise<void> {
  const models = counterColumns('unpriced').dimensions.map(labelSql);
  const since = from === undefined ? '' : `AND created_at >= ${instant(from)}`;
  await connection.query(
    `INSERT INTO ${counterTable('unpriced')}
     SELECT ${models.join(', ')}, count(*) FROM rows
     WHERE ${withoutPrice(duckdbDialect)} ${since} AND created_at < ${instant(to)} GROUP BY 1`,
  );
  await remember(connection, 'unpriced_until', String(to));
}
