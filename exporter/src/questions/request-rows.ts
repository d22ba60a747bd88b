import type { Queryable } from '../gateway/postgres.ts';
import type { GatewayColumn } from '../gateway/columns.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import type { SessionNaming } from '../gateway/live-sessions.ts';
import { ledgerSource, type LedgerSource } from '../ledger/source.ts';

/** Where single requests are read from. */
export interface RequestTable {
  source: LedgerSource;
  /** SQL of the conversation that a row `r` belongs to, and of the session as its client called it. */
  session: Record<SessionNaming, string>;
  /** SQL condition on `r`: rows that a live view shows. */
  shown: string;
  /** SQL condition on `r` that leads to an index of users; it leaves out what the ledger has of blocked requests. */
  shownOfUser: string;
  /** SQL order on `r`, newest first, written as the index of the table has it. */
  order: string;
}

/** The tables that this gateway has requests in. */
export interface RequestTables {
  /** Has every request of late, blocked ones too, until it is cleaned up. */
  log: RequestTable | undefined;
  /** What the log no longer reaches back to. */
  ledger: RequestTable | undefined;
}

/** A request as the tables have it; bigint and numeric columns as decimal text. */
export interface RequestRow {
  request_id: number;
  started_ms: string;
  session: string | null;
  user_id: number | null;
  key_id: number | null;
  provider_id: number | null;
  model: string | null;
  original_model: string | null;
  blocked_by: string | null;
  status_code: number | null;
  duration_ms: number | null;
  ttfb_ms: number | null;
  first_byte_ms: number | null;
  cost_usd: string | null;
  input_tokens: string | null;
  output_tokens: string | null;
  cache_creation_input_tokens: string | null;
  cache_read_input_tokens: string | null;
}

/**
 * What is not in the log because it is older. Instants are looked at as well, since an index has them in order; `+ 0` keeps
 * PostgreSQL from the index of requests, by which it would read and sort everything older.
 */
const olderThanLog = `
  r.request_id + 0 < (SELECT coalesce(min(log.id), 2147483647) FROM public.message_request log) AND
  r.created_at <= coalesce((SELECT log.created_at + interval '1 hour' FROM public.message_request log
    ORDER BY log.id LIMIT 1), 'infinity')`;

/** Finds the tables. Rows of the ledger are those alone that have left the log. */
export function requestTables(schema: GatewaySchema): RequestTables {
  const hasLog = schema.has('message_request', 'id');
  const hasLedger = schema.shape !== 'request-log' && schema.has('usage_ledger', 'id');
  return {
    // What reads a gateway without a ledger reads the log of any.
    log: hasLog
      ? requestTable('message_request', schema, ledgerSource({ ...schema, shape: 'request-log' }))
      : undefined,
    ledger: hasLedger
      ? requestTable('usage_ledger', schema, ledgerSource(schema), hasLog ? olderThanLog : 'true')
      : undefined,
  };
}

function requestTable(
  table: 'message_request' | 'usage_ledger',
  schema: GatewaySchema,
  source: LedgerSource,
  condition = 'true',
): RequestTable {
  const has = (column: GatewayColumn<'message_request'> & GatewayColumn<'usage_ledger'>) =>
    schema.has(table, column);
  const nulls = table === 'usage_ledger' ? ' NULLS LAST' : '';
  const physical = has('session_id') ? 'r.session_id' : 'NULL::text';
  const shown = [
    ...(table === 'message_request' && schema.has(table, 'deleted_at') ? ['r.deleted_at IS NULL'] : []),
    ...(has('is_replay') ? ['r.is_replay = false'] : []),
    condition,
  ];
  return {
    source,
    session: {
      identity: has('session_identity') ? `coalesce(r.session_identity, r.session_id)` : physical,
      physical,
    },
    shown: shown.join(' AND '),
    shownOfUser: [...shown, ...(table === 'usage_ledger' ? ['r.blocked_by IS NULL'] : [])].join(' AND '),
    order: `r.created_at DESC${nulls}, r.id DESC${nulls}`,
  };
}

