import type { Queryable } from '../gateway/postgres.ts';
import { copyColumnNames, copyColumns } from './columns.ts';
import { counterFamilyNames, counterTable } from './counters.ts';
import { sumTable, sumTables } from './tables.ts';

/*
 * Tables that a write fills, uses and empties again before it commits. They are there for good, since the plans of all
 * statements on a table are made anew when one comes or goes, and since planning a batch takes longer than applying it.
 * Empty at every commit, they take no memory in between.
 */

/** Rows on their way into the copy: those of the batch, those that it may replace, those that go and those that come. */
export const stagedRows = ['incoming', 'known', 'outdated', 'arriving'] as const;

/** One of {@link stagedRows}. */
export type StagedTable = (typeof stagedRows)[number];

/** Where {@link replaceRows} keeps what comes into a table. */
const replacementOf = (table: string) => `new_${table}`;

/** Tables some of whose rows are replaced by their sums now and then. */
const compactable = [
  ...counterFamilyNames.map(counterTable),
  ...sumTables.map(({ grain, family }) => sumTable(grain, family)),
];

/** Creates the tables on the connection of the writer, which alone sees them. */
export async function createStaging(connection: Queryable): Promise<void> {
  const rows = copyColumnNames.map((name) => `${name} ${copyColumns[name].type}`);
  for (const name of stagedRows) {
    await connection.query(`CREATE TEMP TABLE ${name} (${rows.join(', ')})`);
  }
  for (const table of compactable) {
    await connection.query(`CREATE TEMP TABLE ${replacementOf(table)} AS FROM ${table} LIMIT 0`);
  }
}

/** Empties a table of these. */
export async function clearStaging(connection: Queryable, table: string): Promise<void> {
  await connection.query(`DELETE FROM temp.${table}`);
}

/** Replaces the rows of a table that a condition holds for by those of a query. Runs inside a write transaction. */
export async function replaceRows(
  connection: Queryable,
  table: string,
  where: string,
  query: string,
): Promise<void> {
  const replacement = replacementOf(table);
  await connection.query(`INSERT INTO temp.${replacement} ${query}`);
  await connection.query(`DELETE FROM ${table} WHERE ${where}`);
  await connection.query(`INSERT INTO ${table} FROM ${replacement}`);
  await clearStaging(connection, replacement);
}
