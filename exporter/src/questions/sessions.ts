import type { Directory } from '../gateway/directory.ts';
import type { SessionDetails, SessionNaming } from '../gateway/live-sessions.ts';
import type { Queryable } from '../gateway/postgres.ts';
import type { GatewayColumn } from '../gateway/columns.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import { ledgerSource } from '../ledger/source.ts';
import type { Named } from './activity.ts';
import { boardModel, modelLabel, type ModelBasis } from './leaderboard/board-sql.ts';
import { moneyText, moneyUnits } from './money.ts';
import { newestOfSessions, requestTables, type SessionRow } from './request-rows.ts';

/**
 * What a session does, as the gateway's list of sessions shows it (gateway.md 3.8): FAIL when its status is `error`; else
 * with requests in flight INIT while it has no more than one request, and BUSY from then on; else IDLE.
 * The status is that of `session:<name>:info` in Redis, where `error` stands from the end of a failed request until the
 * next one begins. The gateway's own list has the rule but never hands it that status, and so never shows FAIL.
 */
type SessionState = 'INIT' | 'BUSY' | 'IDLE' | 'FAIL';

/** A live session. Sums are over its owner's billable requests, all of them; null = not known. */
interface Session {
  /** Its identity, or its physical id on gateways that know none. */
  id: string;
  user: Named | null;
  key: Named | null;
  /** Null when the number of requests in flight is. */
  state: SessionState | null;
  /** Requests being served now. */
  inFlight: number | null;
  requests: number;
  /** Exact decimal string of USD. */
  costUsd: string;
  inputTokens: number;
  outputTokens: number;
  cacheCreationTokens: number;
  cacheReadTokens: number;
  /** Durations of its finished requests added up. */
  durationMs: number;
  /** Those that answered, in order of their first answer. */
  providers: Named[];
  /** By the setting billing_model_source, in order of their first use; before the first, the one that Redis names. */
  models: string[];
  /** When its first and its newest request began, Unix ms; null when the ledger has none of it. */
  startedAt: number | null;
  lastRequestAt: number | null;
}

/** The live sessions of everybody, or of one user ({@link ownSessions}). */
export interface SessionList {
  /** How many there are, in the list or not. */
  live: number;
  /** Those with the newest requests first; at most {@link MOST_SESSIONS}, the latest seen. */
  sessions: Session[];
}

/** The most sessions that are looked at. */
export const MOST_SESSIONS = 1000;

/** A session whose owner is known, before its requests are added up. */
interface Owned {
  id: string;
  userId: number | null;
  keyId: number | null;
  model: string | null;
  inFlight: number | null;
  failed: boolean;
}

interface PartRow {
  session: string;
  provider_id: number | null;
  model: string | null;
  requests: string;
  cost: string | null;
  input: string | null;
  output: string | null;
  cache_creation: string | null;
  cache_read: string | null;
  duration: string | null;
  first_ms: string;
  last_ms: string;
}

/**
 * Answers which sessions are live and what they have used (gateway.md 3.8). A session belongs to the user and key of its
 * newest request; before it has one, to those that Redis names. Unlike the gateway's list, this one has every session that
 * the gateway counts, those of deleted keys too.
 * @param live how many sessions there are
 * @param details of the latest seen of them
 */
export async function sessions(
  connection: Queryable,
  schema: GatewaySchema,
  directory: Directory,
  live: number,
  naming: SessionNaming,
  details: readonly SessionDetails[],
): Promise<SessionList> {
  if (details.length === 0) return { live, sessions: [] };
  const names = details.map(({ name }) => name);
  const owned = ownersOf(details, await newestOfSessions(connection, requestTables(schema), naming, names));
  const parts = await connection.query<PartRow>(
    sessionSumsSql(schema, directory.settings.billingModelSource),
    [owned.map(({ id }) => id), owned.map(({ userId }) => userId)],
  );
  const partsOf = new Map<string, PartRow[]>(owned.map(({ id }) => [id, []]));
  for (const part of parts) partsOf.get(part.session)?.push(part);
  const list = owned.map((session) => shownSession(session, partsOf.get(session.id) ?? [], directory));
  return {
    live,
    sessions: list.sort((one, other) => newestAt(other) - newestAt(one) || (one.id < other.id ? -1 : 1)),
  };
}

/** A session whose first request is not written yet comes first; an idle one with nothing to show, last. */
const newestAt = ({ lastRequestAt, state }: Session): number =>
  lastRequestAt ?? (state === 'IDLE' ? -Infinity : Infinity);

/** The part of a list that is one user's. `live` counts those that were looked at. */
export function ownSessions({ sessions: all }: SessionList, userId: number): SessionList {
  const own = all.filter(({ user }) => user?.id === userId);
  return { live: own.length, sessions: own };
}

