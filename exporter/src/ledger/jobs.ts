/** Work that comes round again and again. */
export interface Job {
  /** Least time between two beginnings, but for what brings it into step. */
  everyMs: number;
  /** Whether the copy may not be called up to date before this has been done once. */
  isFirst?: boolean;
  /** Does a piece of at most a fraction of a second. Returns true when more of the same is left. */
  run: () => Promise<boolean>;
}

/** Does one piece of work at a time, so that nothing read earlier is ever written later. */
export interface Schedule {
  /** Does the next piece; the first due job of the list goes first. Returns how long to rest after it. */
  step: () => Promise<number>;
  /** Whether every first job has been done once. */
  isCaughtUp: () => boolean;
}

/** Longest rest, so that a stop is noticed soon. */
const LONGEST_REST_MS = 250;

/**
 * Moments of a steady clock: `afterMs` past every `everyMs`. Work of two rhythms that differ in `afterMs` alone never
 * begins at the same time.
 */
export interface Rhythm {
  everyMs: number;
  afterMs: number;
}

/** The moment of a rhythm that is nearest to a time. */
const nearest = (at: number, { everyMs, afterMs }: Rhythm): number =>
  Math.round((at - afterMs) / everyMs) * everyMs + afterMs;

/** Milliseconds from a time to the next moment of a rhythm, which is at least half of `everyMs` away. */
export const untilNext = (at: number, rhythm: Rhythm): number => nearest(at, rhythm) + rhythm.everyMs - at;

/**
 * Creates the schedule of jobs, in the order of their urgency. Those that come round no more often than the rhythm does
 * keep to it, unless they are late. `now` is a steady clock.
 */
export function createSchedule(
  jobs: readonly Job[],
  rhythm?: Rhythm,
  now: () => number = () => performance.now(),
): Schedule {
  const dueAfter = (startedAt: number, { everyMs }: Job): number => {
    const due = startedAt + everyMs;
    const isInStep = rhythm !== undefined && everyMs >= rhythm.everyMs && everyMs !== Infinity;
    return Math.max(isInStep ? nearest(due, rhythm) : due, now());
  };
  const entries = jobs.map((job) => ({
    job,
    dueAt: -Infinity,
    startedAt: -Infinity,
    underWay: false,
    done: 0,
  }));
  return {
    isCaughtUp: () => entries.every(({ job, done }) => job.isFirst !== true || done > 0),
    async step() {
      const at = now();
      const next = entries.find(({ dueAt }) => dueAt <= at);
      if (next === undefined) {
        return Math.min(LONGEST_REST_MS, Math.min(...entries.map(({ dueAt }) => dueAt)) - at);
      }
      if (!next.underWay) next.startedAt = at;
      next.underWay = await next.job.run();
      if (!next.underWay) {
        next.done += 1;
        next.dueAt = dueAfter(next.startedAt, next.job);
      }
      return 0;
    },
  };
}
