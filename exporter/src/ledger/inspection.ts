import type { Queryable } from '../gateway/postgres.ts';

/** Rows looked at in one step: a few hundredths of a second. */
const ROWS_PER_STEP = 245_760;

/**
 * Looks at every block of a database once, since DuckDB itself notices a damaged one only when it is read. Each call
 * takes a step, and returns true when more is left.
 * @throws StoreError when a block is damaged
 */
export function createInspection(engine: Queryable): () => Promise<boolean> {
  let tables: string[] | undefined;
  let from = 0;
  return async () => {
    tables ??= await tableNames(engine);
    const [table] = tables;
    if (table === undefined) return false;
    const to = from + ROWS_PER_STEP;
    const [row] = await engine.query<{ last: string | null }>(
      `SELECT (SELECT max(rowid) FROM "${table}")::VARCHAR AS last, max(hash(t)) AS seen
       FROM "${table}" AS t WHERE rowid >= ${from} AND rowid < ${to}`,
    );
    from = to;
    if (Number(row?.last ?? 0) < to) {
      tables.shift();
      from = 0;
    }
    return tables.length > 0;
  };
}

/** Names of the copy's tables. */
export async function tableNames(engine: Queryable): Promise<string[]> {
  const tables = await engine.query<{ name: string }>(
    "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'ledger'",
  );
  return tables.map(({ name }) => name);
}
