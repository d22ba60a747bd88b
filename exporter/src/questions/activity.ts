import type { Directory } from '../gateway/directory.ts';
import type { LiveSessions } from '../gateway/live-sessions.ts';
import type { Queryable } from '../gateway/postgres.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import { modelLabel } from './leaderboard/board-sql.ts';
import { moneyText, moneyUnits } from './money.ts';
import {
  newestOfOthersSql,
  newestOfSessionsSql,
  newestOfUserSql,
  readRequests,
  requestTables,
  type RequestRow,
  type RequestTable,
} from './request-rows.ts';

/** Someone or something of the directory; the name is null when the directory does not have it. */
export interface Named {
  id: number;
  name: string | null;
}

/** One request of the live stream. Figures that the gateway has not (yet) told are null. */
export interface ActivityRequest {
  id: number;
  /** The conversation that it belongs to; null for requests that were blocked before they had one. */
  session: string | null;
  user: Named | null;
  key: Named | null;
  /** The provider that serves or served it, as chosen so far; null when the gateway answered by itself. */
  provider: Named | null;
  /** As the gateway's stream names it: the model that was asked for, whatever the setting of billing says. */
  model: string | null;
  /** As boards name it, by the setting billing_model_source. */
  billedModel: string | null;
  /**
   * `finished` has a status or a duration; `lost` has had neither for a day, and the gateway itself no longer takes it
   * for running.
   */
  state: 'running' | 'finished' | 'lost';
  statusCode: number | null;
  /** `warmup`, `sensitive_word`, …; null for requests that went to a provider. */
  blockedBy: string | null;
  /** Its whole duration; while it runs, how long it has by the database's clock. */
  durationMs: number | null;
  /** Time to the first token. */
  ttftMs: number | null;
  firstByteMs: number | null;
  /** Exact decimal string of USD. */
  costUsd: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  cacheCreationTokens: number | null;
  cacheReadTokens: number | null;
  /** Unix ms. */
  startedAt: number;
}

/** The requests that live streams are cut from; see {@link cutActivity}. */
export interface Activity {
  /** Newest first. */
  requests: ActivityRequest[];
  /** The sessions that are live; empty when they are not known. */
  liveSessions: ReadonlySet<string>;
}

/** What names and settings activity is shown with. */
type ActivityDirectory = Pick<Directory, 'settings' | 'users' | 'keys' | 'providerNames'>;

/** The longest stream. */
export const MOST_REQUESTS = 200;

/** Live sessions that are looked at, the latest seen ones: five times as many as are ever shown. */
const MOST_SESSIONS = 1000;

/** How long a request without an end counts as running, as in the gateway's own list of running requests. */
const LOST_AFTER_MS = 24 * 3_600_000;

/**
 * Reads what everybody's live stream is made of (gateway.md 3.5): the newest request of every live session, and when
 * these are few, the newest of all others. The request log has them; a log that was cleaned up is filled up from the
 * ledger. As in the gateway, blocked requests and warm-ups are there and replays are not. Unlike there, requests without
 * a session are never left out.
 * @param live undefined when it is not known which sessions are live: the newest requests then are the stream
 * @param now the database's clock, Unix ms
 */
export async function activity(
  connection: Queryable,
  schema: GatewaySchema,
  directory: ActivityDirectory,
  live: LiveSessions | undefined,
  now: number,
): Promise<Activity> {
  const { naming, names } = live ?? { naming: 'identity', names: [] };
  const liveSessions = new Set(naming === 'identity' ? names : []);
  const query = (sql: string, values: readonly unknown[]) => connection.query<RequestRow>(sql, values);
  const read = async (table: RequestTable) => {
    const ofSessions =
      names.length === 0
        ? []
        : await query(newestOfSessionsSql(table, naming, MOST_REQUESTS), [names.slice(-MOST_SESSIONS)]);
    const found = ofSessions.flatMap(({ session }) => session ?? []);
    for (const session of found) liveSessions.add(session);
    const missing = MOST_REQUESTS - ofSessions.length;
    if (missing <= 0) return ofSessions;
    return [...ofSessions, ...(await query(newestOfOthersSql(table, missing), [found]))];
  };
  const rows = await readRequests(requestTables(schema), MOST_REQUESTS, read);
  return { requests: shownRequests(rows, directory, now), liveSessions };
}

