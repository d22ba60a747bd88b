import { Decimal } from 'decimal.js';
import type { CopyColumnName } from '../ledger/columns.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import { moneyText, moneyUnits } from './money.ts';
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

/** Answers from the billable rows of the ledger, or those of one user; see {@link Overview}. */
export async function overview(
  reader: LedgerReader,
  windows: Windows,
  userId: number | null = null,
): Promise<Overview> {
  return {
    today: await periodFigures(reader, windows.today, userId),
    yesterdaySamePeriod: await periodFigures(reader, windows.yesterdaySamePeriod, userId),
    requestsPerMinute: await requestsSince(reader, windows.now - 60_000, userId),
    validUntil: windows.today.to,
  };
}

const ofUser = (userId: number | null) => (userId === null ? '' : `WHERE user_id = ${Math.trunc(userId)}`);

/** What {@link periodSql} adds up. */
const figures = ['requests', 'cost_usd', 'durations', 'duration_ms', 'failures'] as const;

/** The statement of {@link overview} for one span. */
export function periodSql(reader: LedgerReader, window: Window, userId: number | null = null): string {
  const known = (column: CopyColumnName, expression: string) => (reader.knows(column) ? expression : 'NULL');
  return `
    SELECT sum(requests)::text AS requests,
           ${known('cost_usd', 'coalesce(sum(cost_usd), 0)::text')} AS cost,
           sum(durations)::text AS durations,
           sum(duration_ms)::text AS duration_sum,
           ${known('is_success', 'coalesce(sum(failures), 0)::text')} AS failures
    FROM ${reader.totals(userId === null ? 'provider' : 'user', window, 'quarter', figures)} ${ofUser(userId)}`;
}

async function periodFigures(
  reader: LedgerReader,
  window: Window,
  userId: number | null,
): Promise<PeriodFigures> {
  const [row] = await reader.query<PeriodRow>(periodSql(reader, window, userId));
  if (row === undefined) throw new Error('an aggregate without GROUP BY has one row');
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

/** The statement of the requests per minute: all begun at or after an instant (Unix ms). */
export function requestsSinceSql(reader: LedgerReader, from: number, userId: number | null = null): string {
  return `SELECT count(*)::text AS requests FROM ${reader.requests({ from })} ${ofUser(userId)}`;
}

async function requestsSince(reader: LedgerReader, from: number, userId: number | null): Promise<number> {
  const [row] = await reader.query<{ requests: string }>(requestsSinceSql(reader, from, userId));
  return Number(row?.requests ?? 0);
}
