import { Decimal } from 'decimal.js';
import type { CopyColumnName } from '../ledger/columns.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import { moneyText, moneyUnits } from './money.ts';
import type { Window, Windows } from './windows.ts';

const MINUTE_MS = 60_000;

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

/** The spans of {@link overviewSql}. */
type SpanName = 'today' | 'yesterday' | 'minute';

interface SpanRow {
  span: SpanName;
  requests: string | null;
  cost: string | null;
  durations: string | null;
  duration_sum: string | null;
  failures: string | null;
}

/** Answers from the billable rows of the ledger, or those of one user; see {@link Overview}. */
export async function overview(
  reader: LedgerReader,
  windows: Windows,
  userId: number | null = null,
): Promise<Overview> {
  const rows = await reader.query<SpanRow>(overviewSql(reader, windows, userId));
  const of = (name: SpanName): SpanRow => {
    const row = rows.find(({ span }) => span === name);
    if (row === undefined) throw new Error('an aggregate without GROUP BY has one row');
    return row;
  };
  return {
    today: periodFigures(of('today')),
    yesterdaySamePeriod: periodFigures(of('yesterday')),
    requestsPerMinute: Number(of('minute').requests ?? 0),
    validUntil: windows.today.to,
  };
}

/** What {@link overviewSql} adds up of a period. */
const figures = ['requests', 'cost_usd', 'durations', 'duration_ms', 'failures'] as const;

/** The statement of {@link overview}: a row for each span. */
export function overviewSql(
  reader: LedgerReader,
  { now, today, yesterdaySamePeriod }: Windows,
  userId: number | null = null,
): string {
  const known = (column: CopyColumnName, expression: string) => (reader.knows(column) ? expression : 'NULL');
  const where = userId === null ? '' : `WHERE user_id = ${Math.trunc(userId)}`;
  const period = (name: SpanName, window: Window) => `
    SELECT '${name}' AS span, sum(requests)::text AS requests,
           ${known('cost_usd', 'coalesce(sum(cost_usd), 0)::text')} AS cost,
           sum(durations)::text AS durations,
           sum(duration_ms)::text AS duration_sum,
           ${known('is_success', 'coalesce(sum(failures), 0)::text')} AS failures
    FROM ${reader.totals(userId === null ? 'provider' : 'user', window, 'quarter', figures)} ${where}`;
  const minute: SpanName = 'minute';
  return `${period('today', today)} UNION ALL ${period('yesterday', yesterdaySamePeriod)} UNION ALL
    SELECT '${minute}', count(*)::text, NULL, NULL, NULL, NULL
    FROM ${reader.requests({ from: now - MINUTE_MS })} ${where}`;
}

function periodFigures(row: SpanRow): PeriodFigures {
  const requests = Number(row.requests ?? 0);
  const durations = Number(row.durations ?? 0);
  return {
    requests,
    costUsd: row.cost === null ? null : moneyText(moneyUnits(row.cost)),
    avgResponseSeconds:
      row.duration_sum === null || durations === 0
        ? null
        : new Decimal(row.duration_sum).div(durations).div(1000).toNumber(),
    errorRatio: row.failures === null || requests === 0 ? null : Number(row.failures) / requests,
  };
}
