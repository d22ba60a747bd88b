import type { GatewayColumn, GatewayTable } from './columns.ts';
import type { GatewaySchema } from './schema.ts';

/** The five spans over which the gateway limits spending. */
export const quotaWindows = ['5h', 'daily', 'weekly', 'monthly', 'total'] as const;
export type QuotaWindow = (typeof quotaWindows)[number];

/** Spending limits of a provider, user or key, and when their windows begin anew (gateway.md 1.6 to 1.8). */
export interface SpendingLimits {
  /** USD as a decimal string per window; a window without a limit (NULL or not above 0) is absent. */
  limits: Partial<Record<QuotaWindow, string>>;
  fiveHourReset: 'fixed' | 'rolling';
  dailyReset: 'fixed' | 'rolling';
  /** Local HH:mm at which a fixed day begins. */
  dailyResetTime: string;
  /**
   * Instants (Unix ms) from which an administrator had spending counted anew, per window: what was spent before does not
   * count, and the window ends when it would have ended anyway. Absent = never.
   */
  countsFrom: Partial<Record<QuotaWindow, number>>;
}

/** What {@link limitColumns} selects. */
export interface LimitRow {
  limit_5h: string | null;
  limit_daily: string | null;
  limit_weekly: string | null;
  limit_monthly: string | null;
  limit_total: string | null;
  five_hour_reset: string | null;
  daily_reset: string | null;
  daily_reset_time: string | null;
  restarted_ms: string | null;
  five_hours_restarted_ms: string | null;
}

/** Tables whose rows have limits. */
type LimitedTable = 'providers' | 'users' | 'keys';

/** The column, or a NULL of its type when this gateway does not have it. */
export function optional<T extends GatewayTable>(
  schema: GatewaySchema,
  table: T,
  column: GatewayColumn<T>,
  type: string,
): string {
  return schema.has(table, column) ? column : `NULL::${type}`;
}

const epochMs = (instant: string) => `floor(extract(epoch FROM ${instant}) * 1000)::text`;

/** SELECT list of the limits of a table's rows. */
export function limitColumns(schema: GatewaySchema, table: LimitedTable): string {
  // The columns that all three tables have.
  const usd = (name: Parameters<typeof schema.has<LimitedTable>>[1]) =>
    `${optional(schema, table, name, 'numeric')}::text`;
  const text = (name: Parameters<typeof schema.has<LimitedTable>>[1]) =>
    `${optional(schema, table, name, 'text')}::text`;
  const daily = {
    users: () => optional(schema, 'users', 'daily_limit_usd', 'numeric'),
    keys: () => optional(schema, 'keys', 'limit_daily_usd', 'numeric'),
    providers: () => optional(schema, 'providers', 'limit_daily_usd', 'numeric'),
  }[table]();
  const restarted = {
    users: () => optional(schema, 'users', 'cost_reset_at', 'timestamptz'),
    keys: () => optional(schema, 'keys', 'cost_reset_at', 'timestamptz'),
    providers: () => optional(schema, 'providers', 'total_cost_reset_at', 'timestamptz'),
  }[table]();
  const fiveHours =
    table === 'users'
      ? optional(schema, 'users', 'limit_5h_cost_reset_at', 'timestamptz')
      : 'NULL::timestamptz';
  return `${usd('limit_5h_usd')} AS limit_5h, ${daily}::text AS limit_daily, ${usd('limit_weekly_usd')} AS limit_weekly,
          ${usd('limit_monthly_usd')} AS limit_monthly, ${usd('limit_total_usd')} AS limit_total,
          ${text('limit_5h_reset_mode')} AS five_hour_reset, ${text('daily_reset_mode')} AS daily_reset,
          ${text('daily_reset_time')} AS daily_reset_time, ${epochMs(restarted)} AS restarted_ms,
          ${epochMs(fiveHours)} AS five_hours_restarted_ms`;
}

/**
 * The limits of a row. Of a provider only the total is counted anew, of users and keys every window; a key's also when
 * its user's are (`ownerRestartedAt`).
 */
export function spendingLimits(
  row: LimitRow,
  table: LimitedTable,
  ownerRestartedAt?: number,
): SpendingLimits {
  const values: Record<QuotaWindow, string | null> = {
    '5h': row.limit_5h,
    daily: row.limit_daily,
    weekly: row.limit_weekly,
    monthly: row.limit_monthly,
    total: row.limit_total,
  };
  const restartedAt = later(instantOf(row.restarted_ms), ownerRestartedAt);
  const limits: SpendingLimits['limits'] = {};
  const countsFrom: SpendingLimits['countsFrom'] = {};
  for (const window of quotaWindows) {
    const limit = values[window];
    if (limit !== null && Number(limit) > 0) limits[window] = limit;
    const own = window === '5h' ? instantOf(row.five_hours_restarted_ms) : undefined;
    const from = later(table === 'providers' && window !== 'total' ? undefined : restartedAt, own);
    if (from !== undefined) countsFrom[window] = from;
  }
  return {
    limits,
    fiveHourReset: row.five_hour_reset === 'fixed' ? 'fixed' : 'rolling',
    dailyReset: row.daily_reset === 'rolling' ? 'rolling' : 'fixed',
    dailyResetTime: timeOfDay(row.daily_reset_time),
    countsFrom,
  };
}

/** HH:mm; midnight where the text is no time. */
function timeOfDay(text: string | null): string {
  const time = text?.padStart(5, '0') ?? '';
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : '00:00';
}

const instantOf = (ms: string | null) => (ms === null ? undefined : Number(ms));

function later(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}
