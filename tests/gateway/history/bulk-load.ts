import type pg from 'pg';

/**
 * Runs `load` in one transaction in which the tables have no index but their keys, and fire no trigger; both are back
 * before the commit. Others can neither read nor write the tables meanwhile.
 *
 * @param load is told whether rows may be frozen, which they may in tables that were empty
 * @throws whatever `load` throws; the tables are then as they were
 */
export async function bulkLoad(
  client: pg.ClientBase,
  tables: readonly string[],
  load: (isFrozen: boolean) => Promise<void>,
  onIndex: (name: string) => void,
): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL maintenance_work_mem = '512MB'`);
    await client.query(`SET LOCAL max_parallel_maintenance_workers = 2`);
    await client.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    const indexes = await secondaryIndexes(client, tables);
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await load(await truncateEmpty(client, tables));
    for (const { name, definition } of indexes) {
      onIndex(name);
      await client.query(definition);
    }
    for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Truncates the tables when all of them are empty: PostgreSQL then knows that nobody can see what is loaded. */
async function truncateEmpty(client: pg.ClientBase, tables: readonly string[]): Promise<boolean> {
  for (const table of tables) {
    const { rows } = await client.query(`SELECT FROM ${table} LIMIT 1`);
    if (rows.length > 0) return false;
  }
  await client.query(`TRUNCATE ${tables.join(', ')}`);
  return true;
}

/** Indexes that no constraint stands on. */
async function secondaryIndexes(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
      FROM pg_index WHERE indrelid = ANY ($1::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
      ORDER BY indrelid, indexrelid`,
    [tables.map((table) => `public.${table}`)],
  );
  return rows;
}
