import type { Random } from '../random.ts';

/** Traffic of each local hour, in proportion: nights are quiet, the afternoon is busiest. */
const hourShares = [
  0.35, 0.25, 0.2, 0.18, 0.18, 0.22, 0.35, 0.6, 0.95, 1.45, 1.7, 1.65, 1.3, 1.45, 1.75, 1.8, 1.7, 1.55, 1.3,
  1.2, 1.25, 1.15, 0.9, 0.57,
] as const;
const weekendShare = 0.55;
const busiest = Math.max(...hourShares);

/** `daily` follows the hours and weekdays of the gateway's zone; `steady` is always as busy as the busiest hour. */
export type Rhythm = 'daily' | 'steady';

/** Traffic at an instant in proportion to the busiest hour of a working day: above 0, at most 1. */
export function trafficShare(at: number, timezone: string, rhythm: Rhythm): number {
  if (rhythm === 'steady') return 1;
  const parts = localClock(timezone).formatToParts(at);
  const part = (type: 'hour' | 'minute' | 'weekday') => parts.find((each) => each.type === type)?.value ?? '';
  const hour = Number(part('hour'));
  const into = Number(part('minute')) / 60;
  const here = hourShares[hour] ?? 1;
  const after = hourShares[(hour + 1) % 24] ?? 1;
  const dayShare = ['Sat', 'Sun'].includes(part('weekday')) ? weekendShare : 1;
  return ((here + (after - here) * into) * dayShare) / busiest;
}

/** Real milliseconds until the next request of a Poisson process. */
export function nextGapMs(random: Random, requestsPerMinute: number, share: number, speed: number): number {
  return random.exponential(60_000 / (requestsPerMinute * share)) / speed;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function localClock(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  });
  clocks.set(timezone, clock);
  return clock;
}
