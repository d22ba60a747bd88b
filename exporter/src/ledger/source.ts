import { derivedViews, VIEW_SCHEMA, type DerivedViewName, type GatewayColumn } from '../gateway/columns.ts';
import type { Queryable } from '../gateway/postgres.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import { copyColumnNames, copyColumns, type CopyColumnName } from './columns.ts';

/** The gateway's rows as the copy wants them: the ledger where it exists, else the request log. */
export interface LedgerSource {
  table: 'usage_ledger' | 'message_request';
  /** The request's id, as an SQL expression on `r`. */
  requestId: 'r.request_id' | 'r.id';
  /** Stands for everything that decides what is read; a copy made with another signature is made anew. */
  signature: string;
  /** Whether the gateway's version has a column; an unknown one is NULL in every row. */
  knows: (column: CopyColumnName) => boolean;
  /**
   * A subquery of rows with the columns of {@link copyColumns}. `r` is the gateway's table in `where` and `order`
   * (both optional SQL); `withKeys: false` leaves key_id NULL and saves its look-up. `lookUpEach` makes PostgreSQL look
   * keys up row by row, where for a part of the ledger it might read the whole of it; `ids`, which all of the rows
   * must lie in, makes it look them up together, ten times as quickly ({@link boundIds}).
   */
  rows: (options: RowsOptions) => string;
  /** A subquery of the ids alone. */
  ids: (options: Pick<RowsOptions, 'where' | 'order'>) => string;
}

/** What {@link LedgerSource.rows} reads. */
export interface RowsOptions {
  where?: string | undefined;
  order?: string;
  withKeys?: boolean;
  lookUpEach?: boolean;
  ids?: IdRange | undefined;
}

/** Ids from one to another, both included. */
export interface IdRange {
  first: number;
  last: number;
}

/** A range with fewer rows than one in so many ids is not read whole. */
const SPARSE = 4;

/**
 * The ids that rows lie in, by an index; undefined when there are none, or they lie far apart. Also lets PostgreSQL use
 * hash joins for the rest of the transaction, which between two sets that are both bounded are as safe as they are quick.
 */
export async function boundIds(
  connection: Queryable,
  source: LedgerSource,
  options: Pick<RowsOptions, 'where' | 'order'>,
  values: readonly unknown[] = [],
): Promise<IdRange | undefined> {
  const [row] = await connection.query<{ rows: number; first: number | null; last: number | null }>(
    `SELECT count(*)::integer AS rows, min(id) AS first, max(id) AS last FROM (${source.ids(options)}) AS picked`,
    values,
  );
  if (row === undefined || row.first === null || row.last === null) return undefined;
  if (row.last - row.first >= SPARSE * row.rows) return undefined;
  await connection.query('SET LOCAL enable_hashjoin = on');
  return { first: row.first, last: row.last };
}

/** Endpoints whose requests cost nothing and count nowhere (gateway.md 1.3). */
const freeEndpoints = "('/v1/messages/count_tokens', '/v1/responses/compact')";

