import type { Answer, Overview } from '@hubscope/exporter/contract';
import { fresh, wander } from './answer.ts';

/** Headline figures of a working afternoon. */
export function overviewAt(tick: number, change: Partial<Overview> = {}): Answer<Overview> {
  const requests = 18_204 + tick * 6;
  const cost = 1486.32 + tick * 0.47;
  const part = <T>(value: T) => ({
    quality: 'fresh' as const,
    asOf: null,
    ageSeconds: null,
    reason: null,
    value,
  });
  return fresh(tick, {
    today: {
      requests,
      costUsd: cost.toFixed(15),
      avgResponseSeconds: 9.8 + wander(tick, 3) * 0.4,
      errorRatio: 0.0142 + wander(tick, 4) * 0.001,
    },
    yesterdaySamePeriod: {
      requests: Math.round(requests / 1.12),
      costUsd: (cost / 1.09).toFixed(15),
      avgResponseSeconds: 10.2,
      errorRatio: 0.0172,
    },
    requestsPerMinute: Math.round(182 + wander(tick, 2) * 30),
    concurrentSessions: part(Math.round(41 + wander(tick, 1) * 6)),
    inflightRequests: part(Math.round(57 + wander(tick, 5) * 8)),
    ...change,
  });
}
