import type { ExporterProcess } from '../exporter/process.ts';
import type { Stack } from '../exporter/stack.ts';
import { percentile, type Comparison } from './table.ts';

const RUNS = 60;

/** The overview as the gateway computes it for a viewer, after its cache has expired (gateway.md 3.2, 3.13). */
const gatewayOverview = `
  WITH t AS (SELECT now() AS n, now() AT TIME ZONE $1 AS l),
  w AS (SELECT n, date_trunc('day', l) AT TIME ZONE $1 AS d0, (date_trunc('day', l) + interval '1 day') AT TIME ZONE $1 AS d1,
    (date_trunc('day', l) - interval '1 day') AT TIME ZONE $1 AS y0, (l - interval '1 day') AT TIME ZONE $1 AS y1 FROM t),
  u AS (SELECT ul.created_at, ul.cost_usd, ul.duration_ms, ul.is_success FROM usage_ledger ul, w
    WHERE ul.created_at >= w.y0 AND ul.blocked_by IS NULL AND NOT ul.is_replay AND (ul.endpoint IS NULL OR
      lower(regexp_replace(ul.endpoint, '/+$', '')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact')))
  SELECT count(*) FILTER (WHERE created_at >= d0 AND created_at < d1),
    sum(cost_usd) FILTER (WHERE created_at >= d0 AND created_at < d1),
    avg(duration_ms) FILTER (WHERE created_at >= d0 AND created_at < d1),
    count(*) FILTER (WHERE created_at >= d0 AND created_at < d1 AND NOT is_success),
    count(*) FILTER (WHERE created_at >= y0 AND created_at < y1),
    sum(cost_usd) FILTER (WHERE created_at >= y0 AND created_at < y1),
    avg(duration_ms) FILTER (WHERE created_at >= y0 AND created_at < y1),
    count(*) FILTER (WHERE created_at >= n - interval '1 minute') FROM u CROSS JOIN w`;

const timed = async (work: () => Promise<unknown>) => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** Time of one answer, in turn: a scrape of everything, and the gateway's own query for its overview alone. */
export async function measureScrapes(stack: Stack, exporter: ExporterProcess): Promise<Comparison> {
  const gateway: number[] = [];
  const hubscope: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    gateway.push(await timed(() => stack.database.query(gatewayOverview, ['Asia/Shanghai'])));
    hubscope.push(await timed(async () => (await exporter.get('/metrics')).text()));
    // Past the time that scrapes share one rendering, so that every scrape renders.
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const at = (share: number) => ({
    what: `p${100 * share}`,
    unit: 'ms',
    values: [percentile(gateway, share), percentile(hubscope, share)] as const,
  });
  return {
    title: 'Time of an answer',
    columns: ["the gateway's query for its overview", 'a whole scrape of Hubscope'],
    rows: [at(0.5), at(0.95)],
  };
}
