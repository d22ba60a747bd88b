import type { Redis } from 'ioredis';
import type pg from 'pg';

/**
 * The gateway's live views made a second time, from facts/gateway.md 2.3, 3.5, 3.6 and 3.8, in plain SQL and one Redis
 * command after the other. Rows are told as the exporter tells them, but money and bigint stay text.
 */

/** Members of a session set that are live (gateway.md 2.3). */
export async function liveMembers(cache: Redis, key: string, sessionTtlSeconds = 300): Promise<string[]> {
  const [seconds, microseconds] = await cache.time();
  const now = Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
  const members = await cache.zrangebyscore(key, `(${now - sessionTtlSeconds * 1000}`, '+inf');
  const alive: string[] = [];
  for (const member of members) if ((await cache.exists(`session:${member}:info`)) === 1) alive.push(member);
  return alive;
}

/** The key row of a usage row: the owner's wins, then a live one, then the oldest. */
const keyOf = (row: string) => `(SELECT k.id FROM keys k WHERE k.key = ${row}.key
  ORDER BY k.user_id = ${row}.user_id DESC, k.deleted_at IS NULL DESC, k.id LIMIT 1)`;

/** The stream of `limit` requests, of everybody or of one user, as ids and what is told of each. */
export async function activityReference(
  database: pg.Pool,
  live: readonly string[],
  limit: number,
  userId: number | null,
): Promise<Record<string, unknown>[]> {
  const { rows } = await database.query<Record<string, unknown>>(
    `WITH shown AS (
       SELECT m.*, coalesce(m.session_identity, m.session_id) AS identity FROM message_request m
       WHERE m.deleted_at IS NULL AND NOT m.is_replay AND ($3::int IS NULL OR m.user_id = $3)),
     newest AS (SELECT DISTINCT ON (identity) * FROM shown WHERE identity = ANY ($1)
       ORDER BY identity, created_at DESC, id DESC),
     of_sessions AS (SELECT * FROM newest ORDER BY created_at DESC, id DESC LIMIT $2),
     others AS (SELECT * FROM shown
       WHERE identity IS NULL OR NOT EXISTS (SELECT FROM of_sessions s WHERE s.identity = shown.identity)
       ORDER BY created_at DESC, id DESC LIMIT $2 - (SELECT count(*) FROM of_sessions)),
     stream AS (SELECT * FROM of_sessions UNION ALL SELECT * FROM others)
     SELECT m.id, m.identity AS session, m.user_id, u.name AS user_name, ${keyOf('m')} AS key_id,
       (SELECT name FROM keys WHERE id = ${keyOf('m')}) AS key_name, nullif(m.provider_id, 0) AS provider_id,
       p.name AS provider_name,
       coalesce(nullif(trim(m.original_model), ''), nullif(trim(m.model), '')) AS model,
       CASE WHEN (SELECT billing_model_source FROM system_settings ORDER BY id LIMIT 1) = 'redirected'
         THEN coalesce(nullif(trim(m.model), ''), nullif(trim(m.original_model), ''))
         ELSE coalesce(nullif(trim(m.original_model), ''), nullif(trim(m.model), '')) END AS billed_model,
       m.status_code, m.blocked_by, m.duration_ms, m.ttfb_ms, m.first_byte_ms, m.cost_usd::text AS cost,
       m.input_tokens::float8 AS input, m.output_tokens::float8 AS output,
       m.cache_creation_input_tokens::float8 AS cache_creation, m.cache_read_input_tokens::float8 AS cache_read,
       floor(extract(epoch FROM m.created_at) * 1000)::float8 AS started,
       CASE WHEN m.status_code IS NOT NULL OR m.duration_ms IS NOT NULL THEN 'finished'
         WHEN m.created_at > now() - interval '24 hours' THEN 'running' ELSE 'lost' END AS state
     FROM stream m LEFT JOIN users u ON u.id = m.user_id LEFT JOIN providers p ON p.id = m.provider_id
     ORDER BY floor(extract(epoch FROM m.created_at) * 1000) DESC, m.id DESC`,
    [live, limit, userId],
  );
  return rows;
}

/** A live session as Redis has it. */
export interface ReferenceSession {
  id: string;
  inFlight: number;
  failed: boolean;
}