/** Describes what can be copied of a gateway whose schema was probed. */
export function ledgerSource(schema: GatewaySchema): LedgerSource {
  const fromLedger = schema.shape !== 'request-log';
  const table = fromLedger ? 'usage_ledger' : 'message_request';
  const view: DerivedViewName = fromLedger ? 'ledger_facts' : 'request_facts';
  const facts: Readonly<Record<string, string>> = derivedViews[view].facts;
  const hasFacts = schema.canDerive(view);
  const viaView = schema.views.includes(view);
  const has = (column: string) =>
    schema.has(table, column as GatewayColumn<'usage_ledger'> & GatewayColumn<'message_request'>);

  const knows = (column: CopyColumnName): boolean => {
    if (column in facts) return hasFacts;
    if (column === 'request_id') return fromLedger ? has(column) : true;
    if (column === 'billable') return true;
    if (column === 'session_identity') return has('session_identity') || has('session_id');
    return has(column);
  };
  const expressionOf = (column: CopyColumnName, withKeys: boolean): string => {
    if (!knows(column) || (column === 'key_id' && !withKeys)) {
      return `NULL::${copyColumns[column].sourceType}`;
    }
    if (column === 'key_id') return viaView ? 'facts.key_id' : 'key_fact.id';
    if (column in facts) return viaView ? `facts.${column}` : (facts[column] ?? 'NULL');
    if (column === 'request_id' && !fromLedger) return 'r.id';
    if (column === 'billable') return billable(has);
    if (column === 'session_identity') return identity(has);
    // NaN is a numeric that no decimal can hold.
    if (column === 'cost_usd') return "nullif(r.cost_usd, 'NaN')";
    return `r.${column}`;
  };
  const read = [
    ...copyColumnNames.filter((column) => has(column)),
    ...['endpoint', 'session_id'].filter(has),
    ...(hasFacts && !viaView ? derivedViews[view].needs : []),
  ];
  const base = [
    'r.created_at IS NOT NULL AND isfinite(r.created_at)',
    ...(!fromLedger && has('deleted_at') ? ['r.deleted_at IS NULL'] : []),
  ];

  const pick = (columns: readonly string[], where = 'true', order = '') =>
    `SELECT ${columns.map((column) => `r.${column}`).join(', ')} FROM public.${table} r
     WHERE ${[...base, where].join(' AND ')} ${order}`;

  // Boards ask it for every figure of every row.
  const known: ReadonlySet<CopyColumnName> = new Set(copyColumnNames.filter(knows));
  return {
    table,
    requestId: fromLedger ? 'r.request_id' : 'r.id',
    signature: JSON.stringify([table, [...known]]),
    knows: (column) => known.has(column),
    ids: ({ where, order }) => pick(['id'], where, order),
    rows({ where, order, withKeys = true, lookUpEach = false, ids }) {
      const picked = pick(read, where, order);
      const columns = copyColumnNames.map((column) => `${expressionOf(column, withKeys)} AS ${column}`);
      const needsFacts = withKeys || !fromLedger;
      return `SELECT ${columns.join(', ')} FROM (${picked}) r ${hasFacts && needsFacts ? joinOf(view, viaView, lookUpEach, ids) : ''}`;
    },
  };
}

/** As a lateral join rather than in the select list, PostgreSQL looks every key string up once, not once per row. */
function joinOf(
  view: DerivedViewName,
  viaView: boolean,
  lookUpEach: boolean,
  ids: IdRange | undefined,
): string {
  const facts = `${VIEW_SCHEMA}.${view}`;
  if (viaView && ids !== undefined) {
    const among = `SELECT f.* FROM ${facts} f WHERE f.id BETWEEN ${ids.first} AND ${ids.last}`;
    return `LEFT JOIN (${among}) AS facts ON facts.id = r.id`;
  }
  if (viaView && lookUpEach) {
    return `LEFT JOIN LATERAL (SELECT f.* FROM ${facts} f WHERE f.id = r.id LIMIT 1) AS facts ON true`;
  }
  if (viaView) return `LEFT JOIN ${facts} facts ON facts.id = r.id`;
  return `LEFT JOIN LATERAL ${derivedViews[view].facts.key_id} AS key_fact (id) ON true`;
}

/** Predicate B. */
function billable(has: (column: string) => boolean): string {
  const terms = [
    ...(has('blocked_by') ? ['r.blocked_by IS NULL'] : []),
    ...(has('is_replay') ? ['r.is_replay = false'] : []),
    ...(has('endpoint')
      ? [`(r.endpoint IS NULL OR lower(rtrim(r.endpoint, '/')) NOT IN ${freeEndpoints})`]
      : []),
  ];
  return terms.length === 0 ? 'true' : `(${terms.join(' AND ')})`;
}

/** The conversation that a row belongs to, as the gateway's own session list finds it. */
function identity(has: (column: string) => boolean): string {
  const parts = ['session_identity', 'session_id'].filter(has).map((column) => `r.${column}`);
  return `coalesce(${parts.join(', ')})`;
}
