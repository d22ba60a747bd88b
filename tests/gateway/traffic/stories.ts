/** What can happen to a request. A table: one line per story, with its share in the usual mix. */
export const stories = {
  success: 8_500,
  /** A provider fails, another (or the same, again) answers. */
  failover: 420,
  /** Two providers race; the slower one is cut off. */
  hedge: 160,
  /** Two providers race; the slower one is drained and billed up to two minutes later. */
  'billed-hedge': 120,
  replay: 110,
  warmup: 80,
  'sensitive-word': 40,
  'count-tokens': 180,
  compact: 40,
  'not-found': 45,
  'rate-limited': 60,
  busy: 35,
  'client-abort': 130,
  'server-error': 60,
  /** All providers fail, and none is left. */
  'no-provider': 45,
  /** Answered with 200, and then the stream broke. */
  'broken-stream': 40,
  /** Answered, but the gateway was too busy to log more than the status. */
  overload: 12,
  /** The gateway died meanwhile: no end is ever written. */
  crash: 3,
} as const;

export type Story = keyof typeof stories;

/** Weights of the stories; those left out do not happen. */
export type TrafficMix = Readonly<Partial<Record<Story, number>>>;

/** An answer of a provider that is an error. */
export interface Failure {
  /** Absent: no answer at all. */
  readonly statusCode?: number;
  readonly errorMessage: string;
}

/** Failures after which the gateway tries elsewhere. */
export const providerFailures: readonly Failure[] = [
  { statusCode: 500, errorMessage: 'Internal server error' },
  { statusCode: 502, errorMessage: 'Bad gateway: upstream prematurely closed connection' },
  { statusCode: 503, errorMessage: 'Service temporarily unavailable' },
  { statusCode: 529, errorMessage: 'Overloaded' },
];

/** A provider that cannot be reached. */
export const connectionFailures: readonly Failure[] = [
  { errorMessage: 'connect ECONNREFUSED' },
  { errorMessage: 'fetch failed: Connect Timeout Error' },
];

/** Errors that end a request at once, with the status that the client gets. */
export const finalFailures = {
  'not-found': { statusCode: 404, errorMessage: 'model not found', result: 'resource_not_found' },
  'rate-limited': {
    statusCode: 429,
    errorMessage: 'rate limit exceeded, please retry after 30 seconds',
    result: 'failed',
  },
  busy: { statusCode: 429, errorMessage: 'busy', result: 'failed' },
  'client-abort': { statusCode: 499, errorMessage: 'Client aborted request', result: 'client_abort' },
  'server-error': { statusCode: 500, errorMessage: 'Internal server error', result: 'failed' },
} as const;
