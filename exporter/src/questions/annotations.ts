import type { Queryable } from '../gateway/postgres.ts';
import type { GatewaySchema } from '../gateway/schema.ts';

/** Something that an administrator did, from the gateway's audit log; never what was there before or after. */
interface AdministrativeChange {
  id: number;
  /** Unix ms. */
  at: number;
  /** As the gateway calls it: `user`, `provider`, `system_settings`, … */
  category: string;
  /** `<category>.<verb>` */
  action: string;
  success: boolean;
  /** Name of who did it; null when the gateway does not say, or our role may not read it. */
  operatorName: string | null;
  target: { type: string; id: string | null; name: string | null } | null;
}

/** The newest changes of all, for everybody's spans to be cut from. */
export interface AdministrativeChanges {
  /** Newest first. */
  changes: readonly AdministrativeChange[];
  /** Instant (Unix ms) from which they are complete; null = from the beginning. */
  completeFrom: number | null;
  /** Why there are none to tell, in a sentence: the gateway's version keeps no log, or our role may not read it; else null. */
  unknownBecause: string | null;
}

/** The most changes that are read. */
const MOST_CHANGES = 2000;

/** The most rows of the log that are looked at for them: logins, which are no changes, may be very many. */
const MOST_ROWS = 20_000;

/**
 * Targets whose ids and names are names of things. What else is logged may have a name that is a secret, or a word
 * that is filtered.
 */
const namedTargets: ReadonlySet<string> = new Set([
  'user',
  'key',
  'provider',
  'provider_group',
  'system_settings',
]);

interface ChangeRow {
  id: number;
  at: string;
  action_category: string;
  action_type: string;
  target_type: string | null;
  target_id: string | null;
  target_name: string | null;
  operator: string | null;
  success: boolean;
}

/** The statement of the newest changes, along the index of created_at and id. $1 = most rows looked at. */
export function changesSql(schema: GatewaySchema): string {
  const operator = schema.has('audit_log', 'operator_user_name') ? 'operator_user_name' : 'NULL::text';
  return `
    SELECT id, floor(extract(epoch FROM created_at) * 1000)::text AS at, action_category, action_type, target_type,
           target_id, target_name, ${operator} AS operator, success
    FROM public.audit_log ORDER BY created_at DESC NULLS LAST, id DESC NULLS LAST LIMIT $1`;
}

/** How often the log is read although nothing was added to it: a row may be committed after one with a higher id. */
const READ_AGAIN_MS = 60_000;

/**
 * Reads the newest administrative changes. The log is read again when a row was added, and now and then, so that a call
 * costs the database next to nothing. `now` is its clock, Unix ms.
 */
export function createChangesReader(mostChanges = MOST_CHANGES, mostRows = MOST_ROWS) {
  let newest: number | null | undefined;
  let readAt = -Infinity;
  let known: AdministrativeChanges = { changes: [], completeFrom: null, unknownBecause: null };
  return async (
    connection: Queryable,
    schema: GatewaySchema,
    now: number,
  ): Promise<AdministrativeChanges> => {
    const unknownBecause = whyWithoutLog(schema);
    if (unknownBecause !== null) return { changes: [], completeFrom: null, unknownBecause };
    const [row] = await connection.query<{ id: number | null }>('SELECT max(id) AS id FROM public.audit_log');
    if (row?.id !== newest || now - readAt >= READ_AGAIN_MS) {
      known = newestChanges(
        await connection.query<ChangeRow>(changesSql(schema), [mostRows]),
        mostChanges,
        mostRows,
      );
      newest = row?.id;
      readAt = now;
    }
    return known;
  };
}

const needed = [
  'id',
  'created_at',
  'action_category',
  'action_type',
  'target_type',
  'target_id',
  'target_name',
  'success',
] as const;

function whyWithoutLog({ has, denied }: GatewaySchema): string | null {
  if (needed.every((column) => has('audit_log', column))) return null;
  return denied.some((column) => column.startsWith('audit_log.'))
    ? 'the role may not read the audit log; run provisioning/postgres/role.sql again'
    : "this version of the gateway keeps no log of its administrators' changes";
}

function newestChanges(
  rows: readonly ChangeRow[],
  mostChanges: number,
  mostRows: number,
): AdministrativeChanges {
  const all = rows.filter(
    (row) => !/^(auth|login|logout)\b/.test(row.action_category) && !/\blog(in|out)\b/.test(row.action_type),
  );
  const shown = all.slice(0, mostChanges);
  const isWhole = rows.length < mostRows && shown.length === all.length;
  const last = shown.length < all.length ? shown.at(-1) : rows.at(-1);
  return {
    changes: shown.map(changeOf),
    // Others of the last row's millisecond may be missing.
    completeFrom: isWhole || last === undefined ? null : Number(last.at) + 1,
    unknownBecause: null,
  };
}

function changeOf(row: ChangeRow): AdministrativeChange {
  const { target_type: type, target_id: id, target_name: name } = row;
  const isNamed = type !== null && namedTargets.has(type);
  return {
    id: row.id,
    at: Number(row.at),
    category: row.action_category,
    action: row.action_type,
    success: row.success,
    operatorName: row.operator,
    target: type === null ? null : { type, id: isNamed ? id : null, name: isNamed ? name : null },
  };
}

/** Some of many events that happened in a span, and whether they are all. */
export interface Excerpt<T> {
  /** Newest first. */
  events: T[];
  /** Whether nothing of the span is missing, for want of knowledge or because of the limit. */
  complete: boolean;
}

/** Cuts a span (Unix ms, `from` included and `to` not) out of events, the newest `limit` of it. */
export function eventsWithin<T extends { at: number }>(
  events: readonly T[],
  completeFrom: number | null,
  span: { from: number; to: number },
  limit: number,
): Excerpt<T> {
  const within = events.filter(({ at }) => at >= span.from && at < span.to);
  const isKnown = completeFrom === null || completeFrom <= span.from;
  return { events: within.slice(0, limit), complete: isKnown && within.length <= limit };
}
