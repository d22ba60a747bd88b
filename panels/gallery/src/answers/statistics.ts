import type { Answer, Statistics, Trend } from '@hubscope/exporter/contract';
import { fresh, instantAt, randomOf, START, wander } from './answer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Midnight in Shanghai before the first answer. */
const MIDNIGHT = Date.parse('2026-03-08T16:00:00Z');

const names = ['Li M.', 'Chen W.', 'Ana R.', 'Build bot', 'Otto K.', 'Sara P.', 'Jun H.', 'Mia T.'];

/** How busy an hour of the day is, 0 to 1. */
const busy = (hour: number): number =>
  Math.exp(-((hour - 11) ** 2) / 9) +
  1.1 * Math.exp(-((hour - 15.5) ** 2) / 7) +
  0.28 * Math.exp(-((hour - 21) ** 2) / 6) +
  0.03;

interface Span {
  from: number;
  step: number;
  buckets: number;
}

const today: Span = { from: MIDNIGHT, step: HOUR / 2, buckets: 48 };

/** Seven days by the half hour, with yesterday in them. */
export const week: Span = { from: MIDNIGHT - 6 * DAY, step: HOUR / 2, buckets: 48 * 7 };

/** The last 24 hours before the first answer. */
export const lastDay: Span = { from: START - DAY - (START % (HOUR / 2)), step: HOUR / 2, buckets: 49 };

/** Usage of an invented day in a zone where it has 23 or 25 hours, at its end. */
export function dayOf(hours: 23 | 25): Answer<Statistics> {
  const from = Date.parse(hours === 23 ? '2026-03-28T23:00:00Z' : '2026-10-24T22:00:00Z');
  const answer = statisticsAt(0, 3, { from: MIDNIGHT - DAY, step: HOUR, buckets: hours });
  const edges = Array.from({ length: hours + 1 }, (_, hour) => new Date(from + hour * HOUR).toISOString());
  return {
    ...answer,
    asOf: edges.at(-1) ?? null,
    timezone: 'Europe/Berlin',
    value: answer.value === null ? null : { ...answer.value, edges },
  };
}

/** Usage of some users by an invented day. */
export function statisticsAt(
  tick: number,
  users: number,
  { from, step, buckets }: Span = today,
  nameOf: (user: number) => string = (user) => names[user] ?? `User ${user + 1}`,
): Answer<Statistics> {
  const now = instantAt(tick);
  const edges = Array.from({ length: buckets + 1 }, (_, index) => from + index * step);
  const series = Array.from({ length: users }, (_, user) => {
    const weight = 1 / (1 + user * 0.32);
    const requests = edges.slice(0, -1).map((edge, bucket) => {
      if (edge > now) return 0;
      const day = Math.floor((edge - MIDNIGHT) / DAY);
      const hour = ((((edge - MIDNIGHT) % DAY) + DAY) % DAY) / HOUR;
      const share = Math.min(1, (now - edge) / step);
      const noise = 1 + (randomOf(user, bucket, day) - 0.5) * 0.16 + wander(bucket, user) * 0.1;
      return Math.round(210 * weight * busy(hour) * noise * share * (day < 0 ? 0.9 : 1));
    });
    const cost = requests.map((count, bucket) => count * (0.09 + randomOf(user, bucket, 7) * 0.02));
    const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
    return {
      id: user + 1,
      name: nameOf(user),
      requests,
      costUsd: cost.map((value) => value.toFixed(15)),
      totalRequests: sum(requests),
      totalCostUsd: sum(cost).toFixed(15),
    };
  });
  return fresh(tick, {
    engine: 'duckdb',
    mode: 'users',
    step: step === HOUR ? 'hour' : step / 60_000,
    edges: edges.map((edge) => new Date(edge).toISOString()),
    series,
  });
}

/** Today by the hour, of all users. */
export function trendAt(tick: number): Answer<Trend> {
  const all = statisticsAt(tick, 8, { from: MIDNIGHT, step: HOUR, buckets: 24 }).value?.series ?? [];
  const now = instantAt(tick);
  return fresh(tick, {
    engine: 'duckdb',
    hours: Array.from({ length: 24 }, (_, hour) => {
      const begun = MIDNIGHT + hour * HOUR <= now;
      const sum = (values: readonly (number | undefined)[]) =>
        values.reduce<number>((total, value) => total + (value ?? 0), 0);
      return {
        from: new Date(MIDNIGHT + hour * HOUR).toISOString(),
        hour,
        requests: begun ? sum(all.map(({ requests }) => requests[hour])) : 0,
        costUsd: sum(all.map(({ costUsd }) => Number(costUsd?.[hour] ?? 0))).toFixed(15),
      };
    }),
  });
}
