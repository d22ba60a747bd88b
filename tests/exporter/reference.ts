import type { Redis } from 'ioredis';
import type pg from 'pg';

/**
 * The gateway's figures counted a second time, in SQL and Redis commands written apart from the exporter's, from
 * facts/gateway.md: what each gauge must equal. Keys are as on the metrics page; `undefined` = must be absent.
 */
export type Reference = Map<string, number | undefined>;

/** Billable rows of the ledger (gateway.md 1.3). */
const billable = `blocked_by IS NULL AND NOT is_replay AND (endpoint IS NULL OR
  lower(regexp_replace(endpoint, '/+$', '')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact'))`;

const decimal = (text: string | null | undefined) =>
  text === null || text === undefined ? undefined : Number(text);

/** The overview at one instant (gateway.md 3.2 and 3.13), in SQL's own reckoning of the zone. */
export async function overviewReference(
  database: pg.Pool,
  asOf: string,
  timezone: string,
): Promise<Reference> {
  const { rows } = await database.query<Record<string, string | null>>(
    `WITH t AS (SELECT $1::timestamptz AS n, $1::timestamptz AT TIME ZONE $2 AS l),
     w AS (SELECT n, date_trunc('day', l) AT TIME ZONE $2 AS d0,
             (date_trunc('day', l) + interval '1 day') AT TIME ZONE $2 AS d1,
             (date_trunc('day', l) - interval '1 day') AT TIME ZONE $2 AS y0,
             (l - interval '1 day') AT TIME ZONE $2 AS y1 FROM t),
     u AS (SELECT created_at, cost_usd, duration_ms, is_success FROM usage_ledger WHERE ${billable})
     SELECT count(*) FILTER (WHERE created_at >= d0 AND created_at < d1) AS today_requests,
       coalesce(sum(cost_usd) FILTER (WHERE created_at >= d0 AND created_at < d1), 0) AS today_cost_usd,
       avg(duration_ms::numeric / 1000) FILTER (WHERE created_at >= d0 AND created_at < d1)
         AS today_avg_response_seconds,
       avg((NOT is_success)::int::numeric) FILTER (WHERE created_at >= d0 AND created_at < d1)
         AS today_error_ratio,
       count(*) FILTER (WHERE created_at >= y0 AND created_at < y1) AS yesterday_same_period_requests,
       coalesce(sum(cost_usd) FILTER (WHERE created_at >= y0 AND created_at < y1), 0)
         AS yesterday_same_period_cost_usd,
       avg(duration_ms::numeric / 1000) FILTER (WHERE created_at >= y0 AND created_at < y1)
         AS yesterday_same_period_avg_response_seconds,
       avg((NOT is_success)::int::numeric) FILTER (WHERE created_at >= y0 AND created_at < y1)
         AS yesterday_same_period_error_ratio,
       count(*) FILTER (WHERE created_at >= n - interval '1 minute') AS requests_per_minute
     FROM w LEFT JOIN u ON u.created_at >= w.y0`,
    [asOf, timezone],
  );
  return new Map(Object.entries(rows[0] ?? {}).map(([name, value]) => [`cch_${name}`, decimal(value)]));
}

/** Requests in flight (gateway.md 2.6), counted at any moment. */
export async function inflightReference(database: pg.Pool, asOf: string): Promise<Reference> {
  const { rows } = await database.query<{ requests: string }>(
    `SELECT count(*) AS requests FROM message_request WHERE status_code IS NULL AND deleted_at IS NULL
       AND NOT is_replay AND coalesce(blocked_by, '') <> 'warmup'
       AND created_at >= $1::timestamptz - interval '1 day'
       AND provider_id IN (SELECT id FROM providers WHERE deleted_at IS NULL)`,
    [asOf],
  );
  return new Map([['cch_inflight_requests', Number(rows[0]?.requests)]]);
}

/** Sessions of a set (gateway.md 2.3), one command after the other. */
async function sessionsOf(
  cache: Redis,
  key: string,
  asOf: string,
  sessionTtlSeconds: number,
): Promise<number> {
  const members = await cache.zrangebyscore(key, `(${Date.parse(asOf) - sessionTtlSeconds * 1000}`, '+inf');
  let alive = 0;
  for (const member of members) alive += await cache.exists(`session:${member}:info`);
  return alive;
}

/** Live sessions, slots and breakers. */
export async function liveReference(
  database: pg.Pool,
  cache: Redis,
  at: { concurrent_sessions: string; provider_slots: string },
  sessionTtlSeconds = 300,
): Promise<Reference> {
  const reference: Reference = new Map();
  const observed = '{observed_sessions}:global:active_sessions';
  reference.set(
    'cch_concurrent_sessions',
    await sessionsOf(cache, observed, at.concurrent_sessions, sessionTtlSeconds),
  );
  const { rows } = await database.query<{ id: number; is_enabled: boolean; slots: number | null }>(
    `SELECT id, is_enabled, nullif(limit_concurrent_sessions, 0) AS slots FROM providers WHERE deleted_at IS NULL`,
  );
  for (const { id, is_enabled, slots } of rows) {
    const labels = `{provider_id="${id}"}`;
    const used = await sessionsOf(
      cache,
      `provider:${id}:active_sessions`,
      at.provider_slots,
      sessionTtlSeconds,
    );
    const limit = is_enabled && slots !== null && slots > 0 ? slots : undefined;
    reference.set(`cch_provider_slots_used${labels}`, is_enabled ? used : undefined);
    reference.set(`cch_provider_slots_limit${labels}`, limit);
    reference.set(
      `cch_provider_slot_utilization_ratio${labels}`,
      limit === undefined ? undefined : used / limit,
    );
    const state = (await cache.hget(`circuit_breaker:state:${id}`, 'circuitState')) ?? 'closed';
    for (const candidate of ['closed', 'open', 'half-open']) {
      reference.set(
        `cch_provider_circuit_state{provider_id="${id}",state="${candidate.replace('-', '_')}"}`,
        Number(candidate === state),
      );
    }
  }
  return reference;
}

