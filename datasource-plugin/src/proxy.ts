import { getBackendSrv, isFetchError, type FetchError } from '@grafana/runtime';
import { catchError, map, throwError, type Observable } from 'rxjs';
import type { Transport } from './api.ts';
import { problemFrom, problemOf } from './problem.ts';

/** Through Grafana's data proxy, which puts the token into requests and says who is asking. */
export const proxy: Transport = {
  get: (url) =>
    getBackendSrv()
      .fetch<unknown>({ url, method: 'GET', showErrorAlert: false })
      .pipe(
        map(({ data }) => data),
        failing(),
      ),
  pieces: (url, headers) =>
    getBackendSrv()
      .chunked({ url, method: 'GET', headers: { ...headers }, showErrorAlert: false })
      .pipe(
        map(({ ok, status, data }) => {
          if (ok) return data ?? new Uint8Array();
          throw problemFrom(status, data === undefined ? undefined : new TextDecoder().decode(data));
        }),
        failing(),
      ),
};

const failing = <Value>() =>
  catchError<Value, Observable<never>>((error: unknown) =>
    throwError(() => (isFetchError(error) ? problemFrom(error.status, bodyOf(error)) : problemOf(error))),
  );

const bodyOf = ({ data }: FetchError<unknown>): unknown => data;
