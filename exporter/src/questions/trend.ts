import type { LedgerReader } from '../ledger/reader.ts';
import { bucketEdges, bucketSql, bucketTotals } from './buckets.ts';
import { moneyText, moneyUnits } from './money.ts';
import { localDay, localNow } from './windows.ts';

/** One hour of the local day; hours to come have no requests. */
interface TrendHour {
  /** Unix ms at which it begins. */
  from: number;
  /** 0 to 23 on the local clock. The hour that a clock set back repeats is there twice, one that it skips is not. */
  hour: number;
  requests: number;
  /** Exact decimal string of USD; null when the gateway's version keeps no cost. */
  costUsd: string | null;
}

/** Today's requests and cost hour by hour. */
export interface Trend {
  engine: LedgerReader['engine'];
  timezone: string;
  hours: TrendHour[];
}

interface HourRow {
  /** Unix ms at which the hour begins. */
  bucket: string;
  requests: string;
  cost: string | null;
}

/**
 * Answers the hours of the local day of `now` (Unix ms) from all billable rows of the ledger, or one user's: they add up
 * to the overview's day. The gateway's own trend leaves out deleted users, and calls its hours by UTC (gateway.md 3.7).
 */
export async function trend(
  reader: LedgerReader,
  timezone: string,
  now: number,
  userId?: number,
): Promise<Trend> {
  const edges = bucketEdges(localDay(now, timezone), 'hour', timezone);
  const rows = await reader.query<HourRow>(trendSql(reader, edges, userId));
  const found = new Map(rows.map((row) => [Number(row.bucket), row]));
  const knowsCost = reader.knows('cost_usd');
  return {
    engine: reader.engine,
    timezone,
    hours: edges.slice(0, -1).map((from) => ({
      from,
      hour: localNow(from, timezone).hour,
      requests: Number(found.get(from)?.requests ?? 0),
      costUsd: knowsCost ? moneyText(moneyUnits(found.get(from)?.cost ?? '0')) : null,
    })),
  };
}

/** The statement of {@link trend}: one row for each hour that has requests. */
export function trendSql(reader: LedgerReader, edges: readonly number[], userId?: number): string {
  const family = userId === undefined ? 'provider' : 'user';
  return `
    SELECT ${bucketSql(reader, edges)} AS bucket, sum(requests)::text AS requests, sum(cost_usd)::text AS cost
    FROM ${bucketTotals(reader, family, edges, ['requests', 'cost_usd'])}
    ${userId === undefined ? '' : `WHERE user_id = ${Math.trunc(userId)}`}
    GROUP BY 1 HAVING sum(requests) > 0`;
}
