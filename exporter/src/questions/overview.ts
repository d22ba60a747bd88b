import { Decimal } from 'decimal.js';
import type { CopyColumnName } from '../ledger/columns.ts';
import type { LedgerReader } from '../ledger/reader.ts';
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
  requests: string | null;
  cost: string | null;
  durations: string | null;
  duration_sum: string | null;
  failures: string | null;
}

/** Answers from the billable rows of the ledger; see {@link Overview}. */
export async function overview(reader: LedgerReader, windows: Windows): Promise<Overview> {
  return {
    today: await periodFigures(reader, windows.today),
    yesterdaySamePeriod: await periodFigures(reader, windows.yesterdaySamePeriod),
    requestsPerMinute: await requestsSince(reader, windows.now - 60_000),
    validUntil: windows.today.to,
  };
}

/** The statement of {@link overview} for one span. */
export function periodSql(reader: LedgerReader, window: Window): string {
  const known = (column: CopyColumnName, expression: string) => (reader.knows(column) ? expression : 'NULL');
  return `
    SELECT sum(requests)::text AS requests,
           ${known('cost_usd', 'coalesce(sum(cost_usd), 0)::text')} AS cost,
           sum(durations)::text AS durations,
           sum(duration_ms)::text AS duration_sum,
           ${known('is_success', 'coalesce(sum(failures), 0)::text')} AS failures
    FROM ${reader.totals('provider', window, 'quarter')}`;
}

async function periodFigures(reader: LedgerReader, window: Window): Promise<PeriodFigures> {
  const [row] = await reader.query<PeriodRow>(periodSql(reader, window));
  if (row === undefined) throw new Error('an aggregate without GROUP BY has one row');
  const requests = Number(row.requests ?? 0);
  return {
    requests,
    costUsd: row.cost,
    avgResponseSeconds:
      row.duration_sum === null
        ? null
        : new Decimal(row.duration_sum)
            .div(row.durations ?? 0)
            .div(1000)
            .toNumber(),
    errorRatio: row.failures === null || requests === 0 ? null : Number(row.failures) / requests,
  };
}

/** The statement of the requests per minute: all begun at or after an instant (Unix ms). */
export function requestsSinceSql(reader: LedgerReader, from: number): string {
  return `SELECT count(*)::text AS requests FROM ${reader.requests({ from })}`;
}

async function requestsSince(reader: LedgerReader, from: number): Promise<number> {
  const [row] = await reader.query<{ requests: string }>(requestsSinceSql(reader, from));
  return Number(row?.requests ?? 0);
}
