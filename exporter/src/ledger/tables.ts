import type { Queryable } from '../gateway/postgres.ts';
import { copyColumnNames, copyColumns, LAYOUT_VERSION } from './columns.ts';
import { counterFamilyNames, counterTable, counterTablesSql, uncounted } from './counters.ts';
import {
  families,
  familyNames,
  grains,
  measureNames,
  measures,
  sumsFor,
  type FamilyName,
  type Grain,
} from './measures.ts';

/** Quarter of an hour: every zone's midnight falls on one (tests/integration/ledger-zones.test.ts). */
export const QUARTER_MS = 900_000;

export const DAY_MS = 86_400_000;

/** How long a sum's span is. */
export const GRAIN_MS: Record<Grain, number> = { quarter: QUARTER_MS, hour: 3_600_000, day: DAY_MS };

/** Name of the table that holds a family's sums. Its created_at is the beginning of the quarter, hour or UTC day. */
export const sumTable = (grain: Grain, family: FamilyName) => `${grain}_${family}`;

/** The tables of sums that there are; quarters come first, since the others are made of them. */
export const sumTables: { grain: Grain; family: FamilyName }[] = grains.flatMap((grain) =>
  familyNames.filter((family) => sumsFor(family, grain) === family).map((family) => ({ grain, family })),
);

/**
 * Definition of a column. DuckDB unpacks compressed numbers of 128 bits so slowly that adding them up takes ten times
 * as long; they are kept as they are.
 */
function definition(name: string, type: string): string {
  const isWide = type === 'HUGEINT' || type.startsWith('DECIMAL');
  return `${name} ${type}${isWide ? ' USING COMPRESSION uncompressed' : ''}`;
}

/** Tables with the columns of the copy: its rows, and those that are yet to be counted. */
const rowTables = ['rows', ...Object.values(uncounted)];

/** Creates the tables of an empty database. */
export async function createTables(connection: Queryable): Promise<void> {
  const columns = copyColumnNames.map((name) => definition(name, copyColumns[name].type));
  for (const table of rowTables) await connection.query(`CREATE TABLE ${table} (${columns.join(', ')})`);
  await connection.query('CREATE TABLE meta (name VARCHAR, value VARCHAR)');
  for (const { grain, family } of sumTables) {
    const dimensions = families[family].dimensions.map((name) => `${name} ${copyColumns[name].type}`);
    const sums = measureNames.map((name) => definition(name, measures[name].type));
    await connection.query(
      `CREATE TABLE ${sumTable(grain, family)} (created_at TIMESTAMPTZ, ${[...dimensions, ...sums].join(', ')})`,
    );
  }
  for (const statement of counterTablesSql()) await connection.query(statement);
  await connection.query('CREATE TABLE series (kind VARCHAR, name VARCHAR)');
  await connection.query("INSERT INTO meta VALUES ('layout', $1)", [String(LAYOUT_VERSION)]);
}

/** Deletes every row and sum, and what is remembered of them, but not the layout. */
export async function emptyTables(connection: Queryable): Promise<void> {
  const tables = [
    ...rowTables,
    'series',
    ...sumTables.map(({ grain, family }) => sumTable(grain, family)),
    ...counterFamilyNames.map(counterTable),
  ];
  for (const table of tables) await connection.query(`TRUNCATE ${table}`);
  await connection.query("DELETE FROM meta WHERE name <> 'layout'");
}

/** What an earlier run remembered under a name; undefined = nothing. */
export async function recall(connection: Queryable, name: string): Promise<string | undefined> {
  const [row] = await connection.query<{ value: string }>('SELECT value FROM meta WHERE name = $1', [name]);
  return row?.value;
}

/** Remembers text under a name, instead of what was there. */
export async function remember(connection: Queryable, name: string, value: string): Promise<void> {
  await connection.query('DELETE FROM meta WHERE name = $1', [name]);
  await connection.query('INSERT INTO meta VALUES ($1, $2)', [name, value]);
}

/** An instant as DuckDB and PostgreSQL read it; years before 1 and after 9999 are cut to these. */
export function instant(ms: number): string {
  const first = -62_135_596_800_000;
  const last = 253_402_300_799_000;
  return `'${new Date(Math.min(Math.max(ms, first), last)).toISOString()}'::timestamptz`;
}
