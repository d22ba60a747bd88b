import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { ColumnRow, IndexRow } from './catalog.ts';
import { ledgerTriggerSql } from './ledger-trigger.ts';
import { catalogOf, type GatewayShape, type ShapeCatalog } from './shapes.ts';

export type { GatewayShape };

/**
 * Creates the gateway's tables, indexes, functions and trigger in an empty database (schemas `public` and `drizzle`),
 * all of it or nothing.
 *
 * @param client must see `public` first in its search path, as every new database does
 * @throws DatabaseError when the database already holds any of it
 */
export async function createGatewaySchema(
  client: pg.Client | pg.Pool,
  shape: GatewayShape = 'current',
): Promise<void> {
  // Several statements in one query run as one transaction.
  await client.query(gatewaySchemaSql(shape));
}

/** The statements of {@link createGatewaySchema}. */
function gatewaySchemaSql(shape: GatewayShape): string {
  const catalog = catalogOf(shape);
  const hasLedger = catalog.columns.some(({ table_name }) => table_name === 'usage_ledger');
  const hasOutcome = catalog.columns.some(({ column_name }) => column_name === 'success_rate_outcome');
  return [
    sqlFile('enums.sql'),
    ...tableStatements(catalog.columns),
    ...catalog.indexes.map(indexStatement),
    sqlFile('foreign-keys.sql'),
    ...(hasOutcome ? [sqlFile('outcome.sql')] : []),
    ...(hasLedger ? [ledgerTriggerSql(shape)] : []),
    `CREATE SCHEMA drizzle;
    CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);`,
    migrationBookkeeping(catalog),
  ].join('\n');
}

export const sqlFile = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

function tableStatements(columns: readonly ColumnRow[]): string[] {
  const tables = [...new Set(columns.map(({ table_name }) => table_name))];
  return tables.map((table) => tableStatement(table, columns));
}

/** Creates one table with its own of the columns. */
export function tableStatement(table: string, columns: readonly ColumnRow[]): string {
  const own = columns.filter(({ table_name }) => table_name === table);
  return `
      CREATE SEQUENCE ${table}_id_seq AS integer;
      CREATE TABLE ${table} (${own.map(columnDefinition).join(', ')});
      ALTER SEQUENCE ${table}_id_seq OWNED BY ${table}.id;`;
}

export const columnDefinition = ({ column_name, type, is_nullable, column_default }: ColumnRow): string =>
  [
    `"${column_name}" ${type}`,
    column_default === '' ? '' : `DEFAULT ${column_default}`,
    is_nullable === 'NO' ? 'NOT NULL' : '',
  ].join(' ');

/** The indexes that PostgreSQL made for a constraint follow its naming; the others were created as they stand. */
export function indexStatement({ tablename, indexname, definition }: IndexRow): string {
  const keys = definition.slice(definition.indexOf('('));
  if (indexname.endsWith('_pkey')) {
    return `ALTER TABLE ${tablename} ADD CONSTRAINT ${indexname} PRIMARY KEY ${keys};`;
  }
  if (indexname.endsWith('_unique')) {
    return `ALTER TABLE ${tablename} ADD CONSTRAINT ${indexname} UNIQUE ${keys};`;
  }
  return `${definition};`;
}

/** Notes the newest migration of a shape where drizzle does. */
export function migrationBookkeeping({ newestMigration }: ShapeCatalog): string {
  return `
    INSERT INTO drizzle.__drizzle_migrations (hash, created_at)
    VALUES (encode(sha256('${newestMigration}'), 'hex'), ${newestMigration});`;
}
