import type pg from 'pg';
import { seedDirectory, type GatewayDirectory } from './directory.ts';
import type { GatewayOptions } from './options.ts';
import { createGatewaySchema } from './schema/create.ts';
import type { GatewayShape } from './schema/shapes.ts';
import { readParticipants } from './traffic/participants-tables.ts';

/**
 * Makes a database ready to be a gateway's: one without the gateway's tables gets them, one without users gets users,
 * keys, providers, prices and settings; what is there stays.
 *
 * @throws Error when the tables are missing and may not be created; DatabaseError when PostgreSQL cannot be reached
 */
export async function provideDatabase(
  database: pg.Pool,
  options: GatewayOptions,
  mayCreate: boolean,
): Promise<{ directory: GatewayDirectory; shape: GatewayShape }> {
  let shape = await findShape(database);
  if (shape === undefined) {
    if (!mayCreate) throw new Error('the database has no table message_request: it is no gateway yet');
    await createGatewaySchema(database, options.shape);
    shape = options.shape;
  }
  const { rows } = await database.query<{ has_users: boolean }>('SELECT EXISTS (TABLE users) AS has_users');
  const directory =
    rows[0]?.has_users === true
      ? await readParticipants(database)
      : await seedDirectory(database, { ...options, shape });
  return { directory, shape };
}

/** @returns undefined when the database is no gateway's */
async function findShape(database: pg.Pool): Promise<GatewayShape | undefined> {
  const { rows } = await database.query<{ has_log: boolean; has_ledger: boolean; has_identity: boolean }>(`
    SELECT to_regclass('public.message_request') IS NOT NULL AS has_log,
           to_regclass('public.usage_ledger') IS NOT NULL AS has_ledger,
           EXISTS (SELECT FROM information_schema.columns WHERE table_schema = 'public'
                   AND table_name = 'message_request' AND column_name = 'session_identity') AS has_identity`);
  const [found] = rows;
  if (found?.has_log !== true) return undefined;
  if (!found.has_ledger) return 'request-log';
  return found.has_identity ? 'current' : 'early-ledger';
}