/** Provider quotas whose windows the database alone can tell (gateway.md 3.12). */
export async function quotaReference(database: pg.Pool, asOf: string, timezone: string): Promise<Reference> {
  const { rows } = await database.query<{
    id: number;
    quota_window: string;
    quota_limit: string;
    used: string;
    reset: string | null;
  }>(
    `WITH t AS (SELECT $1::timestamptz AS n, $1::timestamptz AT TIME ZONE $2 AS l),
     p AS (
       SELECT p.*, n, date_trunc('day', l) AS midnight, l,
         CASE WHEN l >= date_trunc('day', l) + daily_reset_time::interval THEN date_trunc('day', l)
              ELSE date_trunc('day', l) - interval '1 day' END AS reset_day
       FROM providers p, t WHERE deleted_at IS NULL),
     q AS (
       SELECT id, '5h' AS quota_window, limit_5h_usd AS quota_limit, n - interval '5 hours' AS since,
              NULL::timestamptz AS reset FROM p WHERE limit_5h_reset_mode = 'rolling'
       UNION ALL SELECT id, 'daily', limit_daily_usd, n - interval '24 hours', NULL FROM p
         WHERE daily_reset_mode = 'rolling'
       UNION ALL SELECT id, 'daily', limit_daily_usd,
           (reset_day + daily_reset_time::interval) AT TIME ZONE $2,
           (reset_day + interval '1 day' + daily_reset_time::interval) AT TIME ZONE $2 FROM p
         WHERE daily_reset_mode = 'fixed'
       UNION ALL SELECT id, 'weekly', limit_weekly_usd, date_trunc('week', l) AT TIME ZONE $2,
           (date_trunc('week', l) + interval '1 week') AT TIME ZONE $2 FROM p
       UNION ALL SELECT id, 'monthly', limit_monthly_usd, date_trunc('month', l) AT TIME ZONE $2,
           (date_trunc('month', l) + interval '1 month') AT TIME ZONE $2 FROM p
       UNION ALL SELECT id, 'total', limit_total_usd, coalesce(total_cost_reset_at, '-infinity'), NULL FROM p)
     SELECT q.id, quota_window, quota_limit::text, extract(epoch FROM reset)::text AS reset,
       (SELECT coalesce(sum(cost_usd), 0)::text FROM usage_ledger
         WHERE final_provider_id = q.id AND created_at >= q.since AND ${billable}) AS used
     FROM q WHERE quota_limit > 0`,
    [asOf, timezone],
  );
  return new Map(
    rows.flatMap(({ id, quota_window, quota_limit, used, reset }): [string, number | undefined][] => {
      const labels = `{scope="provider",id="${id}",window="${quota_window}"}`;
      return [
        [`cch_quota_limit_usd${labels}`, Number(quota_limit)],
        [`cch_quota_used_usd${labels}`, Number(used)],
        [`cch_quota_reset_timestamp_seconds${labels}`, decimal(reset)],
      ];
    }),
  );
}

/**
 * Fixed five-hour quotas, whose window only the gateway's own spend key tells: it opens with a charge, lives five
 * hours, and counts what is charged (finished) in it. The end is rounded to 0.1 s, since two clocks are read for it.
 */
export async function fiveHourReference(database: pg.Pool, cache: Redis): Promise<Reference> {
  const { rows } = await database.query<{ id: number; quota_limit: string }>(
    `SELECT id, limit_5h_usd::text AS quota_limit FROM providers
     WHERE deleted_at IS NULL AND limit_5h_usd > 0 AND limit_5h_reset_mode = 'fixed'`,
  );
  const reference: Reference = new Map();
  for (const { id, quota_limit } of rows) {
    const labels = `{scope="provider",id="${id}",window="5h"}`;
    const [[seconds, microseconds], left] = await Promise.all([
      cache.time(),
      cache.pttl(`provider:${id}:cost_5h_fixed`),
    ]);
    const end = Number(seconds) * 1000 + Number(microseconds) / 1000 + left;
    const { rows: spent } = await database.query<{ used: string }>(
      `SELECT coalesce(sum(cost_usd), 0)::text AS used FROM usage_ledger
       WHERE final_provider_id = $1 AND ${billable}
         AND created_at + coalesce(duration_ms, 0) * interval '1 millisecond' >= to_timestamp($2::float8 / 1000)`,
      [id, end - 5 * 3_600_000],
    );
    reference.set(`cch_quota_limit_usd${labels}`, Number(quota_limit));
    reference.set(`cch_quota_used_usd${labels}`, left < 0 ? 0 : Number(spent[0]?.used));
    reference.set(
      `cch_quota_reset_timestamp_seconds${labels}`,
      left < 0 ? undefined : Math.round(end / 100) / 10,
    );
  }
  return reference;
}
