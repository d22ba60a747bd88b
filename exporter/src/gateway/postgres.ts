import pg from 'pg';
import type { Config } from '../config.ts';
import { explain, GatewayError } from './failure.ts';
import { createSourceState, type SourceState } from './source-state.ts';

/** Something that answers a parameterised query with rows. */
export interface Queryable {
  /** Runs `sql` with `values` for `$1`, `$2`, …; numeric and bigint columns arrive as decimal strings. */
  query: <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
}

/** The gateway's PostgreSQL, read-only. */
export interface Postgres {
  /**
   * Runs `work` in one read-only snapshot (REPEATABLE READ), under statement and lock timeouts, in UTC.
   * @throws whatever pg throws; {@link explain} turns it into a failure
   */
  snapshot: <T>(work: (connection: Queryable) => Promise<T>) => Promise<T>;
  state: SourceState;
  /** Waits for running work and closes every connection. */
  end: () => Promise<void>;
}

/** How much longer than the server we wait ourselves, so that the server's own cancel comes first. */
const CLIENT_GRACE_MS = 500;

const LOCK_TIMEOUT_MS = 1000;

/** Whether the connection itself is broken, rather than a statement on it. */
const isConnectionFailure = (error: unknown) => {
  const { kind } = explain(error);
  return kind === 'unreachable' || (error instanceof Error && /query read timeout/i.test(error.message));
};

/**
 * A small pool on the gateway's database. Limits are set per transaction (`SET LOCAL`) rather than as startup
 * parameters, which PgBouncer refuses. Reconnects for ever, with growing pauses; see {@link SourceState}.
 */
export function connectPostgres(config: Config['postgres']): Postgres {
  const pool = new pg.Pool({
    connectionString: config.url.reveal(),
    max: config.poolSize,
    connectionTimeoutMillis: config.connectTimeoutMs,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 900,
    query_timeout: config.statementTimeoutMs + CLIENT_GRACE_MS,
    keepAlive: true,
    application_name: 'hubscope',
    // Statements that need not wait for one another share a round trip.
    pipeline: true,
  });
  const state = createSourceState();
  // A connection that the server closes while nothing runs on it, idle or lent out, ends the process without a
  // listener. The pool replaces it, and whoever has borrowed it learns of it from the next query.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const begin = [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    `SET LOCAL statement_timeout = ${config.statementTimeoutMs}`,
    `SET LOCAL lock_timeout = ${Math.min(LOCK_TIMEOUT_MS, config.statementTimeoutMs)}`,
    "SET LOCAL timezone = 'UTC'",
    // Compiling a statement takes seconds where running it takes fractions of one.
    'SET LOCAL jit = off',
    'SET LOCAL search_path = pg_catalog, public',
  ].join(';');

  return {
    state,
    async snapshot(work) {
      if (!state.mayTry()) throw new GatewayError('unreachable', state.lastFailure()?.detail ?? 'waiting');
      let client: pg.PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        state.failed(explain(error));
        throw error;
      }
      const giveBack = (end: 'COMMIT' | 'ROLLBACK') =>
        client.query(end).then(
          () => {
            client.release();
          },
          () => {
            client.release(true);
          },
        );
      try {
        const begun = client.query(begin);
        // Whoever asks something hears of it; whoever asks nothing need not.
        begun.catch(() => undefined);
        const result = await work({
          async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
            const [{ rows }] = await Promise.all([client.query<Row>(sql, [...values]), begun]);
            return rows;
          },
        });
        await begun;
        state.succeeded();
        // There is nothing in a read-only transaction that its end could tell.
        void giveBack('COMMIT');
        return result;
      } catch (error) {
        if (isConnectionFailure(error)) {
          state.failed(explain(error));
          client.release(true);
        } else {
          // The database answered, if only with an error: keep the connection, end its transaction.
          await giveBack('ROLLBACK');
        }
        throw error;
      }
    },
    end: () => pool.end(),
  };
}
