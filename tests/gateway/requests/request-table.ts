import type pg from 'pg';

/** Column name -> SQL type, of a table as it is in this database (it differs by the gateway's version). */
export type TableColumns = ReadonlyMap<string, string>;

/** @throws Error when the table does not exist in schema `public` */
export async function readColumns(database: pg.Pool, table: string): Promise<TableColumns> {
  const { rows } = await database.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type
       FROM pg_attribute WHERE attrelid = to_regclass('public.' || $1) AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  if (rows.length === 0)
    throw new Error(`the database has no table ${table}; create the gateway's schema first`);
  return new Map(rows.map(({ name, type }) => [name, type]));
}

/** Values of one row by column name. Money is a decimal string, jsonb a JSON-ready value; `undefined` means not written. */
export type ColumnValues = Readonly<Record<string, unknown>>;

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** An INSERT of those values whose columns the table has, returning the new row's `id`. */
export function insertStatement(table: string, columns: TableColumns, row: ColumnValues): Statement {
  const written = writtenColumns(columns, row);
  return {
    name: `insert ${table} ${digest(written)}`,
    text: `INSERT INTO ${table} (${written.join(', ')}) VALUES (${written.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING id`,
    values: written.map((name) => (columns.get(name) === 'jsonb' ? json(row[name]) : row[name])),
  };
}

/**
 * One UPDATE that sets the same columns of several rows, each row to its own values. A patch with `status_code` is
 * terminal: it applies only while the row is in flight.
 *
 * @param patches by row id; all of them write the same columns
 */
export function patchStatement(columns: TableColumns, patches: ReadonlyMap<number, ColumnValues>): Statement {
  const [sample = {}] = patches.values();
  const written = writtenColumns(columns, sample);
  const types = written.map((name) => `${name} ${columns.get(name) ?? 'text'}`);
  const terminal = written.includes('status_code');
  return {
    name: `patch ${digest(written)}`,
    text: `UPDATE message_request AS row SET ${[...written.map((name) => `${name} = patch.${name}`), 'updated_at = now()'].join(', ')}
      FROM jsonb_to_recordset($1::jsonb) AS patch (${['id integer', ...types].join(', ')})
      WHERE row.id = patch.id${terminal ? ' AND row.status_code IS NULL' : ''}`,
    values: [JSON.stringify([...patches].map(([id, values]) => ({ id, ...values })))],
  };
}

/** Names of the columns that a row writes, in a fixed order. */
export function writtenColumns(columns: TableColumns, row: ColumnValues): string[] {
  return Object.keys(row)
    .filter((name) => row[name] !== undefined && columns.has(name))
    .sort();
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

/** PostgreSQL cuts a statement's name at 63 bytes, so the column list cannot stand in it. */
function digest(names: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(names.join()))
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16);
}