/** The live sessions of a gateway that has identities. */
export async function sessionsInRedis(cache: Redis): Promise<ReferenceSession[]> {
  const sessions: ReferenceSession[] = [];
  for (const id of await liveMembers(cache, '{observed_sessions}:global:active_sessions')) {
    const count = await cache.get(`observed_session:${id}:concurrent_count`);
    const status = await cache.hget(`session:${id}:info`, 'status');
    sessions.push({ id, inFlight: Number(count ?? 0), failed: status === 'error' });
  }
  return sessions;
}

/** Owners and sums of sessions (gateway.md 3.8), those without a request in the log left out. */
export async function sessionsReference(
  database: pg.Pool,
  ids: readonly string[],
): Promise<Record<string, unknown>[]> {
  const { rows } = await database.query<Record<string, unknown>>(
    `WITH owner AS (
       SELECT DISTINCT ON (1) coalesce(session_identity, session_id) AS id, user_id, ${keyOf('m')} AS key_id
       FROM message_request m WHERE deleted_at IS NULL AND NOT is_replay
         AND coalesce(session_identity, session_id) = ANY ($1) ORDER BY 1, created_at DESC, id DESC),
     used AS (
       SELECT o.id AS session, l.* FROM owner o
       JOIN usage_ledger l ON coalesce(l.session_identity, l.session_id) = o.id AND l.user_id = o.user_id
       WHERE l.blocked_by IS NULL AND NOT l.is_replay AND (l.endpoint IS NULL OR
         lower(regexp_replace(l.endpoint, '/+$', '')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact')))
     SELECT o.id, o.user_id, o.key_id, count(u.id)::int AS requests,
       trim_scale(coalesce(sum(u.cost_usd), 0))::text AS cost,
       coalesce(sum(u.input_tokens), 0)::float8 AS input, coalesce(sum(u.output_tokens), 0)::float8 AS output,
       coalesce(sum(u.cache_creation_input_tokens), 0)::float8 AS cache_creation,
       coalesce(sum(u.cache_read_input_tokens), 0)::float8 AS cache_read,
       coalesce(sum(u.duration_ms), 0)::float8 AS duration,
       floor(extract(epoch FROM min(u.created_at)) * 1000)::float8 AS started,
       floor(extract(epoch FROM max(u.created_at)) * 1000)::float8 AS latest,
       coalesce(array_agg(DISTINCT u.final_provider_id ORDER BY u.final_provider_id)
         FILTER (WHERE u.final_provider_id IS NOT NULL), '{}') AS providers,
       coalesce(array_agg(DISTINCT label ORDER BY label) FILTER (WHERE label IS NOT NULL), '{}') AS models
     FROM owner o LEFT JOIN used u ON u.session = o.id
     CROSS JOIN LATERAL (SELECT nullif(trim(CASE
       WHEN (SELECT billing_model_source FROM system_settings ORDER BY id LIMIT 1) = 'redirected'
       THEN coalesce(u.model, u.original_model) ELSE coalesce(u.original_model, u.model) END), '') AS label) AS named
     GROUP BY 1, 2, 3 ORDER BY o.id`,
    [ids],
  );
  return rows;
}

/** Requests and tokens that each provider answered today, of those that are not deleted (gateway.md 3.4). */
export async function volumeReference(
  database: pg.Pool,
  timezone: string,
): Promise<Map<number, { requests: number; tokens: number }>> {
  const { rows } = await database.query<{ id: number; requests: number; tokens: number }>(
    `SELECT p.id, count(l.id)::int AS requests,
       coalesce(sum(l.input_tokens + l.output_tokens + coalesce(l.cache_creation_input_tokens, 0) +
         coalesce(l.cache_read_input_tokens, 0)), 0)::float8 AS tokens
     FROM providers p LEFT JOIN usage_ledger l ON l.final_provider_id = p.id AND l.blocked_by IS NULL
       AND NOT l.is_replay AND l.created_at >= date_trunc('day', now() AT TIME ZONE $1) AT TIME ZONE $1
       AND (l.endpoint IS NULL OR
         lower(regexp_replace(l.endpoint, '/+$', '')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact'))
     WHERE p.deleted_at IS NULL GROUP BY 1`,
    [timezone],
  );
  return new Map(rows.map(({ id, ...volume }) => [id, volume]));
}
