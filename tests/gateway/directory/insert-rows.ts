import pg from 'pg';
import type { ColumnRow } from '../schema/catalog.ts';
import { catalogOf, type GatewayShape } from '../schema/shapes.ts';

/** Column name -> value; what is left out takes the column's default. Arrays and objects are for jsonb columns. */
export type NewRow = Readonly<Record<string, unknown>>;

/**
 * Inserts rows into a table of the gateway, leaving out what a gateway of this shape does not have: single columns,
 * or the table as a whole.
 *
 * @returns the new ids, in the order of the rows; none when there is no such table
 */
export async function insertRows(
  client: pg.ClientBase,
  shape: GatewayShape,
  table: string,
  rows: readonly NewRow[],
): Promise<number[]> {
  const columns = catalogOf(shape).columns.filter(({ table_name }) => table_name === table);
  if (columns.length === 0 || rows.length === 0) return [];
  const used = columns.filter(({ column_name }) => rows.some((row) => row[column_name] !== undefined));
  const ids: number[] = [];
  const batch = Math.floor(maxParameters / used.length);
  for (let start = 0; start < rows.length; start += batch) {
    ids.push(...(await insertBatch(client, table, used, rows.slice(start, start + batch))));
  }
  return ids;
}

/** PostgreSQL's protocol counts the parameters of a statement in 16 bits. */
const maxParameters = 65_535;

async function insertBatch(
  client: pg.ClientBase,
  table: string,
  columns: readonly ColumnRow[],
  rows: readonly NewRow[],
): Promise<number[]> {
  const values: unknown[] = [];
  const lines = rows.map((row) => {
    const cells = columns.map(({ column_name, type }) => {
      const value = row[column_name];
      if (value === undefined) return 'DEFAULT';
      // null is SQL's null, not JSON's.
      return `$${values.push(type === 'jsonb' && value !== null ? JSON.stringify(value) : value)}`;
    });
    return `(${cells.join(', ')})`;
  });
  const names = columns.map(({ column_name }) => pg.escapeIdentifier(column_name)).join(', ');
  const inserted = await client.query<{ id: number }>(
    `INSERT INTO ${table} (${names}) VALUES ${lines.join(', ')} RETURNING id`,
    values,
  );
  return inserted.rows.map(({ id }) => id);
}
