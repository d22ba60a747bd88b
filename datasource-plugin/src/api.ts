import { t } from '@grafana/i18n';
import { getBackendSrv, isFetchError, type FetchError } from '@grafana/runtime';
import { map, ReplaySubject, share, timer, catchError, throwError, type Observable } from 'rxjs';
import type { Answer, Health, ViewerAnswer } from '@hubscope/exporter/contract';
import { verbatim } from './verbatim.ts';

/** Why there is no answer, for a person. */
export class GatewayProblem extends Error {
  /** The exporter's word for it (`urn:hubscope:problem:<word>`), or ours; empty for what nobody foresaw. */
  readonly type: string;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  constructor(message: string, type: string, status: number) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/** The exporter's API as a browser reaches it, through Grafana's data proxy. */
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

/** Reaches the exporter of a datasource; `url` is Grafana's address of it. */
export function createApi(url: string): Api {
  const base = `${url}/api/v1`;
  const shared = new Map<string, Observable<Answer<unknown>>>();
  const get = <T>(path: string): Observable<T> =>
    getBackendSrv()
      .fetch<unknown>({ url: `${base}/${path}`, method: 'GET', showErrorAlert: false })
      .pipe(
        map(({ data }) => {
          if (typeof data === 'object' && data !== null) return data as T;
          throw new GatewayProblem(notTheApi(), 'not-the-api', 200);
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
    stream: (questions, lastEventId) => chunks(base, questions, lastEventId),
  };
}

function chunks(base: string, questions: readonly string[], lastEventId: string | undefined) {
  const parameters = new URLSearchParams({ questions: JSON.stringify(questions) });
  return getBackendSrv()
    .chunked({
      url: `${base}/stream?${parameters.toString()}`,
      method: 'GET',
      headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
      showErrorAlert: false,
    })
    .pipe(
      map(({ ok, status, data }) => {
        if (ok) return data ?? new Uint8Array();
        throw problemFrom(status, data === undefined ? undefined : new TextDecoder().decode(data));
      }),
      catchError((error: unknown) => throwError(() => problemOf(error))),
    );
}

/** Any failure of a request as a problem. */
export function problemOf(error: unknown): GatewayProblem {
  if (error instanceof GatewayProblem) return error;
  if (isFetchError(error)) return problemFrom(error.status, bodyOf(error));
  return new GatewayProblem(t('errors.away', 'Grafana cannot be reached from this browser.'), 'away', 0);
}

const bodyOf = ({ data }: FetchError<unknown>): unknown => data;

const notTheApi = () =>
  t('errors.notTheApi', 'What answers at this address is no Hubscope exporter. Check the address.');

/** Grafana's data proxy says some things in its own way: a refused token is 400, a server that is away 502. */
function problemFrom(status: number, body: unknown): GatewayProblem {
  const problem = problemIn(body);
  if (problem !== undefined) return new GatewayProblem(problem.detail, problem.type, status);
  const text = JSON.stringify(body ?? '');
  if (status === 401 || (status === 400 && text.includes('Authentication to data source failed'))) {
    return new GatewayProblem(
      t('errors.token', 'The exporter refuses the token. Take one of its API tokens.'),
      'token-refused',
      status,
    );
  }
  if (status === 502 || status === 504) {
    return new GatewayProblem(
      t('errors.exporterAway', 'Grafana cannot reach the exporter: it is away, or its address is wrong.'),
      'exporter-away',
      status,
    );
  }
  if (status === 404) return new GatewayProblem(notTheApi(), 'not-the-api', status);
  if (status === 403) {
    return new GatewayProblem(
      t('errors.grafanaRefuses', 'Grafana does not let you use this data source.'),
      'grafana-refuses',
      status,
    );
  }
  return new GatewayProblem(
    t('errors.other', 'The exporter answered with status {{status}}.', { status, ...verbatim }),
    '',
    status,
  );
}

const PREFIX = 'urn:hubscope:problem:';

/** A problem of the exporter's own (RFC 9457), which may come as text when its type says that it is not plain JSON. */
function problemIn(body: unknown): { type: string; detail: string } | undefined {
  const value = typeof body === 'string' ? parsed(body) : body;
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, detail } = value as { type?: unknown; detail?: unknown };
  if (typeof type !== 'string' || !type.startsWith(PREFIX) || typeof detail !== 'string') return undefined;
  return { type: type.slice(PREFIX.length), detail };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