/** Owners of sessions. Physical ids of one conversation become one session. */
function ownersOf(details: readonly SessionDetails[], newest: readonly SessionRow[]): Owned[] {
  const rowOf = new Map(newest.map((row) => [row.name, row]));
  const owned = new Map<string, Owned>();
  for (const { name, userId, keyId, model, inFlight, failed } of details) {
    const row = rowOf.get(name);
    const id = row?.session ?? name;
    const known = owned.get(id);
    owned.set(id, {
      id,
      userId: known?.userId ?? row?.user_id ?? userId,
      keyId: known?.keyId ?? (row === undefined ? keyId : row.key_id),
      model: known?.model ?? model,
      inFlight: known === undefined ? inFlight : plus(known.inFlight, inFlight),
      failed: failed || known?.failed === true,
    });
  }
  return [...owned.values()];
}

const plus = (one: number | null, other: number | null) =>
  one === null || other === null ? null : one + other;

/**
 * Statement that adds up the billable requests of sessions, `$1` (text[]) their ids and `$2` (integer[]) their owners,
 * apart for each provider and model.
 */
export function sessionSumsSql(schema: GatewaySchema, modelBasis: ModelBasis): string {
  const source = ledgerSource(schema);
  const has = (column: GatewayColumn<'usage_ledger'> & GatewayColumn<'message_request'>) =>
    schema.has(source.table, column);
  const sum = (column: string) => `sum(${column})::text`;
  const where = [
    `${has('session_identity') ? 'coalesce(r.session_identity, r.session_id)' : 'r.session_id'} = live.session`,
    'r.user_id = live.user_id',
    // Said again where the index that leads to them wants it.
    ...(has('blocked_by') ? ['r.blocked_by IS NULL'] : []),
    ...(has('is_replay') ? ['r.is_replay = false'] : []),
  ].join(' AND ');
  const ms = (instant: string) => `floor(extract(epoch FROM ${instant}) * 1000)::text`;
  return `
    SELECT live.session, final_provider_id AS provider_id, ${boardModel(modelBasis)} AS model,
           count(*)::text AS requests, ${sum('cost_usd')} AS cost, ${sum('input_tokens')} AS input,
           ${sum('output_tokens')} AS output, ${sum('cache_creation_input_tokens')} AS cache_creation,
           ${sum('cache_read_input_tokens')} AS cache_read, ${sum('duration_ms')} AS duration,
           ${ms('min(created_at)')} AS first_ms, ${ms('max(created_at)')} AS last_ms
    FROM unnest($1::text[], $2::integer[]) AS live (session, user_id)
    CROSS JOIN LATERAL (${source.rows({ where, withKeys: false, lookUpEach: true })}) AS requests
    WHERE billable GROUP BY 1, 2, 3 ORDER BY min(created_at), 2, 3`;
}

function shownSession(session: Owned, parts: readonly PartRow[], directory: Directory): Session {
  const { id, userId, keyId, inFlight, failed } = session;
  const { users, keys, providerNames } = directory;
  const total = (figure: keyof PartRow) => parts.reduce((sum, part) => sum + BigInt(part[figure] ?? '0'), 0n);
  const requests = Number(total('requests'));
  const models = parts.flatMap(({ model }) => modelLabel(model) ?? []);
  const providers = parts.flatMap(({ provider_id }) => provider_id ?? []);
  const named = (of: number, name: string | undefined): Named => ({ id: of, name: name ?? null });
  const cost = parts.reduce((sum, part) => sum + moneyUnits(part.cost ?? '0'), 0n);
  return {
    id,
    user: userId === null ? null : named(userId, users.get(userId)?.name),
    key: keyId === null ? null : named(keyId, keys.get(keyId)?.name),
    state: stateOf(failed, inFlight, requests),
    inFlight,
    requests,
    costUsd: moneyText(cost),
    inputTokens: Number(total('input')),
    outputTokens: Number(total('output')),
    cacheCreationTokens: Number(total('cache_creation')),
    cacheReadTokens: Number(total('cache_read')),
    durationMs: Number(total('duration')),
    providers: [...new Set(providers)].map((provider) => named(provider, providerNames.get(provider))),
    models: parts.length === 0 && session.model !== null ? [session.model] : [...new Set(models)],
    startedAt: parts.length === 0 ? null : Math.min(...parts.map(({ first_ms }) => Number(first_ms))),
    lastRequestAt: parts.length === 0 ? null : Math.max(...parts.map(({ last_ms }) => Number(last_ms))),
  };
}

function stateOf(failed: boolean, inFlight: number | null, requests: number): SessionState | null {
  if (failed) return 'FAIL';
  if (inFlight === null) return null;
  if (inFlight === 0) return 'IDLE';
  return requests <= 1 ? 'INIT' : 'BUSY';
}
