import type pg from 'pg';
import { billable } from './board-reference.ts';

/** The headline figures of one span in plain SQL; money and counts as text. */
export interface ReferenceFigures {
  requests: string;
  cost: string;
  seconds: string | null;
  errors: string | null;
}

/** The overview (gateway.md 3.2, 3.13) of everybody or of one user at an instant (ISO). */
export async function exactOverview(
  database: pg.Pool,
  asOf: string,
  timezone: string,
  userId: number | null,
): Promise<{ today: ReferenceFigures; yesterday: ReferenceFigures; perMinute: number }> {
  const { rows } = await database.query<ReferenceFigures & { part: string }>(
    `WITH t AS (SELECT $1::timestamptz AS n, $1::timestamptz AT TIME ZONE $2 AS l),
     spans (part, first, next) AS (
       SELECT 'today', date_trunc('day', l) AT TIME ZONE $2, (date_trunc('day', l) + interval '1 day') AT TIME ZONE $2 FROM t
       UNION ALL SELECT 'yesterday', (date_trunc('day', l) - interval '1 day') AT TIME ZONE $2,
         (l - interval '1 day') AT TIME ZONE $2 FROM t
       UNION ALL SELECT 'minute', n - interval '1 minute', 'infinity' FROM t)
     SELECT part, count(l.id)::text AS requests, coalesce(sum(l.cost_usd), 0)::numeric(38, 15)::text AS cost,
       (avg(l.duration_ms::numeric) / 1000)::text AS seconds, avg((NOT l.is_success)::int::numeric)::text AS errors
     FROM spans LEFT JOIN usage_ledger l ON l.created_at >= first AND l.created_at < next AND ${billable}
       AND ($3::int IS NULL OR l.user_id = $3) GROUP BY part`,
    [asOf, timezone, userId],
  );
  const of = (part: string) => rows.find((row) => row.part === part) as ReferenceFigures;
  return { today: of('today'), yesterday: of('yesterday'), perMinute: Number(of('minute').requests) };
}

/** Names by id of those who are not deleted; of keys, those whose users are not deleted either. */
export async function livingNames(database: pg.Pool): Promise<Record<string, Map<number | string, string>>> {
  const named = async (sql: string) => {
    const { rows } = await database.query<{ id: number; name: string }>(sql);
    return new Map<number | string, string>(rows.map(({ id, name }) => [id, name]));
  };
  return {
    user: await named('SELECT id, name FROM users WHERE deleted_at IS NULL'),
    provider: await named('SELECT id, name FROM providers WHERE deleted_at IS NULL'),
    key: await named(
      `SELECT k.id, k.name FROM keys k JOIN users u ON u.id = k.user_id
       WHERE k.deleted_at IS NULL AND u.deleted_at IS NULL`,
    ),
  };
}

/** How often each model was asked for in a local period, and what it cost, the unnamed ones under `null`. */
export async function modelsReference(
  database: pg.Pool,
  { basis, where }: { basis: 'original' | 'redirected'; where: string },
): Promise<Map<string | null, { requests: number; cost: string }>> {
  const [first, other] =
    basis === 'original' ? ['l.original_model', 'l.model'] : ['l.model', 'l.original_model'];
  const { rows } = await database.query<{ model: string | null; requests: string; cost: string }>(
    `SELECT nullif(coalesce(${first}, ${other}), '') AS model, count(*) AS requests,
       coalesce(sum(l.cost_usd), 0)::numeric(38, 15)::text AS cost
     FROM usage_ledger l WHERE ${billable} AND ${where} GROUP BY 1`,
  );
  return new Map(rows.map(({ model, requests, cost }) => [model, { requests: Number(requests), cost }]));
}
