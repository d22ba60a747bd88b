import type { Directory } from '../../exporter/src/gateway/directory.ts';
import type { LedgerReader } from '../../exporter/src/ledger/reader.ts';
import { leaderboard } from '../../exporter/src/questions/leaderboard.ts';
import { statistics } from '../../exporter/src/questions/statistics.ts';
import type { LedgerCopy } from '../exporter/ledger-copy.ts';
import type { Stack } from '../exporter/stack.ts';
import { percentile, type Comparison } from './table.ts';

const TIMEZONE = 'Asia/Shanghai';

/** Predicate B (gateway.md 1.3), and the window of a period. */
const billable = `l.blocked_by IS NULL AND l.is_replay = false AND (l.endpoint IS NULL OR
  lower(regexp_replace(l.endpoint, '/+$', '')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact'))`;
const begin = {
  daily: 'day',
  monthly: 'month',
  allTime: undefined,
} as const;
type Period = keyof typeof begin;
const window = (period: Period) => {
  const unit = begin[period];
  return unit === undefined
    ? billable
    : `${billable} AND l.created_at >= date_trunc('${unit}', now() AT TIME ZONE '${TIMEZONE}') AT TIME ZONE '${TIMEZONE}'`;
};
const tokens =
  'coalesce(sum(l.input_tokens + l.output_tokens + coalesce(l.cache_creation_input_tokens, 0) + coalesce(l.cache_read_input_tokens, 0)), 0)';
const usesCache = '(l.cache_creation_input_tokens > 0 OR l.cache_read_input_tokens > 0)';
const rates = `count(*) FILTER (WHERE success_rate_outcome = 'success')::float8
  / nullif(count(*) FILTER (WHERE success_rate_outcome IN ('success', 'failure')), 0)`;

/** The boards as the gateway's own pages compute them: a GROUP BY over its ledger. */
const gatewayBoards = {
  user: (period: Period) => `
    SELECT u.id, u.name, count(*)::float8, sum(l.cost_usd) AS cost, ${tokens}
    FROM usage_ledger l JOIN users u ON u.id = l.user_id AND u.deleted_at IS NULL
    WHERE ${window(period)} GROUP BY u.id, u.name ORDER BY cost DESC`,
  userCacheHitRate: (period: Period) => `
    SELECT u.id, u.name, count(*)::float8, sum(l.cost_usd), sum(l.cache_read_input_tokens)::float8
      / nullif(sum(coalesce(l.input_tokens, 0) + coalesce(l.cache_creation_input_tokens, 0) + coalesce(l.cache_read_input_tokens, 0)), 0) AS rate
    FROM usage_ledger l JOIN users u ON u.id = l.user_id AND u.deleted_at IS NULL
    WHERE ${window(period)} AND ${usesCache} GROUP BY u.id, u.name ORDER BY rate DESC`,
  provider: (period: Period) => `
    SELECT p.id, p.name, count(*)::float8, sum(l.cost_usd) AS cost, ${tokens}, ${rates}, avg(l.ttfb_ms),
      avg(CASE WHEN l.output_tokens > 0 AND l.duration_ms - l.first_byte_ms >= 100
        THEN l.output_tokens / ((l.duration_ms - l.first_byte_ms) / 1000.0) END)
    FROM usage_ledger l JOIN providers p ON p.id = l.final_provider_id AND p.deleted_at IS NULL
    WHERE ${window(period)} GROUP BY p.id, p.name ORDER BY cost DESC`,
  model: (period: Period) => `
    SELECT coalesce(l.original_model, l.model) AS model, count(*)::float8, sum(l.cost_usd) AS cost, ${tokens}, ${rates}
    FROM usage_ledger l WHERE ${window(period)} GROUP BY 1 ORDER BY cost DESC, 2 DESC`,
} as const;

/** The chart of thirty days as the gateway computes it: every user with every day, its rows joined to the series. */
const gatewayStatistics = `
  WITH days AS (SELECT generate_series(date_trunc('day', now() AT TIME ZONE '${TIMEZONE}') - interval '29 days',
    date_trunc('day', now() AT TIME ZONE '${TIMEZONE}'), '1 day') AS day),
  used AS (SELECT u.id, u.name, date_trunc('day', l.created_at AT TIME ZONE '${TIMEZONE}') AS day, count(*) AS calls, sum(l.cost_usd) AS cost
    FROM users u LEFT JOIN usage_ledger l ON l.user_id = u.id AND ${billable}
      AND l.created_at >= (date_trunc('day', now() AT TIME ZONE '${TIMEZONE}') - interval '29 days') AT TIME ZONE '${TIMEZONE}'
    WHERE u.deleted_at IS NULL GROUP BY 1, 2, 3)
  SELECT u.id, u.name, days.day, coalesce(used.calls, 0), coalesce(used.cost, 0)
  FROM users u CROSS JOIN days LEFT JOIN used ON used.id = u.id AND used.day = days.day
  WHERE u.deleted_at IS NULL ORDER BY days.day, u.name`;

interface Question {
  what: string;
  gateway: string;
  hubscope: (reader: LedgerReader, directory: Directory) => Promise<unknown>;
}

const boardQuestions = (Object.keys(gatewayBoards) as (keyof typeof gatewayBoards)[]).flatMap((scope) =>
  (Object.keys(begin) as Period[]).map((period): Question => ({
    what: `${scope} board, ${period}`,
    gateway: gatewayBoards[scope](period),
    hubscope: (reader, directory) =>
      leaderboard(
        { reader, directory, timezone: TIMEZONE, coefficients: () => Promise.resolve(undefined) },
        { scope, period },
        Date.now(),
      ),
  })),
);

const questions: Question[] = [
  ...boardQuestions,
  {
    what: 'statistics, 30 days',
    gateway: gatewayStatistics,
    hubscope: (reader, directory) =>
      statistics({ reader, directory, timezone: TIMEZONE }, { mode: 'users', range: '30days' }, Date.now()),
  },
];

const timed = async (work: () => Promise<unknown>) => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** Every board in turn: the gateway's own way on its PostgreSQL, and Hubscope's on the copy. */
export async function measureBoards(stack: Stack, copy: LedgerCopy, runs: number): Promise<Comparison> {
  const directory = await copy.directory();
  const rows = [];
  for (const { what, gateway, hubscope } of questions) {
    const theirs: number[] = [];
    const ours: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      theirs.push(await timed(() => stack.database.query(gateway)));
      ours.push(await timed(() => hubscope(copy.readers.duckdb, directory)));
    }
    for (const share of [0.5, 0.95]) {
      rows.push({
        what: `${what}, p${100 * share}`,
        unit: 'ms',
        values: [percentile(theirs, share), percentile(ours, share)] as const,
      });
    }
  }
  return {
    title: `Boards, ${runs} runs in turn`,
    columns: ["the gateway's GROUP BY", "Hubscope's copy"],
    rows,
  };
}
