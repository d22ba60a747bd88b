import { columnRows, indexRows, type ColumnRow, type IndexRow } from './catalog.ts';

/**
 * What a gateway's database looks like, by its age:
 * - `current`: 0.9, the whole catalog;
 * - `early-ledger`: migrations 0089 to 0094, with a ledger, but without success_rate_outcome and all that came later;
 * - `request-log`: before 0073, when the request log was the only record.
 */
export type GatewayShape = 'current' | 'early-ledger' | 'request-log';

/** The catalog of one shape. */
export interface ShapeCatalog {
  readonly columns: readonly ColumnRow[];
  readonly indexes: readonly IndexRow[];
  /** created_at (ms) of the newest migration in drizzle's bookkeeping. */
  readonly newestMigration: number;
}

interface Omission {
  readonly tables: readonly string[];
  /** Per table its last column: the gateway only ever appended, so an older table is a prefix of the newer one. */
  readonly lastColumns: Readonly<Record<string, string>>;
  readonly newestMigration: number;
}

/** Where no source tells when a setting came, its neighbours in the table do. */
const omissions: Readonly<Record<GatewayShape, Omission>> = {
  current: { tables: [], lastColumns: {}, newestMigration: 1_785_688_550_789 },
  'early-ledger': {
    tables: ['provider_cache_effectiveness'],
    lastColumns: {
      message_request: 'client_ip',
      usage_ledger: 'client_ip',
      system_settings: 'public_status_aggregation_interval_minutes',
    },
    newestMigration: 1_776_000_000_000,
  },
  'request-log': {
    tables: ['provider_cache_effectiveness', 'usage_ledger', 'audit_log', 'provider_groups'],
    lastColumns: {
      message_request: 'swap_cache_ttl_applied',
      system_settings: 'enable_thinking_budget_rectifier',
    },
    newestMigration: 1_770_000_000_000,
  },
};

/** The tables, columns and indexes that a gateway of this shape has. */
export function catalogOf(shape: GatewayShape): ShapeCatalog {
  const { tables, lastColumns, newestMigration } = omissions[shape];
  const ordinal = (table: string, column: string) =>
    columnRows.findIndex((row) => row.table_name === table && row.column_name === column);
  const isPresent = (row: ColumnRow) => {
    if (tables.includes(row.table_name)) return false;
    const last = lastColumns[row.table_name];
    return last === undefined || ordinal(row.table_name, row.column_name) <= ordinal(row.table_name, last);
  };
  const columns = columnRows.filter(isPresent);
  const absent = columnRows.filter((row) => !isPresent(row));
  const indexes = indexRows.filter(
    ({ tablename, definition }) =>
      !tables.includes(tablename) &&
      !absent.some(
        ({ table_name, column_name }) =>
          table_name === tablename && new RegExp(`\\b${column_name}\\b`).test(definition),
      ),
  );
  return { columns, indexes, newestMigration };
}

/** Names of the columns of one table of a shape; none when it has no such table. */
export function columnsOf(shape: GatewayShape, table: string): string[] {
  return catalogOf(shape)
    .columns.filter((row) => row.table_name === table)
    .map((row) => row.column_name);
}
