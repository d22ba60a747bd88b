import { createRandom } from './random.ts';
import { nextGapMs, trafficShare, type Rhythm } from './traffic/arrivals.ts';

/** Calls for requests at the moments of a seeded Poisson process. */
export interface TrafficSource {
  start(): void;
  stop(): void;
  /** @param requestsPerMinute of simulated time at the busiest hour; 0 = none */
  setRate(requestsPerMinute: number): void;
}

export interface TrafficSourceOptions {
  readonly seed: number | string;
  readonly rhythm: Rhythm;
  /** Simulated seconds per real second. */
  readonly speed: number;
  readonly requestsPerMinute: number;
  readonly timezone: () => string;
  /** @param at Unix ms at which the request was due */
  readonly onArrival: (at: number) => void;
}

/** A machine that slept does not send the requests of that time all at once. */
const longestLagMs = 1_000;
/** How often an idle source looks whether it should be busy again, and the share of the hour is reckoned anew. */
const lookAgainMs = 1_000;

export function createTrafficSource(options: TrafficSourceOptions): TrafficSource {
  const { rhythm, speed, timezone, onArrival } = options;
  const random = createRandom(`${options.seed}/arrivals`);
  let rate = options.requestsPerMinute;
  let timer: NodeJS.Timeout | undefined;
  let due = 0;
  let share = { of: 1, until: 0 };

  const gap = (at: number) => {
    if (at >= share.until) share = { of: trafficShare(at, timezone(), rhythm), until: at + lookAgainMs };
    return nextGapMs(random, rate, share.of, speed);
  };
  const run = () => {
    const now = Date.now();
    due = Math.max(due, now - longestLagMs);
    while (due <= now) {
      onArrival(due);
      due += gap(due);
    }
    timer = setTimeout(run, Math.min(Math.max(due - now, 1), lookAgainMs));
  };
  const restart = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!(rate > 0)) return;
    const now = Date.now();
    due = now + gap(now);
    timer = setTimeout(run, Math.min(due - now, lookAgainMs));
  };

  let isRunning = false;
  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      restart();
    },
    stop() {
      isRunning = false;
      clearTimeout(timer);
      timer = undefined;
    },
    setRate(requestsPerMinute) {
      rate = requestsPerMinute;
      if (isRunning) restart();
    },
  };
}
