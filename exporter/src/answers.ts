import { explain, type Failure } from './gateway/failure.ts';

/** What is known of a figure now (design.md, promise 2). `asOf` is Unix ms by the source's own clock. */
export type Answer<T> =
  | { quality: 'fresh'; value: T; asOf: number; ageMs: number }
  | { quality: 'stale'; value: T; asOf: number; ageMs: number; failure: Failure }
  | { quality: 'unknown'; failure: Failure };

/** What a question returns: its value, and the moment of the source that it holds for. */
export interface Finding<T> {
  value: T;
  asOf: number;
}

/** A question that is asked again and again, once for everybody, and its latest answer. */
export interface Question<T> {
  name: string;
  source: 'postgres' | 'redis' | 'ledger';
  /** Asks, unless it is being asked already or is not due; never rejects. */
  ask: () => Promise<void>;
  /** The latest answer, with its quality at this moment. */
  answer: () => Answer<T>;
  /** The latest finding whatever its age; undefined before the first. */
  latest: () => Finding<T> | undefined;
  /** How the last attempt went; undefined before the first has ended. */
  lastAttempt: () => { succeeded: boolean; seconds: number } | undefined;
}

/** How often a question is asked, and how long its answer holds. */
export interface Pace {
  /** Least time between two askings; 0 = at every heartbeat. A failed attempt is repeated at the next heartbeat. */
  intervalMs: number;
  /** Least time from the beginning of an attempt that timed out to the next; default: until the next heartbeat. */
  afterTimeoutMs?: number;
  /** Age up to which an answer is fresh, while attempts succeed. */
  freshMs: number;
  /** Age up to which an answer is still given, as stale, when attempts fail. 0 = a failure makes it unknown at once. */
  staleMs: number;
}

const notYet: Failure = { kind: 'unreachable', detail: 'not asked yet' };
const tooLong: Failure = { kind: 'timeout', detail: 'the source has not answered for too long' };

/** Makes a repeated question of `find`. Times are of the machine's steady clock, so that setting it ages nothing. */
export function repeatedly<T>(
  name: string,
  source: Question<T>['source'],
  pace: Pace,
  find: () => Promise<Finding<T>>,
  now: () => number = () => performance.now(),
): Question<T> {
  let found: { finding: Finding<T>; at: number } | undefined;
  let failure: Failure | undefined = notYet;
  let attempt: { succeeded: boolean; seconds: number } | undefined;
  let asking: Promise<void> | undefined;
  let startedAt = -Infinity;

  const askOnce = async () => {
    startedAt = now();
    try {
      const finding = await find();
      found = { finding, at: now() };
      failure = undefined;
    } catch (error) {
      failure = explain(error);
    }
    attempt = { succeeded: failure === undefined, seconds: (now() - startedAt) / 1000 };
  };

  return {
    name,
    source,
    async ask() {
      const waitMs =
        failure === undefined ? pace.intervalMs : failure.kind === 'timeout' ? (pace.afterTimeoutMs ?? 0) : 0;
      const due = now() - startedAt >= waitMs;
      if (asking === undefined && !due) return;
      asking ??= askOnce().finally(() => {
        asking = undefined;
      });
      await asking;
    },
    answer() {
      if (found === undefined) return { quality: 'unknown', failure: failure ?? notYet };
      const ageMs = now() - found.at;
      const { value, asOf } = found.finding;
      if (failure === undefined && ageMs <= pace.freshMs) return { quality: 'fresh', value, asOf, ageMs };
      if (ageMs >= pace.staleMs) return { quality: 'unknown', failure: failure ?? tooLong };
      return { quality: 'stale', value, asOf, ageMs, failure: failure ?? tooLong };
    },
    latest: () => found?.finding,
    lastAttempt: () => attempt,
  };
}

/** The same question, its value shown in another way; asking either asks both. */
export function shownAs<T, Shown>(question: Question<T>, show: (value: T) => Shown): Question<Shown> {
  return {
    ...question,
    answer() {
      const answer = question.answer();
      return answer.quality === 'unknown' ? answer : { ...answer, value: show(answer.value) };
    },
    latest() {
      const latest = question.latest();
      return latest && { ...latest, value: show(latest.value) };
    },
  };
}
