import type { Queryable } from '../gateway/postgres.ts';
import { copyColumnNames, copyColumns } from './columns.ts';
import { counterColumns, counterFamilyNames, type CounterFamilyName } from './counters.ts';
import { grains, type Grain } from './measures.ts';

/*
 * Tables that a write fills, uses and empties again before it commits. They are there for good, since the plans of all
 * statements on a table are made anew when one comes or goes, and since planning a batch takes longer than applying it.
 * Empty at every commit, they take no memory in between.
 */

/** Rows on their way into the copy: those of the batch, those that it may replace, those that go and those that come. */
export const stagedRows = ['incoming', 'known', 'outdated', 'arriving'] as const;

/** Beginnings of the spans whose sums are made anew. */
export const touchedTable = (grain: Grain) => `touched_${grain}s`;

/** Counters of a family, a row for each series. */
export const compactedTable = (family: CounterFamilyName) => `compacted_${family}`;

/** Creates the tables on the connection of the writer, which alone sees them. */
export async function createStaging(connection: Queryable): Promise<void> {
  const rows = copyColumnNames.map((name) => `${name} ${copyColumns[name].type}`);
  const counters = counterFamilyNames.map((family) => {
    const { dimensions, measures } = counterColumns(family);
    const columns = [
      ...dimensions.map(({ name }) => `${name} VARCHAR`),
      ...measures.map(([name, { type }]) => `${name} ${type}`),
    ];
    return { name: compactedTable(family), columns };
  });
  const tables = [
    ...stagedRows.map((name) => ({ name, columns: rows })),
    ...grains.map((grain) => ({ name: touchedTable(grain), columns: ['begun TIMESTAMPTZ'] })),
    ...counters,
  ];
  for (const { name, columns } of tables) {
    await connection.query(`CREATE TEMP TABLE ${name} (${columns.join(', ')})`);
  }
}

/** Empties a table of these. */
export async function clearStaging(connection: Queryable, table: string): Promise<void> {
  await connection.query(`DELETE FROM temp.${table}`);
}
