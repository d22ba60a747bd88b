import type { Redis } from 'ioredis';
import type pg from 'pg';
import { billable } from './board-reference.ts';

/** Whose limits are counted. */
export type LimitedScope = 'provider' | 'user' | 'key';

/** A limit counted in SQL. Instants are Unix ms as text, null where there is none. */
export interface ReferenceQuota {
  id: number;
  quota_window: string;
  quota_limit: string;
  used: string;
  late: string;
  since: string | null;
  reset: string | null;
  empty_at: string | null;
}

/** A fixed five-hour window that is open, Unix ms. */
export interface OpenWindow {
  id: number;
  from: number;
  to: number;
}

/** The subjects of a scope with their limits under the same names; the deleted have none. */
const limited: Record<LimitedScope, string> = {
  provider: `SELECT id, limit_5h_usd, limit_daily_usd, limit_weekly_usd, limit_monthly_usd, limit_total_usd,
      limit_5h_reset_mode, daily_reset_mode, daily_reset_time, NULL::timestamptz AS anew, NULL::timestamptz AS anew_5h,
      total_cost_reset_at AS anew_total FROM providers WHERE deleted_at IS NULL`,
  user: `SELECT id, limit_5h_usd, daily_limit_usd, limit_weekly_usd, limit_monthly_usd, limit_total_usd,
      limit_5h_reset_mode, daily_reset_mode, daily_reset_time, cost_reset_at,
      greatest(cost_reset_at, limit_5h_cost_reset_at), cost_reset_at FROM users WHERE deleted_at IS NULL`,
  key: `SELECT k.id, k.limit_5h_usd, k.limit_daily_usd, k.limit_weekly_usd, k.limit_monthly_usd, k.limit_total_usd,
      k.limit_5h_reset_mode, k.daily_reset_mode, k.daily_reset_time, greatest(k.cost_reset_at, u.cost_reset_at),
      greatest(k.cost_reset_at, u.cost_reset_at), greatest(k.cost_reset_at, u.cost_reset_at)
      FROM keys k JOIN users u ON u.id = k.user_id WHERE k.deleted_at IS NULL AND u.deleted_at IS NULL`,
};

const spender: Record<LimitedScope, string> = {
  provider: 'l.final_provider_id',
  user: 'l.user_id',
  key: `(SELECT k.id FROM keys k WHERE k.key = l.key
          ORDER BY k.user_id = l.user_id DESC, k.deleted_at IS NULL DESC, k.id LIMIT 1)`,
};

const ms = (instant: string) => `floor(extract(epoch FROM ${instant}) * 1000)::text`;

/**
 * Every limit of a scope at an instant (ISO), by the rules of gateway.md 1.6 to 1.8 and 3.12 in SQL's own reckoning of the
 * zone. Fixed five-hour windows are open as `open` says, and count what is charged in them, at most two seconds after
 * it has finished.
 */
