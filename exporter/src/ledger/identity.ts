import type { Queryable } from '../gateway/postgres.ts';
import { recall } from './tables.ts';
import type { LedgerSource } from './source.ts';

/** Rows of the copy that are looked up in the source, to know whether it is still the same ledger. */
const SAMPLE = 50;

/**
 * Text that is the same as long as the copy's source is: the cluster, the database, the table, and what is read of
 * it. Restoring a dump, or naming another gateway, changes it.
 */
export async function fingerprint(connection: Queryable, source: LedgerSource): Promise<string> {
  const [row] = await connection.query<{ database: string; relation: string; may_read: boolean }>(
    `SELECT (SELECT oid FROM pg_database WHERE datname = current_database())::text AS database,
            to_regclass('public.' || $1)::oid::text AS relation,
            has_function_privilege('pg_control_system()', 'EXECUTE') AS may_read`,
    [source.table],
  );
  const [cluster] =
    row?.may_read === true
      ? await connection.query<{ id: string }>(
          'SELECT system_identifier::text AS id FROM pg_control_system()',
        )
      : [];
  return JSON.stringify([cluster?.id ?? null, row?.database, row?.relation, source.signature]);
}

/** The part of a fingerprint that stays when the gateway is upgraded: the cluster and the database. */
export function gatewayOf(text: string): string {
  return JSON.stringify((JSON.parse(text) as unknown[]).slice(0, 2));
}

interface Landmark {
  id: number;
  request_id: number;
  micros: string;
}

/**
 * Whether the copy's rows are of this source: its newest rows and some of the others, as far as they are still
 * there, have the same request and instant, which a row never changes. A backup put back in place is found so,
 * because its ids are given out a second time.
 */
export async function isSameLedger(
  source: Queryable,
  copy: Queryable,
  { rows }: LedgerSource,
): Promise<boolean> {
  const landmarks = await copy.query<Landmark>(
    `(SELECT id, request_id, epoch_us(created_at) AS micros FROM rows ORDER BY id DESC LIMIT ${SAMPLE})
     UNION ALL
     (SELECT id, request_id, epoch_us(created_at) AS micros FROM rows USING SAMPLE ${SAMPLE} ROWS)`,
  );
  if (landmarks.length === 0) return true;
  const found = await source.query<Landmark>(
    `SELECT id, request_id, ((extract(epoch FROM created_at) * 1000000)::bigint)::text AS micros
     FROM (${rows({ where: 'r.id = ANY ($1)', withKeys: false })}) AS copied`,
    [landmarks.map(({ id }) => id)],
  );
  const ours = new Map(landmarks.map((landmark) => [landmark.id, landmark]));
  return (
    found.length > 0 &&
    found.every(({ id, request_id, micros }) => {
      const landmark = ours.get(id);
      return landmark?.request_id === request_id && landmark.micros === micros;
    })
  );
}

/** The fingerprint that the copy was made with; undefined for an empty one. */
export const rememberedFingerprint = (copy: Queryable) => recall(copy, 'gateway');
