import { readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Queryable } from '../gateway/postgres.ts';
import { countersSql } from './count.ts';
import { counterColumns, counterFamilyNames, counterTable, type CounterFamilyName } from './counters.ts';

/*
 * What the counters stood at, as a file of its own beside the copy. A copy that is made anew counts what the ledger
 * holds now; where that is less than what was shown before, what was shown stands.
 */

/** The file of each engine that counts. */
const files = { duckdb: 'counters.json', postgres: 'counters-postgres.json' } as const;

type Counter = keyof typeof files;

const value = z.union([z.string(), z.number(), z.null()]);

/** Rows of each family: its dimensions, then its measures, in the order of counters.ts. */
const families = z.record(
  z.string(),
  z.object({ columns: z.array(z.string()), rows: z.array(z.array(value)) }),
);

const memory = z.object({
  /** Tells the gateway's database from another. */
  gateway: z.string(),
  families,
  /** What was found the last time, where the ledger is counted anew each time (growth.ts). */
  read: families.optional(),
  /** Kinds and names that have series of their own (series.ts). */
  series: z.array(z.tuple([z.string(), z.string()])),
});

/** What the file holds. */
export type CounterMemory = z.infer<typeof memory>;

/** Names of the columns of a family's rows. */
export const columnsOf = (family: CounterFamilyName): string[] => {
  const { dimensions, measures } = counterColumns(family);
  return [...dimensions.map(({ name }) => name), ...measures.map(([name]) => name)];
};

/** Reads what a database's counters stood at. */
export async function takeDown(connection: Queryable, gateway: string): Promise<CounterMemory> {
  const families: CounterMemory['families'] = {};
  for (const family of counterFamilyNames) {
    const columns = columnsOf(family);
    const rows = await connection.query<Record<string, string | number | null>>(countersSql(family));
    families[family] = { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
  }
  const series = await connection.query<{ kind: string; name: string }>('SELECT * FROM series');
  return { gateway, families, series: series.map(({ kind, name }) => [kind, name]) };
}

/** Writes the file whole, or leaves the old one. */
export async function writeMemory(
  dataDir: string,
  content: CounterMemory,
  counter: Counter = 'duckdb',
): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, files[counter]);
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(content));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

/** Reads the file; undefined when there is none, or none that can be read, or that of another gateway. */
export function readMemory(
  dataDir: string,
  gateway: string,
  counter: Counter = 'duckdb',
): CounterMemory | undefined {
  try {
    const found = parseMemory(readFileSync(join(dataDir, files[counter]), 'utf8'));
    return found?.gateway === gateway ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Reads what was written as JSON; undefined when it is something else. */
export function parseMemory(text: string): CounterMemory | undefined {
  try {
    return memory.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Raises every counter to what it stood at. Runs inside a write transaction. */
export async function raiseTo(connection: Queryable, { families, series }: CounterMemory): Promise<void> {
  for (const family of counterFamilyNames) {
    const past = families[family];
    if (past === undefined || past.rows.length === 0) continue;
    const { dimensions, measures } = counterColumns(family);
    const place = (name: string) => past.columns.indexOf(name) + 1;
    const cast = (name: string, type: string) =>
      place(name) === 0 ? `0::${type} AS ${name}` : `past[${place(name)}]::${type} AS ${name}`;
    if (dimensions.some(({ name }) => place(name) === 0)) continue;
    const remembered = `
      SELECT ${[...dimensions.map(({ name }) => cast(name, 'VARCHAR')), ...measures.map(([name, { type }]) => cast(name, type))].join(', ')}
      FROM (SELECT unnest(from_json($1, '[["VARCHAR"]]')) AS past)`;
    const same = dimensions.map(({ name }) => `now.${name} IS NOT DISTINCT FROM was.${name}`).join(' AND ');
    const missing = measures.map(([name]) => `greatest(was.${name} - coalesce(now.${name}, 0), 0)`);
    await connection.query(
      `INSERT INTO ${counterTable(family)}
       SELECT ${[...dimensions.map(({ name }) => `was.${name}`), ...missing].join(', ')}
       FROM (${remembered}) AS was LEFT JOIN (${countersSql(family)}) AS now ON ${same}`,
      [JSON.stringify(past.rows)],
    );
  }
  for (const [kind, name] of series) {
    await connection.query(
      `INSERT INTO series SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM series WHERE kind = $1 AND name = $2)`,
      [kind, name],
    );
  }
}
