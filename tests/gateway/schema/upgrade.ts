import type pg from 'pg';
import { ledgerTriggerSql } from './ledger-trigger.ts';
import { indexStatement, migrationBookkeeping, sqlFile, tableStatement, columnDefinition } from './create.ts';
import { catalogOf, type GatewayShape } from './shapes.ts';

/**
 * Upgrades a gateway's database in place, as its migrations do: tables, columns and indexes are added, the ledger is
 * filled from the log where there was none, and the trigger is made anew; all of it or nothing.
 */
export async function upgradeGatewaySchema(
  client: pg.Client | pg.Pool,
  from: GatewayShape,
  to: GatewayShape,
): Promise<void> {
  await client.query(upgradeSql(from, to));
}

function upgradeSql(from: GatewayShape, to: GatewayShape): string {
  const [before, after] = [catalogOf(from), catalogOf(to)];
  const tables = new Set(before.columns.map(({ table_name }) => table_name));
  const columns = new Set(before.columns.map((row) => `${row.table_name}.${row.column_name}`));
  const indexes = new Set(before.indexes.map(({ indexname }) => indexname));
  const newColumns = after.columns.filter((row) => !columns.has(`${row.table_name}.${row.column_name}`));
  const newTables = new Set(
    newColumns.filter(({ table_name }) => !tables.has(table_name)).map(({ table_name }) => table_name),
  );
  const gains = (column: string) => newColumns.some(({ column_name }) => column_name === column);
  return [
    ...[...newTables].map((table) => tableStatement(table, newColumns)),
    ...newColumns
      .filter(({ table_name }) => !newTables.has(table_name))
      .map((row) => `ALTER TABLE ${row.table_name} ADD COLUMN ${columnDefinition(row)};`),
    ...after.indexes.filter(({ indexname }) => !indexes.has(indexname)).map(indexStatement),
    ...(gains('success_rate_outcome') ? [sqlFile('outcome.sql')] : []),
    'DROP TRIGGER IF EXISTS trg_upsert_usage_ledger ON message_request;',
    'DROP FUNCTION IF EXISTS fn_upsert_usage_ledger();',
    ledgerTriggerSql(to),
    // The trigger writes the ledger's row of every request that it is shown.
    ...(newTables.has('usage_ledger') ? ['UPDATE message_request SET endpoint = endpoint;'] : []),
    migrationBookkeeping(after),
  ].join('\n');
}
