import { addRequest, addSession } from './rows.ts';
import type { Stack } from './stack.ts';

/**
 * Adds to live traffic what a few seconds of it do not bring by themselves: odd names, figures, owners and ends of recent
 * requests, and the sessions `begun`, `crashed`, `orphan`, `without-a-request` and `long`.
 */
export async function addOddities({ database, cache }: Stack): Promise<void> {
  const recent = 'id IN (SELECT id FROM message_request ORDER BY created_at DESC LIMIT 150)';
  for (const statement of [
    `UPDATE message_request SET model = 'upstream-' || id % 3 WHERE id % 3 = 0 AND ${recent}`,
    `UPDATE message_request SET original_model = NULL WHERE id % 7 = 0 AND ${recent}`,
    `UPDATE message_request SET model = NULL, original_model = NULL WHERE id % 11 = 0 AND ${recent}`,
    `UPDATE message_request SET original_model = '  ' WHERE id % 13 = 0 AND ${recent}`,
    `UPDATE message_request SET provider_id = 424242 WHERE id % 17 = 0 AND ${recent}`,
    `UPDATE message_request SET user_id = 424242 WHERE id % 19 = 0 AND ${recent}`,
    `UPDATE message_request SET cost_usd = 999999.999999999999999 WHERE id % 23 = 0 AND ${recent}`,
    `UPDATE message_request SET deleted_at = now() WHERE id % 29 = 0 AND ${recent}`,
    `UPDATE users SET deleted_at = now(), updated_at = now() WHERE id IN (3, 4)`,
    `UPDATE providers SET deleted_at = now() WHERE id = 2`,
    `UPDATE providers SET is_enabled = false WHERE id = 4`,
  ]) {
    await database.query(statement);
  }
  const { rows } = await database.query<{ id: number; user_id: number; key: string }>(
    'SELECT id, user_id, key FROM keys WHERE deleted_at IS NULL ORDER BY id LIMIT 2',
  );
  const [key] = rows;
  if (key === undefined) throw new Error('the gateway has no keys');
  const owner = { user_id: key.user_id, key: key.key };
  const running = { status_code: null, duration_ms: null, cost_usd: '0', ...owner };
  await addRequest(database, { ...running, session_id: 'begun', session_identity: 'begun' });
  await addRequest(database, {
    ...running,
    session_id: 'crashed',
    session_identity: 'crashed',
    created_at: new Date(Date.now() - 2 * 86_400_000),
  });
  await addRequest(database, {
    ...owner,
    provider_id: 0,
    blocked_by: 'sensitive_word',
    status_code: 400,
    session_id: null,
  });
  const orphan = { user_id: 1, key: 'sk-SECRET-without-a-row', session_identity: 'orphan' };
  await addRequest(database, { ...orphan, status_code: 500 });
  const long = { ...owner, session_id: 'client-s', session_identity: 'long' };
  for (const row of [
    { provider_id: 3, final: 5, model: 'upstream-b', original_model: 'asked-b' },
    { provider_id: 3, model: 'upstream-a', original_model: 'asked-a', input_tokens: 5 },
    { provider_id: 1, model: 'upstream-a', original_model: 'asked-a', cost_usd: null },
    { endpoint: '/v1/messages/count_tokens/' },
    { blocked_by: 'sensitive_word' },
    { is_replay: true },
    { user_id: key.user_id + 1 },
    {
      provider_id: 3,
      model: 'upstream-b',
      original_model: 'asked-b',
      created_at: new Date(Date.now() - 40 * 86_400_000),
    },
  ]) {
    const { final, ...columns } = { final: undefined, ...row };
    const chain =
      final === undefined
        ? {}
        : { provider_chain: JSON.stringify([{ id: final, reason: 'request_success' }]) };
    await addRequest(database, { ...long, ...columns, ...chain });
  }
  await addRequest(database, { ...long, ...running });
  await cache.set('observed_session:long:concurrent_count', 2);
  for (const name of ['begun', 'crashed', 'orphan', 'without-a-request', 'long'])
    await addSession(cache, name);
  await cache.set('observed_session:begun:concurrent_count', 1);
  await cache.hset('session:orphan:info', { status: 'error' });
  await cache.hset('session:without-a-request:info', { userId: owner.user_id, keyId: 1, model: 'asked-for' });
}
