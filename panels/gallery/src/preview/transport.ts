import { t } from '@grafana/i18n';
import { defer, from, Observable, switchMap } from 'rxjs';
import type { Transport } from '../../../../datasource-plugin/src/api.ts';
import { GatewayProblem, problemFrom } from '../../../../datasource-plugin/src/problem.ts';

const away = () =>
  new GatewayProblem(t('preview.away', 'The exporter does not answer. The page tries again.'), 'away', 0);

/** Straight to the exporter that the page comes from. `token`: what it is shown; null where it wants none. */
export function straight(token: string | null): Transport {
  const ask = async (
    address: string,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await fetch(address, {
      signal,
      cache: 'no-store',
      credentials: 'omit',
      headers: { ...headers, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
    }).catch(() => {
      throw away();
    });
    if (!response.ok) throw problemFrom(response.status, await response.text());
    return response;
  };
  return {
    get: (address) =>
      aborting((signal) => from(ask(address, signal).then((response): Promise<unknown> => response.json()))),
    pieces: (address, headers) =>
      aborting((signal) => from(ask(address, signal, headers)).pipe(switchMap(piecesOf))),
  };
}

/** Gives a request up when nobody waits for it any longer. */
const aborting = <Value>(ask: (signal: AbortSignal) => Observable<Value>): Observable<Value> =>
  new Observable((subscriber) => {
    const controller = new AbortController();
    const asked = ask(controller.signal).subscribe(subscriber);
    return () => {
      asked.unsubscribe();
      controller.abort();
    };
  });

const piecesOf = ({ body }: Response): Observable<Uint8Array> =>
  defer(() => {
    if (body === null) throw away();
    return from(pull(body.getReader()));
  });

async function* pull(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw away();
    });
    if (done) return;
    yield value;
  }
}
