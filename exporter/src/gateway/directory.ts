import type { GatewayTable } from './columns.ts';
import type { Queryable } from './postgres.ts';
import type { GatewaySchema } from './schema.ts';
import { readSettings, type GatewaySettings } from './settings.ts';

/** The five spans over which the gateway limits spending. */
export const quotaWindows = ['5h', 'daily', 'weekly', 'monthly', 'total'] as const;
export type QuotaWindow = (typeof quotaWindows)[number];

/** Spending limits of a provider, user or key, and when their windows begin anew (gateway.md 1.6 to 1.8). */
export interface SpendingLimits {
  /** USD as a decimal string per window; a window without a limit (NULL or not above 0) is absent. */
  limits: Partial<Record<QuotaWindow, string>>;
  fiveHourReset: 'fixed' | 'rolling';
  dailyReset: 'fixed' | 'rolling';
  /** Local HH:mm at which a fixed day begins. */
  dailyResetTime: string;
  /** Instant (Unix ms) from which the total accumulates; null = from the beginning. */
  totalSince: number | null;
}

/** An upstream account (table `providers`, not deleted). */
export interface Provider extends SpendingLimits {
  id: number;
  name: string;
  /** claude, claude-auth, codex, gemini, gemini-cli or openai-compatible. */
  type: string;
  groups: string[];
  enabled: boolean;
  /** Lower is tried first. */
  priority: number;
  /** Concurrent sessions it may have; null = unlimited (limit_concurrent_sessions 0 or NULL). */
  slotLimit: number | null;
}

/** A person or agent (table `users`); deleted ones stay, since their usage does. */
export interface User {
  id: number;
  name: string;
  role: string;
  tags: string[];
  groups: string[];
  deleted: boolean;
}

/** A client key (table `keys`): its id and name, never its string. */
export interface Key {
  id: number;
  userId: number;
  name: string;
  deleted: boolean;
}

/** Who and what the gateway knows. */
export interface Directory {
  settings: GatewaySettings;
  /** Ordered by priority, then id, as the gateway lists them. */
  providers: Provider[];
  /** Names by id, of deleted providers too: what they did stays counted. */
  providerNames: Map<number, string>;
  users: Map<number, User>;
  keys: Map<number, Key>;
}

interface ProviderRow extends LimitRow {
  id: number;
  name: string;
  type: string | null;
  group_tag: string | null;
  is_enabled: boolean | null;
  priority: number | null;
  slot_limit: number | null;
}

interface LimitRow {
  limit_5h: string | null;
  limit_daily: string | null;
  limit_weekly: string | null;
  limit_monthly: string | null;
  limit_total: string | null;
  five_hour_reset: string | null;
  daily_reset: string | null;
  daily_reset_time: string | null;
  total_since_ms: string | null;
}

/**
 * Reads the directory. Users and keys are read again only when their count, highest id or latest change
 * differ from `previous`, so that a call costs the database next to nothing.
 */
export function createDirectoryReader() {
  let fingerprint = '';
  let people: Pick<Directory, 'users' | 'keys'> = { users: new Map(), keys: new Map() };
  return async (connection: Queryable, schema: GatewaySchema): Promise<Directory> => {
    const current = await fingerprintOf(connection, schema);
    if (current !== fingerprint) {
      people = { users: await readUsers(connection, schema), keys: await readKeys(connection, schema) };
      fingerprint = current;
    }
    return {
      settings: await readSettings(connection, schema),
      providers: await readProviders(connection, schema),
      providerNames: await readProviderNames(connection),
      ...people,
    };
  };
}

/** The column, or a NULL of its type when this gateway does not have it. */
function optional<T extends GatewayTable>(
  schema: GatewaySchema,
  table: T,
  column: Parameters<typeof schema.has<T>>[1],
  type: string,
): string {
  return schema.has(table, column) ? column : `NULL::${type}`;
}

async function fingerprintOf(connection: Queryable, schema: GatewaySchema): Promise<string> {
  const part = (table: 'users' | 'keys') =>
    `SELECT '${table}' AS what, count(*)::text AS rows, max(id)::text AS newest,
            max(${optional(schema, table, 'updated_at', 'timestamptz')})::text AS changed,
            count(${optional(schema, table, 'deleted_at', 'timestamptz')})::text AS deleted
     FROM public.${table}`;
  return JSON.stringify(await connection.query(`${part('users')} UNION ALL ${part('keys')} ORDER BY 1`));
}

