import type { Random } from '../random.ts';
import { trafficShare } from '../traffic/arrivals.ts';

const hourMs = 3_600_000;

export interface ArrivalSpan {
  /** How many requests arrive, exactly. */
  readonly rows: number;
  /** Unix milliseconds. */
  readonly from: number;
  readonly until: number;
  /** IANA zone whose hours and weekdays the traffic follows. */
  readonly timezone: string;
}

/** Instants (Unix milliseconds, ascending) of a span's requests: the daily rhythm, on top of slow growth. */
export function* arrivals({ rows, from, until, timezone }: ArrivalSpan, random: Random): Generator<number> {
  const hours: { start: number; length: number; weight: number }[] = [];
  for (let start = from; start < until; start += hourMs) {
    const length = Math.min(hourMs, until - start);
    const growth = 0.7 + (0.6 * (start - from)) / (until - from);
    const unrest = random.lognormal(1, 0.12);
    const share = trafficShare(start + length / 2, timezone, 'daily');
    hours.push({ start, length, weight: share * growth * unrest * length });
  }
  const total = hours.reduce((sum, { weight }) => sum + weight, 0);
  let weightSoFar = 0;
  let arrived = 0;
  for (const [index, { start, length, weight }] of hours.entries()) {
    weightSoFar += weight;
    const due = index === hours.length - 1 ? rows : Math.round((rows * weightSoFar) / total);
    const count = due - arrived;
    for (let n = 0; n < count; n += 1) {
      yield Math.floor(start + (length * (n + random.next())) / count);
    }
    arrived = due;
  }
}
