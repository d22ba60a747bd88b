import {
  asyncScheduler,
  observeOn,
  Observable,
  ReplaySubject,
  type Subscriber,
  type Subscription,
} from 'rxjs';
import type { Answer } from '@hubscope/exporter/contract';
import type { Api } from './api.ts';
import { problemOf, GatewayProblem } from './problem.ts';
import { eventReader } from './events.ts';

/** What a watched question comes to: an answer, or why there is none, with the last one there was. */
export interface LiveAnswer {
  answer: Answer<unknown> | undefined;
  problem: GatewayProblem | undefined;
}

/** Watches a question: a value at each heartbeat that changes its answer, the first one never at once. */
export type Watch = (question: string) => Observable<LiveAnswer>;

/** Times in ms; tests hasten them. */
export interface LiveTimes {
  /** Questions that come or go together make one new stream. */
  gather: number;
  /** Without any byte for so long a stream is dead; the exporter sends a comment every 15 s. */
  silence: number;
  /** A stream that has brought nothing in so long is held up on its way, and questions are asked one by one. */
  firstBeat: number;
  poll: number;
  /** First and longest pause before the next try. */
  retry: readonly [first: number, longest: number];
}

const usual: LiveTimes = {
  gather: 50,
  silence: 45_000,
  firstBeat: 10_000,
  poll: 2000,
  retry: [1000, 30_000],
};

/** How often questions are polled before the stream is given another chance. */
const POLLS_PER_STREAM = 150;

interface Watched {
  viewers: number;
  last: LiveAnswer | undefined;
  told: ReplaySubject<LiveAnswer>;
}

/** The part of a page that says whether anybody sees it. */
export type Page = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

/**
 * Keeps one stream for all questions that are watched in this browser. It rests while the page is hidden and nobody
 * watches, comes back with growing pauses when it breaks, and falls back to polling where a proxy holds streams up.
 */
export function createLive(api: Pick<Api, 'ask' | 'stream'>, page: Page = document, times = usual): Watch {
  const watched = new Map<string, Watched>();
  let connection: Subscription | undefined;
  let connected = '';
  let lastEventId: string | undefined;
  let failures = 0;
  let streamless = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const tell = (question: string, told: LiveAnswer) => {
    const entry = watched.get(question);
    if (entry === undefined) return;
    entry.last = told;
    entry.told.next(told);
  };
  const fail = (problem: GatewayProblem) => {
    for (const [question, { last }] of watched) tell(question, { answer: last?.answer, problem });
  };
  const later = (ms: number) => {
    clearTimeout(pause);
    pause = setTimeout(connect, ms);
  };
  const close = () => {
    connection?.unsubscribe();
    connection = undefined;
    connected = '';
  };
  const wake = () => {
    later(times.gather);
  };

  function connect(): void {
    const questions = [...watched.keys()].sort();
    const wanted = page.hidden ? '' : JSON.stringify(questions);
    if (questions.length === 0) page.removeEventListener('visibilitychange', wake);
    if (wanted === '' || questions.length === 0) {
      close();
      return;
    }
    if (wanted === connected) return;
    // The id of another set of questions says nothing about this one.
    if (wanted !== lastEventSet) lastEventId = undefined;
    close();
    connected = wanted;
    connection = streamless > 0 ? poll(questions) : listen(questions);
  }
  let lastEventSet = '';

  function listen(questions: readonly string[]): Subscription {
    const set = connected;
    const read = eventReader();
    let dead = setTimeout(heldUp, times.firstBeat);
    function heldUp() {
      streamless = POLLS_PER_STREAM;
      again(0);
    }
    const again = (ms: number) => {
      close();
      later(ms);
    };
    const subscription = api.stream(questions, lastEventId).subscribe({
      next(piece) {
        const events = read(piece);
        if (events.length > 0) failures = 0;
        for (const { id, data } of events) {
          [lastEventId, lastEventSet] = [id, set];
          for (const [question, told] of answersIn(data)) tell(question, told);
        }
        if (lastEventSet !== set) return;
        clearTimeout(dead);
        dead = setTimeout(again, times.silence, 0);
      },
      error(error: unknown) {
        fail(problemOf(error));
        again(nextPause(times.retry, failures++));
      },
      complete: () => {
        // The exporter ends a stream now and then, so that whoever reads it shows who they are again.
        again(failures === 0 ? 0 : nextPause(times.retry, failures));
        failures += 1;
      },
    });
    subscription.add(() => {
      clearTimeout(dead);
    });
    return subscription;
  }

  function poll(questions: readonly string[]): Subscription {
    let waiting = 0;
    const asked = questions.map((question) => {
      waiting += 1;
      return api.ask(question).subscribe({
        next: (answer) => {
          tell(question, { answer, problem: undefined });
        },
        error: (error: unknown) => {
          tell(question, { answer: watched.get(question)?.last?.answer, problem: problemOf(error) });
          done();
        },
        complete: done,
      });
    });
    function done() {
      waiting -= 1;
      if (waiting > 0) return;
      streamless -= 1;
      connected = '';
      later(times.poll);
    }
    const [first, ...rest] = asked;
    for (const other of rest) first?.add(other);
    return first as Subscription;
  }

  return (question) =>
    new Observable<LiveAnswer>((viewer: Subscriber<LiveAnswer>) => {
      const entry = watched.get(question) ?? { viewers: 0, last: undefined, told: new ReplaySubject(1) };
      if (watched.size === 0) page.addEventListener('visibilitychange', wake);
      watched.set(question, entry);
      entry.viewers += 1;
      // Grafana subscribes twice to whatever answers at once.
      const told = entry.told.pipe(observeOn(asyncScheduler)).subscribe(viewer);
      later(times.gather);
      return () => {
        told.unsubscribe();
        entry.viewers -= 1;
        if (entry.viewers > 0) return;
        // A dashboard that refreshes leaves and comes back at once.
        setTimeout(() => {
          if (entry.viewers > 0 || watched.get(question) !== entry) return;
          watched.delete(question);
          later(times.gather);
        }, times.gather * 20);
      };
    });
}

/** Between half and the whole of a pause that doubles, so that browsers do not come back all at once. */
const nextPause = ([first, longest]: LiveTimes['retry'], failures: number) =>
  Math.min(longest, first * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2);

/** Answers of a beat, by question. */
function answersIn(data: string): [string, LiveAnswer][] {
  const { answers } = JSON.parse(data) as { answers: Record<string, Answer<unknown> | { problem: Refusal }> };
  return Object.entries(answers).map(([question, answer]) => [
    question,
    'problem' in answer
      ? {
          answer: undefined,
          problem: new GatewayProblem(answer.problem.detail, answer.problem.type, answer.problem.status),
        }
      : { answer, problem: undefined },
  ]);
}

/** A refusal of one question in a stream. */
interface Refusal {
  detail: string;
  type: string;
  status: number;
}