/**
 * Reads what the live stream of one user is made of: the newest requests of their own. Cut from everybody's it would lack
 * what everybody's has no room for, and their part of a session that somebody else has used since.
 */
export async function ownActivity(
  connection: Queryable,
  schema: GatewaySchema,
  directory: ActivityDirectory,
  liveSessions: Activity['liveSessions'],
  userId: number,
  now: number,
): Promise<Activity> {
  const rows = await readRequests(requestTables(schema), MOST_REQUESTS, (table) =>
    connection.query<RequestRow>(newestOfUserSql(table, MOST_REQUESTS), [userId]),
  );
  return { requests: shownRequests(rows, directory, now), liveSessions };
}

/**
 * A live stream, newest first: the newest request of every live session, filled up with the newest requests that belong
 * to none.
 * @param limit at most {@link MOST_REQUESTS}
 */
export function cutActivity({ requests, liveSessions }: Activity, limit = 20): ActivityRequest[] {
  const ofSessions = new Map<string, ActivityRequest>();
  const others: ActivityRequest[] = [];
  for (const request of requests) {
    const { session } = request;
    if (session === null || !liveSessions.has(session)) others.push(request);
    else if (!ofSessions.has(session)) ofSessions.set(session, request);
  }
  const first = [...ofSessions.values()].slice(0, limit);
  return [...first, ...others.slice(0, limit - first.length)].sort(newestFirst);
}

const newestFirst = (one: ActivityRequest, other: ActivityRequest) =>
  other.startedAt - one.startedAt || other.id - one.id;

const whole = (text: string | null) => (text === null ? null : Number(text));

function shownRequests(
  rows: readonly RequestRow[],
  directory: ActivityDirectory,
  now: number,
): ActivityRequest[] {
  const byId = new Map(rows.map((row) => [row.request_id, row]));
  return [...byId.values()].map((row) => shownRequest(row, directory, now)).sort(newestFirst);
}

function shownRequest(
  row: RequestRow,
  { settings, users, keys, providerNames }: ActivityDirectory,
  now: number,
): ActivityRequest {
  const startedAt = Number(row.started_ms);
  const asked = modelLabel(row.original_model);
  const sent = modelLabel(row.model);
  const state = stateOf(row, now - startedAt);
  const named = (id: number | null, name: string | undefined) =>
    id === null ? null : { id, name: name ?? null };
  return {
    id: row.request_id,
    session: row.session,
    user: named(row.user_id, users.get(row.user_id ?? 0)?.name),
    key: named(row.key_id, keys.get(row.key_id ?? 0)?.name),
    provider: row.provider_id === 0 ? null : named(row.provider_id, providerNames.get(row.provider_id ?? 0)),
    model: asked ?? sent,
    billedModel: settings.billingModelSource === 'original' ? (asked ?? sent) : (sent ?? asked),
    state,
    statusCode: row.status_code,
    blockedBy: row.blocked_by,
    durationMs: row.duration_ms ?? (state === 'running' ? Math.max(0, now - startedAt) : null),
    ttftMs: row.ttfb_ms,
    firstByteMs: row.first_byte_ms,
    costUsd: row.cost_usd === null ? null : moneyText(moneyUnits(row.cost_usd)),
    inputTokens: whole(row.input_tokens),
    outputTokens: whole(row.output_tokens),
    cacheCreationTokens: whole(row.cache_creation_input_tokens),
    cacheReadTokens: whole(row.cache_read_input_tokens),
    startedAt,
  };
}

function stateOf({ status_code, duration_ms }: RequestRow, ageMs: number): ActivityRequest['state'] {
  if (status_code !== null || duration_ms !== null) return 'finished';
  return ageMs < LOST_AFTER_MS ? 'running' : 'lost';
}
