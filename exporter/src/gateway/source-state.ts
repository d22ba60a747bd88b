import type { Failure } from './failure.ts';

/** Whether a server (PostgreSQL, Redis) answers, and when to try it again. Times are of the machine's steady clock. */
export interface SourceState {
  /** The server answered. */
  succeeded: () => void;
  /** The server could not be reached, or did not answer in time. */
  failed: (failure: Failure) => void;
  /** False while waiting, after failures in a row, before the next attempt. */
  mayTry: () => boolean;
  /** True when the last attempt succeeded, no longer than `withinMs` ago. */
  isUp: (withinMs: number) => boolean;
  /** Why the last attempt failed; undefined when it succeeded or none was made. */
  lastFailure: () => Failure | undefined;
}

/** Longest pause between two attempts: recovery after an outage takes at most this and one connection. */
const LONGEST_PAUSE_MS = 4000;
const FIRST_PAUSE_MS = 250;

/** Creates the state of a server that has not been tried yet. */
export function createSourceState(now: () => number = () => performance.now()): SourceState {
  let succeededAt: number | undefined;
  let failure: Failure | undefined;
  let failures = 0;
  let nextAttemptAt = 0;
  return {
    succeeded() {
      succeededAt = now();
      failure = undefined;
      failures = 0;
      nextAttemptAt = 0;
    },
    failed(reason) {
      failure = reason;
      // Several questions fail together when a server goes; they count as one attempt.
      if (now() < nextAttemptAt) return;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
      failures += 1;
      nextAttemptAt = now() + pause * (0.75 + Math.random() / 4);
    },
    mayTry: () => now() >= nextAttemptAt,
    isUp: (withinMs) => failure === undefined && succeededAt !== undefined && now() - succeededAt <= withinMs,
    lastFailure: () => failure,
  };
}
