import type { Answer } from '../answers.ts';
import type { Overview, PeriodFigures } from '../questions/overview.ts';
import { single, type Collected } from './collect.ts';

/** The headline figures. Stale ones are given up to STALE_MAX, but never past the end of the day they speak of. */
export function collectOverview(answer: Answer<Overview>): Collected {
  if (answer.quality === 'unknown') return {};
  const { today, yesterdaySamePeriod, requestsPerMinute, validUntil } = answer.value;
  if (answer.asOf + answer.ageMs >= validUntil) return {};
  return {
    ...(answer.quality === 'fresh' ? { cch_requests_per_minute: single(requestsPerMinute) } : {}),
    ...period('cch_today', today),
    ...period('cch_yesterday_same_period', yesterdaySamePeriod),
  };
}

function period(prefix: 'cch_today' | 'cch_yesterday_same_period', figures: PeriodFigures): Collected {
  return {
    [`${prefix}_requests`]: single(figures.requests),
    // The sum is exact; this is its nearest double, which is all a sample can hold.
    [`${prefix}_cost_usd`]: single(figures.costUsd === null ? null : Number(figures.costUsd)),
    [`${prefix}_avg_response_seconds`]: single(figures.avgResponseSeconds),
    [`${prefix}_error_ratio`]: single(figures.errorRatio),
  };
}
