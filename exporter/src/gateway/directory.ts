import type { Queryable } from './postgres.ts';
import type { GatewaySchema } from './schema.ts';
import { readSettings, type GatewaySettings } from './settings.ts';
import {
  limitColumns,
  optional,
  spendingLimits,
  type LimitRow,
  type SpendingLimits,
} from './spending-limits.ts';

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
export interface User extends SpendingLimits {
  id: number;
  name: string;
  role: string;
  tags: string[];
  groups: string[];
  deleted: boolean;
  enabled: boolean;
  /** Until when they may use the gateway, Unix ms; null = without end. */
  expiresAt: number | null;
  /** Requests per minute; null = unlimited (rpm_limit 0 or NULL). */
  requestLimit: number | null;
  /** Concurrent sessions; null = unlimited (limit_concurrent_sessions 0 or NULL). */
  sessionLimit: number | null;
}

/** A client key (table `keys`): its id and name, never its string. */
export interface Key extends SpendingLimits {
  id: number;
  userId: number;
  name: string;
  deleted: boolean;
  enabled: boolean;
  /** Concurrent sessions; null = those of its user (limit_concurrent_sessions 0 or NULL). */
  sessionLimit: number | null;
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
      const users = await readUsers(connection, schema);
      people = { users, keys: await readKeys(connection, schema, users) };
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

const aboveZero = (limit: number | null) => (limit !== null && limit > 0 ? limit : null);

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
           ${limitColumns(schema, 'providers')}
    FROM public.providers WHERE deleted_at IS NULL ORDER BY priority, id`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    type: row.type ?? 'claude',
    groups: groupNames(row.group_tag),
    enabled: row.is_enabled ?? true,
    priority: row.priority ?? 0,
    slotLimit: aboveZero(row.slot_limit),
    ...spendingLimits(row, 'providers'),
  }));
}

async function readProviderNames(connection: Queryable): Promise<Map<number, string>> {
  const rows = await connection.query<{ id: number; name: string }>('SELECT id, name FROM public.providers');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

interface UserRow extends LimitRow {
  id: number;
  name: string;
  role: string | null;
  tags: unknown;
  provider_group: string | null;
  deleted: boolean;
  is_enabled: boolean | null;
  expires_ms: string | null;
  request_limit: number | null;
  session_limit: number | null;
}

async function readUsers(connection: Queryable, schema: GatewaySchema): Promise<Map<number, User>> {
  const column = (name: Parameters<typeof schema.has<'users'>>[1], type: string) =>
    optional(schema, 'users', name, type);
  const rows = await connection.query<UserRow>(`
    SELECT id, name, role, ${column('tags', 'jsonb')} AS tags, ${column('provider_group', 'text')} AS provider_group,
           deleted_at IS NOT NULL AS deleted, ${column('is_enabled', 'boolean')} AS is_enabled,
           floor(extract(epoch FROM ${column('expires_at', 'timestamptz')}) * 1000)::text AS expires_ms,
           ${column('rpm_limit', 'integer')} AS request_limit,
           ${column('limit_concurrent_sessions', 'integer')} AS session_limit, ${limitColumns(schema, 'users')}
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
        enabled: row.is_enabled ?? true,
        expiresAt: row.expires_ms === null ? null : Number(row.expires_ms),
        requestLimit: aboveZero(row.request_limit),
        sessionLimit: aboveZero(row.session_limit),
        ...spendingLimits(row, 'users'),
      },
    ]),
  );
}

interface KeyRow extends LimitRow {
  id: number;
  user_id: number;
  name: string;
  deleted: boolean;
  is_enabled: boolean | null;
  session_limit: number | null;
}

async function readKeys(
  connection: Queryable,
  schema: GatewaySchema,
  users: ReadonlyMap<number, User>,
): Promise<Map<number, Key>> {
  const column = (name: Parameters<typeof schema.has<'keys'>>[1], type: string) =>
    optional(schema, 'keys', name, type);
  const rows = await connection.query<KeyRow>(`
    SELECT id, user_id, name, ${column('deleted_at', 'timestamptz')} IS NOT NULL AS deleted,
           ${column('is_enabled', 'boolean')} AS is_enabled,
           ${column('limit_concurrent_sessions', 'integer')} AS session_limit, ${limitColumns(schema, 'keys')}
    FROM public.keys`);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        userId: row.user_id,
        name: row.name,
        deleted: row.deleted,
        enabled: row.is_enabled ?? true,
        sessionLimit: aboveZero(row.session_limit),
        ...spendingLimits(row, 'keys', users.get(row.user_id)?.countsFrom.total),
      },
    ]),
  );
}

/** Group names of a comma list (ASCII or fullwidth comma, or newline); none = `default` (gateway.md 1.9). */
function groupNames(list: string | null): string[] {
  const names = (list ?? '')
    .split(/[,，\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? ['default'] : names;
}
