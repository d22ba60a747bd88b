/** Why a source could not answer, in words that are safe to show: no SQL, no credential, no key. */
export interface Failure {
  /** Stable word for logs, health and tests. */
  kind:
    | 'unreachable'
    | 'denied'
    | 'timeout'
    | 'wrong-type'
    | 'not-a-gateway'
    | 'changed'
    | 'not-configured'
    | 'failed';
  /** One plain sentence for an operator. */
  detail: string;
}

/** An error whose failure is already known; thrown by the gateway layer itself. */
export class GatewayError extends Error {
  readonly failure: Failure;

  constructor(kind: Failure['kind'], detail: string) {
    super(detail);
    this.name = 'GatewayError';
    this.failure = { kind, detail };
  }
}

/** PostgreSQL SQLSTATE (whole code, or its class of two characters) to a failure. */
const SQLSTATES: Record<string, Failure> = {
  '57014': { kind: 'timeout', detail: 'the database cancelled the query at statement_timeout' },
  '25P03': { kind: 'failed', detail: 'the database ended a transaction that was left idle for too long' },
  '55P03': { kind: 'timeout', detail: 'a lock in the database was not free within lock_timeout' },
  '42501': { kind: 'denied', detail: 'the role lacks a grant; run provisioning/postgres/role.sql again' },
  '42P01': { kind: 'changed', detail: 'a table of the gateway is gone; its schema will be probed again' },
  '42703': { kind: 'changed', detail: 'a column of the gateway is gone; its schema will be probed again' },
  '28': { kind: 'denied', detail: 'the database refused the user name or password' },
  '3D': { kind: 'denied', detail: 'the database named in the URL does not exist' },
  '53': { kind: 'unreachable', detail: 'the database has no room for another connection' },
  '57': { kind: 'unreachable', detail: 'the database is shutting down or starting up' },
  '08': { kind: 'unreachable', detail: 'the connection to the database broke' },
};

/** First word of a Redis error reply to a failure. */
const REDIS_REPLIES: Record<string, Failure> = {
  WRONGTYPE: {
    kind: 'wrong-type',
    detail: 'a Redis key has another type than the gateway writes; left alone',
  },
  NOPERM: { kind: 'denied', detail: 'the Redis user lacks a permission; see provisioning/redis/users.acl' },
  NOAUTH: { kind: 'denied', detail: 'Redis asks for a user name and password' },
  WRONGPASS: { kind: 'denied', detail: 'Redis refused the user name or password' },
  LOADING: { kind: 'unreachable', detail: 'Redis is still loading its data' },
  CLUSTERDOWN: { kind: 'unreachable', detail: 'the Redis cluster is down' },
};

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
]);

/** Messages of pg and ioredis that carry no code. */
const MESSAGES: [RegExp, Failure][] = [
  [/query read timeout|command timed out/i, { kind: 'timeout', detail: 'the server did not answer in time' }],
  [
    /timeout exceeded when trying to connect|connection timeout|connect etimedout|timeout expired/i,
    { kind: 'unreachable', detail: 'no connection could be made in time' },
  ],
  [
    /connection (terminated|is closed)|not queryable|stream isn't writeable|socket timeout|max retries|client was closed|failed to refresh slots|all sentinels are unreachable/i,
    { kind: 'unreachable', detail: 'the connection broke or is not up yet' },
  ],
];

/**
 * Translates anything thrown by pg, ioredis or this layer into a {@link Failure}. Original messages are
 * never passed on: they can quote SQL, key names or credentials.
 */
export function explain(error: unknown): Failure {
  if (error instanceof GatewayError) return error.failure;
  if (!(error instanceof Error)) return { kind: 'failed', detail: 'an unexpected error' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const reply = REDIS_REPLIES[/^[A-Z]+/.exec(error.message)?.[0] ?? ''];
  if (NETWORK_CODES.has(code)) {
    return { kind: 'unreachable', detail: `the server cannot be reached (${code})` };
  }
  const known = SQLSTATES[code] ?? SQLSTATES[code.slice(0, 2)] ?? reply;
  if (known !== undefined) return known;
  if (error instanceof AggregateError) return explain(error.errors[0]);
  const byMessage = MESSAGES.find(([pattern]) => pattern.test(error.message));
  return (
    byMessage?.[1] ?? { kind: 'failed', detail: `an unexpected error (${code === '' ? error.name : code})` }
  );
}
