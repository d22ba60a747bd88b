import type pg from 'pg';
import { collectLedgerCounters } from '../../exporter/src/metrics/ledger-counters.ts';
import type { Directory } from '../../exporter/src/gateway/directory.ts';
import type { LedgerCounters } from '../../exporter/src/questions/ledger-counters.ts';

/** Series as a page names them (`name{"label":"value",…}`, labels in order) to their values. */
export type SeriesValues = Map<string, string>;

/** How a series is called in {@link SeriesValues}. */
export const seriesName = (name: string, labels: Readonly<Record<string, string>>): string =>
  name + JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));

/** The samples that a metrics page would show of the counters. */
export function shownCounters(value: LedgerCounters, directory: Directory): Map<string, number> {
  const collected = collectLedgerCounters(value, directory);
  return new Map(
    Object.entries(collected).flatMap(([family, samples]) =>
      samples.map(({ labels, suffix = '', value: sample }): [string, number] => [
        seriesName(family + suffix, labels),
        sample,
      ]),
    ),
  );
}

const bounds = {
  duration_ms: [0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600],
  ttfb_ms: [0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120],
};
const histograms = [
  ['cch_request_duration_seconds', 'duration_ms', bounds.duration_ms],
  ['cch_time_to_first_token_seconds', 'ttfb_ms', bounds.ttfb_ms],
  ['cch_time_to_first_byte_seconds', 'first_byte_ms', bounds.ttfb_ms],
] as const;

const provider = "'provider_id', final_provider_id::text, 'provider', provider";
const byProvider = 'final_provider_id, provider';
const user =
  "'user_id', user_id::text, 'user', coalesce((SELECT name FROM users u WHERE u.id = user_id), '#' || user_id)";

/** Families, labels and values: one SELECT over `finished` each. */
const selects = [
  ...[
    ['cch_requests_total', 'count(*)'],
    [
      'cch_request_failures_total',
      "count(*) FILTER (WHERE coalesce(success_rate_outcome = 'failure', NOT is_success))",
    ],
    ['cch_requests_excluded_total', "count(*) FILTER (WHERE success_rate_outcome = 'excluded')"],
    ['cch_cost_usd_total', 'coalesce(sum(cost_usd) FILTER (WHERE cost_usd > 0), 0)'],
  ].map(
    ([name, value]) =>
      `SELECT '${name}', jsonb_build_object(${provider}, 'model', asked), ${value}, 1 FROM finished GROUP BY ${byProvider}, asked`,
  ),
  ...[
    ['input', 'input_tokens'],
    ['output', 'output_tokens'],
    ['cache_creation', 'cache_creation_input_tokens'],
    ['cache_read', 'cache_read_input_tokens'],
  ].flatMap(([type, column]) => {
    const sum = `coalesce(sum(${column}) FILTER (WHERE ${column} > 0), 0)`;
    return [
      `SELECT 'cch_tokens_total', jsonb_build_object(${provider}, 'model', asked, 'token_type', '${type}'), ${sum}, 1 FROM finished GROUP BY ${byProvider}, asked`,
      `SELECT 'cch_user_tokens_total', jsonb_build_object(${user}, 'token_type', '${type}'), ${sum}, 1 FROM finished GROUP BY user_id`,
    ];
  }),
  `SELECT 'cch_responses_total', jsonb_build_object(${provider}, 'code', status_code::text), count(*), 1 FROM finished GROUP BY ${byProvider}, status_code`,
  `SELECT 'cch_user_requests_total', jsonb_build_object(${user}), count(*), 1 FROM finished GROUP BY user_id`,
  `SELECT 'cch_user_cost_usd_total', jsonb_build_object(${user}), coalesce(sum(cost_usd) FILTER (WHERE cost_usd > 0), 0), 1 FROM finished GROUP BY user_id`,
  `SELECT 'cch_zero_cost_requests_total', jsonb_build_object('model', asked), count(*), 1 FROM finished
   WHERE cost_usd = 0 AND success_rate_outcome = 'success' AND created_at < $1::timestamptz - interval '30 minutes'
     AND coalesce(input_tokens::numeric, 0) + coalesce(output_tokens, 0) > 0 GROUP BY asked`,
  ...histograms.flatMap(([name, column, les]) => [
    `SELECT '${name}_bucket', jsonb_build_object(${provider}, 'le', le::float8::text),
            count(*) FILTER (WHERE ${column} >= 0 AND ${column} <= le * 1000), 1
     FROM finished, unnest(ARRAY[${les.join(', ')}]) AS le GROUP BY ${byProvider}, le`,
    `SELECT '${name}_bucket', jsonb_build_object(${provider}, 'le', '+Inf'), count(*) FILTER (WHERE ${column} >= 0), 1 FROM finished GROUP BY ${byProvider}`,
    `SELECT '${name}_count', jsonb_build_object(${provider}), count(*) FILTER (WHERE ${column} >= 0), 1 FROM finished GROUP BY ${byProvider}`,
    `SELECT '${name}_sum', jsonb_build_object(${provider}), coalesce(sum(${column}) FILTER (WHERE ${column} >= 0), 0), 0.001 FROM finished GROUP BY ${byProvider}`,
  ]),
];

/**
 * Every counter of the ledger, counted independently of the exporter in PostgreSQL: exact decimal text. `now` (Unix
 * ms) decides which requests without a price have settled.
 */
export async function countersReference(database: pg.Pool, now: number): Promise<SeriesValues> {
  const { rows } = await database.query<{ name: string; labels: Record<string, string>; value: string }>(
    `WITH finished AS MATERIALIZED (
       SELECT l.*, coalesce(p.name, '#' || l.final_provider_id) AS provider,
              left(regexp_replace(normalize(coalesce(nullif(trim(l.original_model), ''), nullif(trim(l.model), ''), '')),
                '[\\u0001-\\u001f\\u007f-\\u009f]', ' ', 'g'), 128) AS asked
       FROM usage_ledger l LEFT JOIN providers p ON p.id = l.final_provider_id
       WHERE l.status_code IS NOT NULL AND l.blocked_by IS NULL AND NOT l.is_replay
         AND lower(rtrim(coalesce(l.endpoint, ''), '/')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact'))
     SELECT name, labels, (value * factor)::text AS value
     FROM (${selects.join('\nUNION ALL\n')}) AS series (name, labels, value, factor)`,
    [new Date(now).toISOString()],
  );
  return new Map(rows.map(({ name, labels, value }) => [seriesName(name, labels), value]));
}
