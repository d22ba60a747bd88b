import type { Redis } from 'ioredis';
import type pg from 'pg';
import { openWindows, quotaReference, type LimitedScope } from './quota-reference.ts';

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

/**
 * Every quota of a scope as it stands on the page (quota-reference.ts). Two clocks are read for the end of a fixed
 * five-hour window.
 */
export async function quotaGauges(
  database: pg.Pool,
  cache: Redis,
  scope: LimitedScope,
  asOf: string,
  timezone: string,
): Promise<Reference> {
  const open = await openWindows(database, cache, scope);
  const quotas = await quotaReference(database, scope, asOf, timezone, open);
  return new Map(
    quotas.flatMap(({ id, quota_window, quota_limit, used, reset }): [string, number | undefined][] => {
      const labels = `{scope="${scope}",id="${id}",window="${quota_window}"}`;
      return [
        [`cch_quota_limit_usd${labels}`, Number(quota_limit)],
        [`cch_quota_used_usd${labels}`, Number(used)],
        [`cch_quota_reset_timestamp_seconds${labels}`, reset === null ? undefined : Number(reset) / 1000],
      ];
    }),
  );
}