/** What is read of every request. */
const columns = `request_id, floor(extract(epoch FROM created_at) * 1000)::text AS started_ms, session_identity AS session,
  user_id, key_id, provider_id, model, original_model, blocked_by, status_code, duration_ms, ttfb_ms, first_byte_ms,
  cost_usd::text AS cost_usd, input_tokens::text AS input_tokens, output_tokens::text AS output_tokens,
  cache_creation_input_tokens::text AS cache_creation_input_tokens,
  cache_read_input_tokens::text AS cache_read_input_tokens`;

/** The newest request of a session, and the name that it was looked for by. */
export type SessionRow = RequestRow & { name: string };

/** Statement for the newest request of each session that `$1` (text[]) names, the `limit` newest of them. */
export function newestOfSessionsSql(table: RequestTable, naming: SessionNaming, limit: number): string {
  const { source, session, shown } = table;
  const rows = source.rows({ where: 'r.id = ANY (ARRAY(SELECT newest.id FROM newest))', lookUpEach: true });
  return `
    WITH newest AS MATERIALIZED (
      SELECT live.name, latest.id FROM unnest($1::text[]) AS live (name)
      CROSS JOIN LATERAL (
        SELECT r.id, r.created_at FROM public.${source.table} r
        WHERE ${session[naming]} = live.name AND r.created_at IS NOT NULL AND ${shown}
        ORDER BY r.created_at DESC NULLS LAST, r.id DESC NULLS LAST LIMIT 1) AS latest
      ORDER BY latest.created_at DESC, latest.id DESC LIMIT ${limit})
    SELECT newest.name, ${columns} FROM newest JOIN (${rows}) AS requests ON requests.id = newest.id`;
}

/** Statement for the newest requests of all sessions but those that `$1` (text[]) names, and of none. */
export function newestOfOthersSql({ source, session, shown, order }: RequestTable, limit: number): string {
  const where = `${shown} AND (${session.identity} IS NULL OR ${session.identity} <> ALL ($1::text[]))`;
  return `SELECT ${columns} FROM (${source.rows({ where, order: `ORDER BY ${order} LIMIT ${limit}`, lookUpEach: true })}) AS requests`;
}

/** Statement for the newest requests of the user `$1` (integer). */
export function newestOfUserSql({ source, shownOfUser, order }: RequestTable, limit: number): string {
  const where = `r.user_id = $1::integer AND ${shownOfUser}`;
  return `SELECT ${columns} FROM (${source.rows({ where, order: `ORDER BY ${order} LIMIT ${limit}`, lookUpEach: true })}) AS requests`;
}

/** Reads the newest request of each session, from the ledger where the log has none. */
export async function newestOfSessions(
  connection: Queryable,
  { log, ledger }: RequestTables,
  naming: SessionNaming,
  names: readonly string[],
): Promise<SessionRow[]> {
  const read = (table: RequestTable | undefined, wanted: readonly string[]) =>
    table === undefined || wanted.length === 0
      ? []
      : connection.query<SessionRow>(newestOfSessionsSql(table, naming, wanted.length), [wanted]);
  const logged = await read(log, names);
  const found = new Set(logged.map(({ name }) => name));
  return [
    ...logged,
    ...(await read(
      ledger,
      names.filter((name) => !found.has(name)),
    )),
  ];
}

/** Reads requests from the log, and from the ledger as well when the log has too few of them. */
export async function readRequests(
  { log, ledger }: RequestTables,
  enough: number,
  read: (table: RequestTable) => Promise<RequestRow[]>,
): Promise<RequestRow[]> {
  const logged = log === undefined ? [] : await read(log);
  if (ledger === undefined || logged.length >= enough) return logged;
  return [...logged, ...(await read(ledger))];
}
