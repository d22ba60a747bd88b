import type { Redis } from 'ioredis';
import type pg from 'pg';

/** Rows and keys as the gateway writes them, one at a time, for tests that need just a few. */

/** Inserts a row built from column names to values and returns its id. */
async function insert(database: pg.Pool, table: string, row: Record<string, unknown>): Promise<number> {
  const columns = Object.keys(row);
  const { rows } = await database.query<{ id: number }>(
    `INSERT INTO ${table} (${columns.join(', ')})
     VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING id`,
    Object.values(row),
  );
  return rows[0]?.id ?? 0;
}

/** A provider with a planted upstream secret, which must never be seen anywhere. */
export function addProvider(database: pg.Pool, row: Record<string, unknown> = {}): Promise<number> {
  return insert(database, 'providers', {
    name: 'anthropic-main',
    url: 'https://upstream.invalid',
    key: 'UPSTREAM-SECRET-of-a-provider',
    provider_type: 'claude',
    ...row,
  });
}

/** A request in the log; the gateway's trigger makes the ledger row of it. Finished unless the row says otherwise. */
export function addRequest(database: pg.Pool, row: Record<string, unknown> = {}): Promise<number> {
  return insert(database, 'message_request', {
    provider_id: 1,
    user_id: 1,
    key: 'sk-SECRET-of-a-client',
    model: 'claude-opus-4-5',
    endpoint: '/v1/messages',
    status_code: 200,
    duration_ms: 1500,
    cost_usd: '0.100000000000001',
    ...row,
  });
}

/** A live session: in the observed set, in a provider's set when one is named, with its info hash. */
export async function addSession(cache: Redis, session: string, providerId?: number): Promise<void> {
  const [seconds] = await cache.time();
  const now = Number(seconds) * 1000;
  await cache.zadd('{observed_sessions}:global:active_sessions', now, session);
  if (providerId !== undefined) await cache.zadd(`provider:${providerId}:active_sessions`, now, session);
  await cache.hset(`session:${session}:info`, { userName: 'alice', status: 'in_progress' });
  await cache.expire(`session:${session}:info`, 300);
}

/** A row of the ledger itself, as a backfill or an administrator writes it. Finished unless it says otherwise. */
export function addLedgerRow(database: pg.Pool, row: Record<string, unknown> = {}): Promise<number> {
  return insert(database, 'usage_ledger', {
    request_id: (lastRequestId -= 1),
    created_at: new Date(Date.now() - 3_600_000),
    user_id: 1,
    key: 'sk-SECRET-of-a-client',
    provider_id: 1,
    final_provider_id: 1,
    model: 'claude-opus-4-5',
    endpoint: '/v1/messages',
    status_code: 200,
    is_success: true,
    success_rate_outcome: 'success',
    ...row,
  });
}

/** Requests of the log have ids above 0. */
let lastRequestId = 0;
