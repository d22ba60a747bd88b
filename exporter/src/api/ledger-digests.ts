import type { RequestHandler } from 'express';
import type { LedgerDigests } from '../contract/index.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { sendProblem } from '../http/problem.ts';
import { byProvider, copyDigests } from '../ledger/digest.ts';

/** An ISO instant of a query parameter, as Unix ms; undefined when it is none. */
function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

/** `GET /api/v1/ledger/digests?from=…&to=…`: what the copy holds of a span, provider by provider, for `npm run verify`. */
export function ledgerDigests({ ledger }: Heartbeat): RequestHandler {
  return async ({ query }, response) => {
    const [from, to] = [instantOf(query.from), instantOf(query.to)];
    if (from === undefined || to === undefined) {
      sendProblem(response, {
        status: 400,
        type: 'bad-parameter',
        title: 'A parameter is missing or wrong',
        detail: `${from === undefined ? 'from' : 'to'} is not an instant in UTC, for example 2026-11-24T00:00:00Z`,
      });
      return;
    }
    const current = ledger?.current();
    if (current === undefined || current.holdsFrom > from) {
      sendProblem(response, {
        status: 503,
        type: 'ledger-not-ready',
        title: 'The copy of the ledger is not ready',
        detail:
          ledger === undefined
            ? 'LEDGER_ENGINE is postgres: there is no copy to compare'
            : 'It is being loaded or brought up to date; GET /api/v1/health says how far it is.',
      });
      return;
    }
    const found = await copyDigests(current.copy.engine, { from, to }, byProvider, true);
    const answer: LedgerDigests = {
      asOf: new Date(current.asOf).toISOString(),
      providers: [...found].map(([providerId, digest]) => ({ providerId, ...digest })),
    };
    response.set('Cache-Control', 'no-store').json(answer);
  };
}
