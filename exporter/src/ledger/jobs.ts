/** Work that comes round again and again. */
export interface Job {
  /** Least time between two beginnings. */
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

/** Creates the schedule of jobs, in the order of their urgency. `now` is a steady clock. */
export function createSchedule(jobs: readonly Job[], now: () => number = () => performance.now()): Schedule {
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
        next.dueAt = Math.max(next.startedAt + next.job.everyMs, now());
      }
      return 0;
    },
  };
}
