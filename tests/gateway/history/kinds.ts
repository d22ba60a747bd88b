import { stories } from '../traffic/stories.ts';
import type { ChainElement, FinishedRequest } from './finished-request.ts';
import type { Route } from './routing.ts';

/** What a request's end consists of, besides who asked for what. */
export interface Kind {
  /** Its share in the traffic. */
  readonly weight: number;
  readonly outcome: FinishedRequest['outcome'];
  readonly statusCode: number | null;
  readonly errorMessage?: string;
  /** Whether there was an answer with tokens that are billed. */
  readonly isAnswered: boolean;
  /** Whether a second provider took part, and answered in the end. */
  readonly hasSecondProvider?: boolean;
  readonly billsLoser?: boolean;
  /** The log has no times, tokens or chain of it. */
  readonly lacksDetails?: boolean;
  /** Its status is missing, so that it would count as in flight for a day. */
  readonly isOldOnly?: boolean;
  /** The chain; `first` is the provider that was selected, `second` the other one, if there is one. */
  readonly chain: ((first: Route, second: Route) => readonly ChainElement[]) | null;
}

const element = (
  { provider }: Route,
  reason: string,
  statusCode?: number,
  errorMessage?: string,
  more: Readonly<Record<string, unknown>> = {},
): ChainElement => ({
  id: provider.id,
  name: provider.name,
  providerType: provider.type,
  priority: provider.priority,
  weight: provider.weight,
  reason,
  ...(statusCode === undefined ? {} : { statusCode }),
  ...(errorMessage === undefined ? {} : { errorMessage }),
  ...more,
});
const selected = (route: Route) => element(route, 'initial_selection');

/** Ends after which nothing else was tried: one chain element with the reason, status and text of the end. */
function ending(
  weight: number,
  outcome: Kind['outcome'],
  statusCode: number,
  errorMessage: string,
  reason: string,
  details?: unknown,
): Kind {
  const more = details === undefined ? {} : { errorDetails: details };
  return {
    weight,
    outcome,
    statusCode,
    errorMessage,
    isAnswered: false,
    chain: (first) => [selected(first), element(first, reason, statusCode, errorMessage, more)],
  };
}

const overloaded = 'Overloaded: the upstream has no capacity';

/** A table: one line per way in which a request can end that the ledger keeps. */
export const kinds = {
  success: {
    weight: stories.success,
    outcome: 'success',
    statusCode: 200,
    isAnswered: true,
    chain: (first) => [selected(first), element(first, 'request_success', 200)],
  },
  failover: {
    weight: stories.failover,
    outcome: 'success',
    statusCode: 200,
    isAnswered: true,
    hasSecondProvider: true,
    chain: (first, second) => [
      selected(first),
      element(first, 'retry_failed', 529, overloaded),
      element(second, 'retry_success', 200),
    ],
  },
  hedge: {
    weight: stories.hedge,
    outcome: 'success',
    statusCode: 200,
    isAnswered: true,
    hasSecondProvider: true,
    chain: (first, second) => [
      element(first, 'hedge_triggered'),
      element(second, 'hedge_launched'),
      element(first, 'hedge_loser_cancelled'),
      element(second, 'hedge_winner', 200),
    ],
  },
  'billed-hedge': {
    weight: stories['billed-hedge'],
    outcome: 'success',
    statusCode: 200,
    isAnswered: true,
    hasSecondProvider: true,
    billsLoser: true,
    chain: (first, second) => [
      element(first, 'hedge_triggered'),
      element(second, 'hedge_launched'),
      element(first, 'hedge_loser_billed', 200),
      element(second, 'hedge_winner', 200),
    ],
  },
  'broken-stream': {
    weight: stories['broken-stream'],
    outcome: 'success',
    statusCode: 200,
    errorMessage: 'stream broke after the first content',
    isAnswered: true,
    chain: (first) => [selected(first), element(first, 'request_success', 200)],
  },
  overload: {
    weight: stories.overload,
    outcome: 'success',
    statusCode: 200,
    isAnswered: false,
    lacksDetails: true,
    chain: null,
  },
  'not-found': ending(stories['not-found'], 'excluded', 404, 'model not found', 'resource_not_found'),
  'rate-limited': ending(stories['rate-limited'], 'excluded', 429, 'Rate limit exceeded', 'retry_failed'),
  busy: ending(stories.busy, 'failure', 429, 'busy', 'retry_failed'),
  'client-abort': ending(stories['client-abort'], 'excluded', 499, 'Client aborted request', 'client_abort'),
  'server-error': ending(stories['server-error'], 'failure', 500, 'Internal server error', 'system_error'),
  overloaded: ending(stories['server-error'], 'failure', 503, overloaded, 'retry_failed'),
  'error-rule': ending(stories.busy, 'excluded', 400, 'prompt is too long', 'client_error_non_retryable', {
    clientError: 'prompt is too long',
    matchedRule: { ruleId: 3, pattern: 'prompt is too long', matchType: 'contains' },
  }),
  'no-provider': {
    weight: stories['no-provider'],
    outcome: 'excluded',
    statusCode: 503,
    errorMessage: 'No available providers',
    isAnswered: false,
    chain: null,
  },
  'lost-connection': {
    weight: 12,
    outcome: 'failure',
    statusCode: null,
    errorMessage: 'socket hang up',
    isAnswered: false,
    isOldOnly: true,
    chain: (first) => [selected(first), element(first, 'system_error', undefined, 'socket hang up')],
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Requests that no provider was asked for: their rows look different altogether. */
export const unroutedWeights = {
  replay: stories.replay,
  'sensitive-word': stories['sensitive-word'],
} as const;

/** Requests that only the request log keeps, per request that the ledger keeps. */
export const logOnlyShares = {
  warmup: stories.warmup / 10_000,
  'count-tokens': stories['count-tokens'] / 10_000,
  compact: stories.compact / 10_000,
} as const;
