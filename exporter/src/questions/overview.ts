import { Decimal } from 'decimal.js';
import type { Queryable } from '../gateway/postgres.ts';
import type { Usage, UsageColumn } from '../gateway/usage.ts';
import type { Window, Windows } from './windows.ts';

/** The gateway's headline figures for one span. A figure is null when it is unknown or there is nothing to average. */
export interface PeriodFigures {
  /** Requests begun in the span, in flight or finished. */
  requests: number;
  /** Sum of cost_usd, an exact decimal string of USD. */
  costUsd: string | null;
  /** Mean of duration_ms over requests that have one, in seconds. */
  avgResponseSeconds: number | null;
  /** Share, 0 to 1, of requests whose is_success is false; requests in flight count as good (gateway.md 3.2). */
  errorRatio: number | null;
}

/** Today, yesterday up to the same local time, and the last minute. */
export interface Overview {
  today: PeriodFigures;
  yesterdaySamePeriod: PeriodFigures;
  /** Requests begun in the last 60 s. */
  requestsPerMinute: number;
  /** The end of today: after it these figures are yesterday's. */
  validUntil: number;
}

interface PeriodRow {
  requests: string;
  cost: string | null;
  durations: string;
  duration_sum: string | null;
  failures: string | null;
}

/** Answers from the billable rows of the ledger; see {@link Overview}. */
export async function overview(connection: Queryable, usage: Usage, windows: Windows): Promise<Overview> {
  return {
    today: await periodFigures(connection, usage, windows.today),
    yesterdaySamePeriod: await periodFigures(connection, usage, windows.yesterdaySamePeriod),
    requestsPerMinute: await requestsSince(connection, usage, windows.now - 60_000),
    validUntil: windows.today.to,
  };
}

/** The statement of {@link overview} for one span: `$1` inclusive and `$2` exclusive, as ISO instants. */
export function periodSql(usage: Usage): string {
  const known = (column: UsageColumn, expression: string) => (usage.knows(column) ? expression : 'NULL');
  return `
    SELECT count(*)::text AS requests,
           ${known('cost_usd', 'coalesce(sum(cost_usd), 0)::text')} AS cost,
           count(duration_ms)::text AS durations,
           sum(duration_ms)::text AS duration_sum,
           ${known('is_success', '(count(*) FILTER (WHERE NOT is_success))::text')} AS failures
    FROM ${usage.from}
    WHERE created_at >= $1::timestamptz AND created_at < $2::timestamptz`;
}

async function periodFigures(connection: Queryable, usage: Usage, window: Window): Promise<PeriodFigures> {
  const [row] = await connection.query<PeriodRow>(periodSql(usage), [
    instant(window.from),
    instant(window.to),
  ]);
  if (row === undefined) throw new Error('an aggregate without GROUP BY has one row');
  const requests = Number(row.requests);
  return {
    requests,
    costUsd: row.cost,
    avgResponseSeconds:
      row.duration_sum === null
        ? null
        : new Decimal(row.duration_sum).div(row.durations).div(1000).toNumber(),
    errorRatio: row.failures === null || requests === 0 ? null : Number(row.failures) / requests,
  };
}

/** The statement of the requests per minute: all begun at or after `$1`. */
export function requestsSinceSql(usage: Usage): string {
  return `SELECT count(*)::text AS requests FROM ${usage.from} WHERE created_at >= $1::timestamptz`;
}

async function requestsSince(connection: Queryable, usage: Usage, from: number): Promise<number> {
  const [row] = await connection.query<{ requests: string }>(requestsSinceSql(usage), [instant(from)]);
  return Number(row?.requests ?? 0);
}

/** Unix milliseconds as PostgreSQL and DuckDB read them. */
const instant = (ms: number) => new Date(ms).toISOString();