async function readProviders(connection: Queryable, schema: GatewaySchema): Promise<Provider[]> {
  const column = (name: Parameters<typeof schema.has<'providers'>>[1], type: string) =>
    optional(schema, 'providers', name, type);
  const rows = await connection.query<ProviderRow>(`
    SELECT id, name, ${column('provider_type', 'text')} AS type, ${column('group_tag', 'text')} AS group_tag,
           is_enabled, ${column('priority', 'integer')} AS priority,
           ${column('limit_concurrent_sessions', 'integer')} AS slot_limit,
           ${column('limit_5h_usd', 'numeric')}::text AS limit_5h,
           ${column('limit_daily_usd', 'numeric')}::text AS limit_daily,
           ${column('limit_weekly_usd', 'numeric')}::text AS limit_weekly,
           ${column('limit_monthly_usd', 'numeric')}::text AS limit_monthly,
           ${column('limit_total_usd', 'numeric')}::text AS limit_total,
           ${column('limit_5h_reset_mode', 'text')}::text AS five_hour_reset,
           ${column('daily_reset_mode', 'text')}::text AS daily_reset,
           ${column('daily_reset_time', 'text')} AS daily_reset_time,
           floor(extract(epoch FROM ${column('total_cost_reset_at', 'timestamptz')}) * 1000)::text AS total_since_ms
    FROM public.providers WHERE deleted_at IS NULL ORDER BY priority, id`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    type: row.type ?? 'claude',
    groups: groupNames(row.group_tag),
    enabled: row.is_enabled ?? true,
    priority: row.priority ?? 0,
    slotLimit: row.slot_limit !== null && row.slot_limit > 0 ? row.slot_limit : null,
    ...spendingLimits(row),
  }));
}

async function readProviderNames(connection: Queryable): Promise<Map<number, string>> {
  const rows = await connection.query<{ id: number; name: string }>('SELECT id, name FROM public.providers');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function spendingLimits(row: LimitRow): SpendingLimits {
  const values: Record<QuotaWindow, string | null> = {
    '5h': row.limit_5h,
    daily: row.limit_daily,
    weekly: row.limit_weekly,
    monthly: row.limit_monthly,
    total: row.limit_total,
  };
  const limits: SpendingLimits['limits'] = {};
  for (const window of quotaWindows) {
    const value = values[window];
    if (value !== null && Number(value) > 0) limits[window] = value;
  }
  return {
    limits,
    fiveHourReset: row.five_hour_reset === 'fixed' ? 'fixed' : 'rolling',
    dailyReset: row.daily_reset === 'rolling' ? 'rolling' : 'fixed',
    dailyResetTime: row.daily_reset_time ?? '00:00',
    totalSince: row.total_since_ms === null ? null : Number(row.total_since_ms),
  };
}

async function readUsers(connection: Queryable, schema: GatewaySchema): Promise<Map<number, User>> {
  const rows = await connection.query<{
    id: number;
    name: string;
    role: string | null;
    tags: unknown;
    provider_group: string | null;
    deleted: boolean;
  }>(`
    SELECT id, name, role, ${optional(schema, 'users', 'tags', 'jsonb')} AS tags,
           ${optional(schema, 'users', 'provider_group', 'text')} AS provider_group,
           deleted_at IS NOT NULL AS deleted
    FROM public.users`);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        role: row.role ?? 'user',
        tags: Array.isArray(row.tags) ? row.tags.filter((tag) => typeof tag === 'string') : [],
        groups: groupNames(row.provider_group),
        deleted: row.deleted,
      },
    ]),
  );
}

async function readKeys(connection: Queryable, schema: GatewaySchema): Promise<Map<number, Key>> {
  const deleted = optional(schema, 'keys', 'deleted_at', 'timestamptz');
  const rows = await connection.query<{ id: number; user_id: number; name: string; deleted: boolean }>(
    `SELECT id, user_id, name, ${deleted} IS NOT NULL AS deleted FROM public.keys`,
  );
  return new Map(
    rows.map((row) => [row.id, { id: row.id, userId: row.user_id, name: row.name, deleted: row.deleted }]),
  );
}

/** Group names of a comma list (ASCII or fullwidth comma, or newline); none = `default` (gateway.md 1.9). */
export function groupNames(list: string | null): string[] {
  const names = (list ?? '')
    .split(/[,，\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? ['default'] : names;
}
