import type pg from 'pg';

/**
 * The gateway's boards counted a second time, in plain GROUP BY statements written apart from the exporter's, from
 * facts/gateway.md 3.3 and 3.4.
 */
export interface ReferenceRow {
  id: number | string;
  requests: string;
  cost: string;
  tokens: string;
  successes: string;
  countable: string;
  ttft: string | null;
  rate: string | null;
  read_tokens: string;
  prompt_tokens: string;
  creation_cost: string;
  /** p50, p95 and p99. */
  durations: (number | null)[] | null;
  ttfts: (number | null)[] | null;
}

/** Billable rows of the ledger (gateway.md 1.3). */
export const billable = `l.blocked_by IS NULL AND l.is_replay = false AND (l.endpoint IS NULL OR
  lower(regexp_replace(l.endpoint, '/+$', '')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact'))`;

const figures = `
  count(*) AS requests, coalesce(sum(l.cost_usd), 0)::text AS cost,
  coalesce(sum(l.input_tokens::numeric + l.output_tokens + coalesce(l.cache_creation_input_tokens, 0)
    + coalesce(l.cache_read_input_tokens, 0)), 0) AS tokens,
  count(*) FILTER (WHERE l.success_rate_outcome = 'success') AS successes,
  count(*) FILTER (WHERE l.success_rate_outcome IN ('success', 'failure')) AS countable,
  avg(l.ttfb_ms) AS ttft,
  avg(l.output_tokens / ((l.duration_ms::numeric - l.first_byte_ms) / 1000)) FILTER (
    WHERE l.output_tokens > 0 AND l.duration_ms::bigint - l.first_byte_ms >= 100) AS rate,
  coalesce(sum(l.cache_read_input_tokens), 0) AS read_tokens,
  coalesce(sum(coalesce(l.input_tokens, 0)::numeric + coalesce(l.cache_creation_input_tokens, 0)
    + coalesce(l.cache_read_input_tokens, 0)), 0) AS prompt_tokens,
  coalesce(sum(l.cost_usd) FILTER (WHERE l.cache_creation_input_tokens > 0), 0)::text AS creation_cost,
  percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY l.duration_ms) AS durations,
  percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY l.ttfb_ms) AS ttfts`;

const usesCache = '(l.cache_creation_input_tokens > 0 OR l.cache_read_input_tokens > 0)';

const subjects = {
  user: { id: 'u.id', join: 'JOIN users u ON u.id = l.user_id AND u.deleted_at IS NULL' },
  provider: {
    id: 'p.id',
    join: 'JOIN providers p ON p.id = l.final_provider_id AND p.deleted_at IS NULL',
  },
  key: {
    id: 'k.id',
    join: `JOIN users u ON u.deleted_at IS NULL
      JOIN LATERAL (SELECT k.id, k.user_id, k.deleted_at FROM keys k WHERE k.key = l.key
        ORDER BY k.user_id = l.user_id DESC, k.deleted_at IS NULL DESC, k.id LIMIT 1) k
        ON k.user_id = u.id AND k.deleted_at IS NULL`,
  },
  model: { id: '', join: '' },
} as const;

/** What a reference board counts. */
export interface ReferenceBoard {
  subject: keyof typeof subjects;
  onlyCache?: boolean;
  basis: 'original' | 'redirected';
  /** SQL on the ledger `l`. */
  where: string;
}

const labels = {
  original: 'coalesce(l.original_model, l.model)',
  redirected: 'coalesce(l.model, l.original_model)',
} as const;

/** What a board's rows are grouped by, and the rows of the ledger that it counts. */
function boardSource({ subject, onlyCache = false, basis, where }: ReferenceBoard) {
  const label = labels[basis];
  return {
    id: subject === 'model' ? label : subjects[subject].id,
    label,
    from: `FROM usage_ledger l ${subjects[subject].join}
      WHERE ${billable} AND ${where} ${onlyCache ? `AND ${usesCache}` : ''}
        ${subject === 'model' ? `AND ${label} <> ''` : ''}`,
  };
}

/** A board's rows by id. */
export async function boardReference(
  database: pg.Pool,
  board: ReferenceBoard,
): Promise<Map<number | string, ReferenceRow>> {
  const { id, from } = boardSource(board);
  const { rows } = await database.query<ReferenceRow>(`SELECT ${id} AS id, ${figures} ${from} GROUP BY 1`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The models of a board's rows, by the row's id and the model's name; null stands for requests that name none. */
export async function boardModelsReference(
  database: pg.Pool,
  board: ReferenceBoard,
): Promise<{ row: number | string; model: string | null; figures: ReferenceRow }[]> {
  const { id, label, from } = boardSource(board);
  const { rows } = await database.query<ReferenceRow & { row: number | string; model: string | null }>(
    `SELECT ${id} AS row, nullif(trim(${label}), '') AS model, ${figures} ${from} GROUP BY 1, 2`,
  );
  return rows.map(({ row, model, ...sums }) => ({ row, model, figures: { ...sums, id: row } }));
}

/** SQL that keeps rows of a local period: `begin` and `end` are SQL for local times of the zone. */
export const localSpan = (timezone: string, begin: string, end: string) =>
  `l.created_at >= (${begin}) AT TIME ZONE '${timezone}' AND l.created_at < (${end}) AT TIME ZONE '${timezone}'`;

/** Requests and exact cost by series and beginning of the local hour, day, week or month. */
export async function chartReference(
  database: pg.Pool,
  { series, where, unit, timezone }: { series: string; where: string; unit: string; timezone: string },
): Promise<{ series: number; begin: number; requests: number; cost: string }[]> {
  const begin = (name: string) =>
    `date_trunc('${name}', l.created_at AT TIME ZONE '${timezone}') AT TIME ZONE '${timezone}'`;
  // An hour is a step of 60 minutes from midnight: a clock set back repeats none of it.
  const bucket = unit === 'hour' ? `date_bin('1 hour', l.created_at, ${begin('day')})` : begin(unit);
  const { rows } = await database.query<{ series: number; begin: Date; requests: string; cost: string }>(
    `SELECT ${series} AS series, ${bucket} AS begin, count(*) AS requests, coalesce(sum(l.cost_usd), 0)::numeric(38, 15)::text AS cost
     FROM usage_ledger l WHERE ${billable} AND ${where} GROUP BY 1, 2`,
  );
  return rows.map((row) => ({ ...row, begin: row.begin.getTime(), requests: Number(row.requests) }));
}
