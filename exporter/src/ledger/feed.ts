import type { Queryable } from '../gateway/postgres.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import type { Copy } from './copy.ts';

/** How far back written rows are asked for, so that the gateway's clock may differ from its database's a little. */
const LOOK_BACK_MS = 15_000;

/** Users whose rows are asked for, the newest first; what others write is left to the rechecks. */
const MOST_USERS = 5000;

/** Users who were seen this recently may still have requests in flight. */
const USERS_OF_LAST = "INTERVAL '26 hours'";

/** A row of the request log that was written lately, in the words of the index. */
interface WrittenRequest {
  /** message_request.id */
  id: number;
  /** updated_at in microseconds, as text. */
  writtenAt: string;
}

/**
 * What the gateway has written to finished requests in the last seconds: status, tokens, cost, and hedge costs minutes
 * later. The ledger has no updated_at; the request log has, in the index of each user's latest finished requests.
 */
export interface Feed {
  /** Reads what was written and has not been given yet. */
  read: (connection: Queryable) => Promise<WrittenRequest[]>;
  /** Remembers that these were taken into the copy. */
  taken: (written: readonly WrittenRequest[]) => void;
  /** Makes users known whose requests may be written to. */
  addUsers: (ids: readonly number[]) => void;
}

/** Statement of {@link Feed}: `$1` user ids. One short index range per user. */
export const writtenSql = `
  SELECT written.id, written.at FROM unnest($1::integer[]) AS asked (user_id)
  CROSS JOIN LATERAL (
    SELECT m.id, (extract(epoch FROM m.updated_at) * 1000000)::bigint::text AS at
    FROM public.message_request m
    WHERE m.user_id = asked.user_id AND m.updated_at > now() - interval '${LOOK_BACK_MS} milliseconds'
      AND m.deleted_at IS NULL AND m.is_replay = false AND m.status_code IS NOT NULL
      AND (m.blocked_by IS NULL OR m.blocked_by <> 'warmup')
    ORDER BY m.updated_at DESC NULLS LAST LIMIT 10000) AS written`;

/** Whether the gateway has the index, without which the feed would read every row of every user. */
async function hasIndex(connection: Queryable): Promise<boolean> {
  const [row] = await connection.query<{ ready: boolean }>(
    `SELECT coalesce((SELECT indisvalid AND indisready FROM pg_index
       WHERE indexrelid = to_regclass('public.idx_message_request_proxy_status_latest')), false) AS ready`,
  );
  return row?.ready === true;
}

const needed = [
  'id',
  'user_id',
  'updated_at',
  'deleted_at',
  'is_replay',
  'status_code',
  'blocked_by',
] as const;

/** Opens the feed of a gateway; undefined when its version has none. */
export async function openFeed(
  connection: Queryable,
  schema: GatewaySchema,
  copy: Copy,
): Promise<Feed | undefined> {
  if (!needed.every((column) => schema.has('message_request', column))) return undefined;
  if (!(await hasIndex(connection))) return undefined;

  const given = new Map<number, string>();
  const users = new Set<number>();
  const recent = await copy.engine.query<{ user_id: number | null }>(
    `SELECT user_id FROM rows WHERE created_at > (SELECT max(created_at) FROM rows WHERE created_at < now()) - ${USERS_OF_LAST}
     GROUP BY user_id`,
  );
  const addUsers = (ids: readonly number[]) => {
    for (const id of ids) {
      users.delete(id);
      users.add(id);
    }
    for (const id of users) {
      if (users.size <= MOST_USERS) break;
      users.delete(id);
    }
  };
  addUsers(recent.flatMap(({ user_id }) => (user_id === null ? [] : [user_id])));

  return {
    addUsers,
    async read(from) {
      const rows = await from.query<{ id: number; at: string }>(writtenSql, [[...users]]);
      const current = new Set(rows.map(({ id }) => id));
      for (const id of given.keys()) if (!current.has(id)) given.delete(id);
      return rows.flatMap(({ id, at }) => (given.get(id) === at ? [] : [{ id, writtenAt: at }]));
    },
    taken(written) {
      for (const { id, writtenAt } of written) given.set(id, writtenAt);
    },
  };
}