export async function quotaReference(
  database: pg.Pool,
  scope: LimitedScope,
  asOf: string,
  timezone: string,
  open: readonly OpenWindow[],
): Promise<ReferenceQuota[]> {
  const { rows } = await database.query<ReferenceQuota>(
    `WITH t AS (SELECT $1::timestamptz AS n, $1::timestamptz AT TIME ZONE $2 AS l),
     p (id, limit_5h, limit_daily, limit_weekly, limit_monthly, limit_total, mode_5h, mode_daily, day_begins, anew,
        anew_5h, anew_total) AS (${limited[scope]}),
     d AS (
       SELECT p.*, n, l, CASE WHEN n >= (date_trunc('day', l) + day_begins::interval) AT TIME ZONE $2 THEN date_trunc('day', l)
                              ELSE date_trunc('day', l) - interval '1 day' END AS reset_day FROM p, t),
     o AS (SELECT id, to_timestamp("from"::numeric / 1000) AS since, to_timestamp("to"::numeric / 1000) AS reset
           FROM jsonb_to_recordset($3) AS o (id int, "from" numeric, "to" numeric)),
     q AS (
       SELECT id, '5h' AS quota_window, limit_5h AS quota_limit, greatest(n - interval '5 hours', anew_5h) AS since,
              NULL::timestamptz AS reset, false AS charged, interval '1 hour' AS over, 5 * 3600000 AS lasts
         FROM d WHERE mode_5h = 'rolling'
       UNION ALL SELECT d.id, '5h', limit_5h, o.since, o.reset, true, interval '1 hour', 5 * 3600000
         FROM d LEFT JOIN o USING (id) WHERE mode_5h = 'fixed'
       UNION ALL SELECT id, 'daily', limit_daily, greatest(n - interval '24 hours', anew), NULL, false,
           interval '1 hour', 24 * 3600000 FROM d WHERE mode_daily = 'rolling'
       UNION ALL SELECT id, 'daily', limit_daily, greatest((reset_day + day_begins::interval) AT TIME ZONE $2, anew),
           (reset_day + interval '1 day' + day_begins::interval) AT TIME ZONE $2, false, interval '1 hour', NULL
         FROM d WHERE mode_daily = 'fixed'
       UNION ALL SELECT id, 'weekly', limit_weekly, greatest(date_trunc('week', l) AT TIME ZONE $2, anew),
           (date_trunc('week', l) + interval '1 week') AT TIME ZONE $2, false, interval '24 hours', NULL FROM d
       UNION ALL SELECT id, 'monthly', limit_monthly, greatest(date_trunc('month', l) AT TIME ZONE $2, anew),
           (date_trunc('month', l) + interval '1 month') AT TIME ZONE $2, false, interval '24 hours', NULL FROM d
       UNION ALL SELECT id, 'total', limit_total, anew_total, NULL, false, interval '24 hours', NULL FROM d),
     r AS MATERIALIZED (
       SELECT ${spender[scope]} AS id, l.created_at, l.cost_usd,
              l.created_at + coalesce(l.duration_ms, 0) * interval '1 millisecond' + interval '2 seconds' AS charged_at
       FROM usage_ledger l WHERE ${billable}),
     s AS (
       SELECT q.id, quota_window, quota_limit, q.since, reset, over, lasts,
         coalesce(sum(cost_usd) FILTER (WHERE CASE WHEN charged THEN charged_at >= q.since
           ELSE r.created_at >= coalesce(q.since, '-infinity') END), 0) AS used,
         coalesce(sum(cost_usd) FILTER (WHERE r.created_at >= n - over), 0) AS late
       FROM q CROSS JOIN t LEFT JOIN r USING (id) WHERE quota_limit > 0 GROUP BY 1, 2, 3, 4, 5, 6, 7)
     SELECT id, quota_window, quota_limit::text, used::text, late::text, ${ms('since')} AS since, ${ms('reset')} AS reset,
       CASE WHEN used >= quota_limit THEN ${ms('n')}
            WHEN late > 0 AND gone < coalesce(extract(epoch FROM reset - n) * 1000, lasts,
                36525 * 86400000.0)
              THEN (floor(extract(epoch FROM n) * 1000) + gone)::text END AS empty_at
     FROM s CROSS JOIN t CROSS JOIN LATERAL
       (SELECT ceil((quota_limit - used) * extract(epoch FROM over) * 1000 / nullif(late, 0)) AS gone) AS g
     ORDER BY id, array_position(ARRAY['5h', 'daily', 'weekly', 'monthly', 'total'], quota_window)`,
    [asOf, timezone, JSON.stringify(open)],
  );
  return rows;
}

/**
 * The fixed five-hour windows of a scope that are open, as only the gateway's own spend keys tell: a window opens with a
 * charge and lives five hours.
 */
export async function openWindows(
  database: pg.Pool,
  cache: Redis,
  scope: LimitedScope,
): Promise<OpenWindow[]> {
  const { rows } = await database.query<{ id: number }>(
    `SELECT id FROM ${scope}s WHERE deleted_at IS NULL AND limit_5h_usd > 0 AND limit_5h_reset_mode = 'fixed'`,
  );
  const open: OpenWindow[] = [];
  for (const { id } of rows) {
    const [[seconds, microseconds], left] = await Promise.all([
      cache.time(),
      cache.pttl(`${scope}:${id}:cost_5h_fixed`),
    ]);
    const to = Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000) + left;
    if (left >= 0) open.push({ id, from: to - 5 * 3_600_000, to });
  }
  return open;
}
