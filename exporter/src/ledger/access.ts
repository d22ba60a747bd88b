import type { Postgres, Queryable } from '../gateway/postgres.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import type { Ledger } from './keeper.ts';
import { copyReader, postgresReader, type LedgerReader } from './reader.ts';
import { ledgerSource } from './source.ts';

/** An answer about usage, the moment of the source that it holds for (Unix ms), and what gave it. */
interface LedgerFinding<T> {
  value: T;
  asOf: number;
  engine: LedgerReader['engine'];
}

/**
 * Answers a question about usage on the engine that can: the copy when it is up to date and reaches back to
 * `from(now)` (-Infinity = all of history), else PostgreSQL. `now` is the moment the answer is to hold for.
 * @throws whatever the engine throws; `explain` turns it into a failure
 */
export type AskLedger = <T>(
  schema: GatewaySchema,
  from: (now: number) => number,
  find: (reader: LedgerReader, now: number) => Promise<T>,
) => Promise<LedgerFinding<T>>;

/** Access to usage by way of the copy, if one is kept, and of a PostgreSQL. */
export function accessLedger(ledger: Ledger | undefined, postgres: Postgres): AskLedger {
  return async (schema, from, find) => {
    const current = ledger?.current();
    if (current !== undefined && current.holdsFrom <= from(current.asOf)) {
      const { asOf } = current;
      return { value: await find(copyReader(current.copy), asOf), asOf, engine: 'duckdb' };
    }
    return postgres.snapshot(async (connection) => {
      const asOf = await databaseTime(connection);
      const value = await find(postgresReader(connection, ledgerSource(schema)), asOf);
      return { value, asOf, engine: 'postgres' };
    });
  };
}

/** Answers from one snapshot, as of the database's clock. What needs no clock need not wait for it. */
export const fromSnapshot = <T>(
  postgres: Postgres,
  find: (connection: Queryable, now: Promise<number>) => Promise<T>,
): Promise<{ value: T; asOf: number }> =>
  postgres.snapshot(async (connection) => {
    const now = databaseTime(connection);
    const [value, asOf] = await Promise.all([find(connection, now), now]);
    return { value, asOf };
  });

/** The database's clock, Unix ms, at the beginning of the snapshot. */
export async function databaseTime(connection: Queryable): Promise<number> {
  const [row] = await connection.query<{ now: string }>(
    'SELECT floor(extract(epoch FROM now()) * 1000)::text AS now',
  );
  return Number(row?.now);
}
