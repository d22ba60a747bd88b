import type pg from 'pg';

/** Rows per DELETE, so that no statement holds its locks for long. */
const batchRows = 5_000;

/** Rows that were deleted. */
export interface DeletedStatistics {
  readonly requests: number;
  readonly ledgerRows: number;
}

/** Deletes all that is recorded of a user up to now, for good, from the request log and from the ledger. */
export async function deleteUserRows(database: pg.Pool, userId: number): Promise<DeletedStatistics> {
  const { rows } = await database.query<{ cutoff: string; has_ledger: boolean }>(
    `SELECT clock_timestamp()::text AS cutoff, to_regclass('public.usage_ledger') IS NOT NULL AS has_ledger`,
  );
  const [{ cutoff, has_ledger: hasLedger } = { cutoff: 'now', has_ledger: false }] = rows;
  const condition = 'user_id = $1 AND created_at <= $2::timestamptz';
  // The log first: a late UPDATE of a row that is still there would write its ledger row anew.
  const requests = await deleteInBatches(database, 'message_request', condition, [userId, cutoff]);
  const ledgerRows = hasLedger
    ? await deleteInBatches(database, 'usage_ledger', condition, [userId, cutoff])
    : 0;
  return { requests, ledgerRows };
}

/** Deletes the request log from before an instant and tidies the table up; the ledger keeps its rows. */
export async function deleteLogBefore(database: pg.Pool, before: Date): Promise<number> {
  const deleted = await deleteInBatches(database, 'message_request', 'created_at < $1::timestamptz', [
    before.toISOString(),
  ]);
  await database.query('VACUUM ANALYZE message_request');
  return deleted;
}

async function deleteInBatches(
  database: pg.Pool,
  table: 'message_request' | 'usage_ledger',
  condition: string,
  values: readonly unknown[],
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { rowCount } = await database.query(
      `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${condition} LIMIT ${batchRows})`,
      [...values],
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < batchRows) return deleted;
  }
}
