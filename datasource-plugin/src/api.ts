import { catchError, map, ReplaySubject, share, timer, throwError, type Observable } from 'rxjs';
import type { Answer, Health, ViewerAnswer } from '@hubscope/exporter/contract';
import { notTheApi, problemOf } from './problem.ts';

/** How requests reach the exporter. What fails, fails with a problem for people (problem.ts). */
export interface Transport {
  /** What an address answers, as JSON. */
  get: (address: string) => Observable<unknown>;
  /** An answer without an end, in the pieces that it comes in. */
  pieces: (address: string, headers: Readonly<Record<string, string>>) => Observable<Uint8Array>;
}

/** The exporter's API as a browser reaches it. */
export interface Api {
  /** The answer to a question (question.ts). Equal questions within a second are one request. */
  ask: (question: string) => Observable<Answer<unknown>>;
  /** A stream of server-sent events; `lastEventId` names the last one that was seen. */
  stream: (questions: readonly string[], lastEventId: string | undefined) => Observable<Uint8Array>;
  viewer: () => Observable<ViewerAnswer>;
  health: () => Observable<Health>;
}

/** A heartbeat of the exporter is longer, so what a request brings is news for as long. */
const SHARED_MS = 1000;

/** Asks the exporter at an address. */
export function createApi(url: string, transport: Transport): Api {
  const base = `${url}/api/v1`;
  const shared = new Map<string, Observable<Answer<unknown>>>();
  const get = <T>(path: string): Observable<T> =>
    transport.get(`${base}/${path}`).pipe(
      map((data) => {
        if (typeof data === 'object' && data !== null) return data as T;
        throw notTheApi(200);
      }),
      catchError((error: unknown) => throwError(() => problemOf(error))),
    );
  const ask = (question: string) => {
    const known = shared.get(question);
    if (known !== undefined) return known;
    const forget = () => shared.delete(question);
    const asked = get<Answer<unknown>>(question).pipe(
      share({
        connector: () => new ReplaySubject(1),
        resetOnComplete: () => timer(SHARED_MS).pipe(map(forget)),
        resetOnError: () => timer(0).pipe(map(forget)),
        resetOnRefCountZero: () => timer(0).pipe(map(forget)),
      }),
    );
    shared.set(question, asked);
    return asked;
  };
  return {
    ask,
    viewer: () => get<ViewerAnswer>('viewer'),
    health: () => get<Health>('health'),
    stream: (questions, lastEventId) => {
      const parameters = new URLSearchParams({ questions: JSON.stringify(questions) });
      return transport.pieces(
        `${base}/stream?${parameters.toString()}`,
        lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
      );
    },
  };
}
