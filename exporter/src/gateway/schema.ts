import { GatewayError } from './failure.ts';
import {
  derivedViews,
  readColumns,
  VIEW_SCHEMA,
  type DerivedViewName,
  type GatewayColumn,
  type GatewayTable,
} from './columns.ts';
import type { Queryable } from './postgres.ts';

/**
 * The generations of the gateway's schema that Hubscope knows:
 * `current` has the ledger with outcomes, replays and first byte times; `early-ledger` has the ledger without
 * some of them; `request-log` has only the request log.
 */
type GatewayShape = 'current' | 'early-ledger' | 'request-log';

/** What the probe found in the gateway's database. */
export interface GatewaySchema {
  shape: GatewayShape;
  /** Columns of {@link readColumns} that this gateway's version does not have, as `table.column`. */
  missing: string[];
  /** Columns that exist but that our role may not read, as `table.column`. */
  denied: string[];
  /** Views of the least-privilege role that are there and readable; without them expressions are inlined. */
  views: DerivedViewName[];
  /** Whether a column can be read. */
  has: <T extends GatewayTable>(table: T, column: GatewayColumn<T>) => boolean;
  /** Whether a fact of a derived view can be had, from the view or from the columns it is derived from. */
  canDerive: (view: DerivedViewName) => boolean;
}

interface ColumnRow {
  schema: string;
  table: string;
  column: string;
  readable: boolean;
}

const probeSql = `
  SELECT n.nspname AS schema, c.relname AS table, a.attname AS column,
         has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT') AS readable
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE (n.nspname = 'public' AND c.relname = ANY ($1)) OR (n.nspname = $2 AND c.relname = ANY ($3))`;

/** Columns that tell a full ledger from an early one (gateway.md, pitfall 5). */
const ledgerMilestones = ['success_rate_outcome', 'first_byte_ms', 'is_replay'] as const;

/**
 * Finds out which gateway this is, from the catalog and our own privileges alone.
 * @throws GatewayError `not-a-gateway` when neither the ledger nor the request log is there
 */
export async function probeSchema(connection: Queryable): Promise<GatewaySchema> {
  const rows = await connection.query<ColumnRow>(probeSql, [
    Object.keys(readColumns),
    VIEW_SCHEMA,
    Object.keys(derivedViews),
  ]);
  const found = new Map(rows.map((row) => [`${row.schema}.${row.table}.${row.column}`, row.readable]));
  const exists = (table: string, column: string) => found.has(`public.${table}.${column}`);
  const readable = (table: string, column: string) => found.get(`public.${table}.${column}`) === true;

  if (!exists('usage_ledger', 'id') && !exists('message_request', 'id')) {
    throw new GatewayError(
      'not-a-gateway',
      'the database has neither usage_ledger nor message_request in schema public: ' +
        'DSN should name the database of claude-code-hub, for example postgresql://…/claude_code_hub',
    );
  }
  const wanted = Object.entries(readColumns).flatMap(([table, columns]) =>
    columns.map((column) => ({ table, column, name: `${table}.${column}` })),
  );
  const views = (Object.keys(derivedViews) as DerivedViewName[]).filter((view) =>
    Object.keys(derivedViews[view].facts).every(
      (fact) => found.get(`${VIEW_SCHEMA}.${view}.${fact}`) === true,
    ),
  );
  return {
    shape: shapeOf(exists),
    missing: wanted.filter(({ table, column }) => !exists(table, column)).map(({ name }) => name),
    denied: wanted
      .filter(({ table, column }) => exists(table, column) && !readable(table, column))
      .map(({ name }) => name),
    views,
    has: readable,
    canDerive: (view) => {
      const { table, needs } = derivedViews[view];
      return views.includes(view) || needs.every((column) => readable(table, column));
    },
  };
}

function shapeOf(exists: (table: string, column: string) => boolean): GatewayShape {
  if (!exists('usage_ledger', 'id')) return 'request-log';
  return ledgerMilestones.every((column) => exists('usage_ledger', column)) ? 'current' : 'early-ledger';
}
