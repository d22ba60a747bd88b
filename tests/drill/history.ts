import type pg from 'pg';
import { setting } from './compress.ts';

/** As long as the rules look back: a week, and the hour around that time. */
const PAST_S = setting.seconds('7d') + setting.seconds('2h');

/**
 * What the recording rules would have kept of a week like the last seconds, without a failure, as OpenMetrics. Rules
 * that compare with history have it from this.
 *
 * @param seconds of the ledger, until now, that are typical
 */
export async function quietWeek(database: pg.Pool, seconds: number): Promise<string> {
  const { rows } = await database.query<{ requests: string; cost: string }>(
    `SELECT count(*) AS requests, COALESCE(sum(cost_usd), 0) AS cost FROM usage_ledger
     WHERE created_at > now() - make_interval(secs => $1) AND status_code IS NOT NULL AND blocked_by IS NULL`,
    [seconds],
  );
  const perSecond = (total: string | undefined) => Number(total) / seconds;
  const [requests, cost] = [perSecond(rows[0]?.requests), perSecond(rows[0]?.cost)];
  const series = {
    'job:cch_judged_requests:rate5m': requests,
    'job:cch_request_failures:rate5m': 0,
    'job:cch_requests:increase15m': requests * setting.seconds('15m'),
    'job:cch_cost_usd:increase1h': cost * setting.seconds('1h'),
  };
  const now = Math.floor(Date.now() / 1000);
  const lines = Object.entries(series).flatMap(([name, value]) => [
    `# TYPE ${name} gauge`,
    ...Array.from(
      { length: PAST_S },
      (_, index) => `${name}{job="hubscope"} ${value} ${now - PAST_S + index}`,
    ),
  ]);
  return [...lines, '# EOF', ''].join('\n');
}
