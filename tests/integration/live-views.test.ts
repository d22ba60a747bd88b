import { setTimeout as delay } from 'node:timers/promises';
import type { Heartbeat } from '../../exporter/src/heartbeat.ts';
import { activity, cutActivity, type ActivityRequest } from '../../exporter/src/questions/activity.ts';
import { ownSessions, sessions } from '../../exporter/src/questions/sessions.ts';
import { freshAnswer, startInProcess, type InProcess } from '../exporter/in-process.ts';
import {
  activityReference,
  liveMembers,
  sessionsInRedis,
  sessionsReference,
  volumeReference,
} from '../exporter/live-reference.ts';
import { addOddities } from '../exporter/odd-requests.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { fillHistory } from '../gateway/history.ts';
import { startGateway } from '../gateway/simulator.ts';
import { waitUntil } from '../servers/wait-until.ts';

const observed = '{observed_sessions}:global:active_sessions';

let stack: Stack;
let gateway: Gateway;
let exporter: InProcess;
let heartbeat: Heartbeat;

beforeAll(async () => {
  stack = await startStack();
  gateway = await startGateway({
    databaseUrl: stack.ownerUrl,
    redisUrl: stack.redis.url,
    requestsPerMinute: 600,
    rhythm: 'steady',
    duplicatedKeyStrings: 6,
    prepare: (directory) => fillHistory(stack.ownerUrl, directory, { rows: 2000, days: 3, seed: 3 }),
  });
  await gateway.storm(60);
  await delay(2000);
  await gateway.pause();
  await addOddities(stack);
  exporter = await startInProcess(stack);
  heartbeat = exporter.heartbeat;
}, 120_000);
afterAll(async () => {
  await exporter.stop();
  await gateway.stop();
  await stack.stop();
});

/** As the reference tells a request. */
const told = (request: ActivityRequest) => ({
  id: request.id,
  session: request.session,
  user_id: request.user?.id ?? null,
  user_name: request.user?.name ?? null,
  key_id: request.key?.id ?? null,
  key_name: request.key?.name ?? null,
  provider_id: request.provider?.id ?? null,
  provider_name: request.provider?.name ?? null,
  model: request.model,
  billed_model: request.billedModel,
  status_code: request.statusCode,
  blocked_by: request.blockedBy,
  duration_ms: request.state === 'running' ? null : request.durationMs,
  ttfb_ms: request.ttftMs,
  first_byte_ms: request.firstByteMs,
  cost: request.costUsd,
  input: request.inputTokens,
  output: request.outputTokens,
  cache_creation: request.cacheCreationTokens,
  cache_read: request.cacheReadTokens,
  started: request.startedAt,
  state: request.state,
});

describe.each([
  ['original', 'few'],
  ['redirected', 'many'],
] as const)('billing by the %s model, %s sessions', (basis, crowd) => {
  beforeAll(async () => {
    if (crowd === 'many') {
      gateway.resume();
      await gateway.storm(300);
      await gateway.pause();
    }
    await stack.database.query('UPDATE system_settings SET billing_model_source = $1', [basis]);
    await waitUntil(
      'the exporter has the setting',
      async () => {
        await heartbeat.questions.gateway.ask();
        const directory = heartbeat.questions.gateway.latest()?.value.directory;
        return directory?.settings.billingModelSource === basis;
      },
      40_000,
    );
    // What is asked already may have begun before the pause.
    for (let turn = 0; turn < 2; turn += 1) await heartbeat.questions.concurrentSessions.ask();
  }, 60_000);

  test('the live stream, of any length, of everybody and of each user', async () => {
    const { value, asOf } = await freshAnswer(() => heartbeat.live.activity.want());
    const live = await liveMembers(stack.cache, observed);
    expect(live.length > 30 && live.length < 190).toBe(crowd === 'few');
    const lengths = crowd === 'few' ? [1, 20, live.length - 3, live.length + 3, 200] : [1, 20, 200];
    for (const limit of lengths) {
      const wanted = await activityReference(stack.database, live, limit, null);
      const stream = cutActivity(value, limit);
      expect(stream.map(told)).toEqual(wanted);
      expect(stream).toHaveLength(limit);
      for (const { state, durationMs, startedAt } of stream) {
        if (state === 'running') expect(durationMs).toBe(asOf - startedAt);
      }
    }
    const all = cutActivity(value, 200);
    if (crowd === 'few') {
      expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['running', 'finished', 'lost']));
      expect(all.some(({ blockedBy, provider }) => blockedBy !== null && provider === null)).toBe(true);
    }
    for (const userId of new Set(all.map(({ user }) => user?.id ?? 0))) {
      const own = await heartbeat.live.ownActivity(userId);
      for (const limit of [5, 20]) {
        const wanted = await activityReference(stack.database, live, limit, userId);
        expect(cutActivity(own.value, limit).map(told)).toEqual(wanted);
      }
    }
  });

  test('the live sessions: owners, sums, states', async () => {
    const { value } = await freshAnswer(() => heartbeat.live.sessions.want());
    const inRedis = await sessionsInRedis(stack.cache);
    const wanted = await sessionsReference(
      stack.database,
      inRedis.map(({ id }) => id),
    );
    expect(value.live).toBe(inRedis.length);
    expect(value.live).toBe(heartbeat.questions.concurrentSessions.latest()?.value);
    expect(new Set(value.sessions.map(({ id }) => id))).toEqual(new Set(inRedis.map(({ id }) => id)));
    const trimmed = (cost: string) => cost.replace(/\.?0+$/, '') || '0';
    const seen = value.sessions.map((session) => ({
      id: session.id,
      user_id: session.user?.id ?? null,
      key_id: session.key?.id ?? null,
      requests: session.requests,
      cost: trimmed(session.costUsd),
      input: session.inputTokens,
      output: session.outputTokens,
      cache_creation: session.cacheCreationTokens,
      cache_read: session.cacheReadTokens,
      duration: session.durationMs,
      started: session.startedAt,
      latest: session.lastRequestAt,
      providers: session.providers.map(({ id }) => id).sort((one, other) => one - other),
      models: session.requests === 0 ? [] : [...session.models].sort(),
    }));
    const byId = new Map(seen.map((session) => [session.id, session]));
    expect(wanted.map(({ id }) => byId.get(String(id)))).toEqual(wanted);
    for (const { id, inFlight, failed } of inRedis) {
      const session = value.sessions.find((one) => one.id === id)!;
      const busy = session.requests <= 1 ? 'INIT' : 'BUSY';
      expect([id, session.inFlight, session.state]).toEqual([
        id,
        inFlight,
        failed ? 'FAIL' : inFlight > 0 ? busy : 'IDLE',
      ]);
    }
    expect(value.sessions.find(({ id }) => id === 'begun')?.state).toBe('INIT');
    expect(value.sessions.find(({ id }) => id === 'orphan')).toMatchObject({ state: 'FAIL', key: null });
    const long = value.sessions.find(({ id }) => id === 'long');
    expect(long).toMatchObject({ state: 'BUSY', requests: 5, costUsd: '0.300000000000003' });
    expect(long?.models).toEqual(
      basis === 'original'
        ? ['asked-b', 'asked-a', 'claude-opus-4-5']
        : ['upstream-b', 'upstream-a', 'claude-opus-4-5'],
    );
    expect(long?.providers.map(({ id }) => id)).toEqual([3, 5, 1]);
    const latest = value.sessions.flatMap(({ lastRequestAt }) => lastRequestAt ?? []);
    expect(latest).toEqual([...latest].sort((one, other) => other - one));
    expect(value.sessions.at(-1)).toMatchObject({ lastRequestAt: null, state: 'IDLE' });
    const waiting = value.sessions.find(({ id }) => id === 'without-a-request');
    expect(waiting).toMatchObject({ requests: 0, models: ['asked-for'], startedAt: null, state: 'IDLE' });
    const own = ownSessions(value, waiting?.user?.id ?? 0).sessions;
    expect(own).toEqual(value.sessions.filter(({ user }) => user?.id === waiting?.user?.id));
    expect(own.length).toBeGreaterThan(1);
  });
});

test('slots of every provider, with volume and breakers, and the whole fleet', async () => {
  const { database, cache } = stack;
  const limited = gateway.directory.providers.filter(({ active, slots }) => active && (slots ?? 0) > 1);
  await gateway.openBreaker(limited[0]!.id);
  await gateway.halfOpenBreaker(limited[1]!.id);
  await gateway.fillSlots(limited[2]!.id, 1000);
  const { value } = await freshAnswer(() => heartbeat.live.slots());
  const volumes = await volumeReference(database, 'Asia/Shanghai');
  const { rows } = await database.query<{ id: number; is_enabled: boolean; slots: number | null }>(
    `SELECT id, is_enabled, nullif(limit_concurrent_sessions, 0) AS slots FROM providers
     WHERE deleted_at IS NULL ORDER BY priority, id`,
  );
  expect(value.providers.map(({ provider }) => provider.id)).toEqual(rows.map(({ id }) => id));
  const fleet = { providers: 0, limit: 0, used: 0, left: 0 };
  for (const [index, { id, is_enabled, slots }] of rows.entries()) {
    const used = (await liveMembers(cache, `provider:${id}:active_sessions`)).length;
    const breaker = await cache.hgetall(`circuit_breaker:state:${id}`);
    const volume = volumes.get(id);
    expect(value.providers[index]).toMatchObject({
      provider: { id, enabled: is_enabled },
      used,
      limit: slots,
      utilizationRatio: slots === null ? null : used / slots,
      requestsToday: volume?.requests,
      tokensToday: volume?.tokens,
      circuit: breaker.circuitState ?? 'closed',
      halfOpensAt: breaker.circuitState === 'open' ? Number(breaker.circuitOpenUntil) : null,
    });
    if (!is_enabled || slots === null) continue;
    fleet.providers += 1;
    fleet.limit += slots;
    fleet.used += used;
    fleet.left += Math.max(0, slots - used);
  }
  expect(value.fleet).toEqual({ ...fleet, leftRatio: fleet.left / fleet.limit });
  expect(fleet.used).toBeGreaterThan(0);
  expect(value.providers.some(({ provider }) => !provider.enabled)).toBe(true);
  expect(value.providers.some(({ halfOpensAt }) => (halfOpensAt ?? 0) > Date.now())).toBe(true);
  expect(value.providers.some(({ tokensToday }) => (tokensToday ?? 0) > 0)).toBe(true);
});

test('where Redis has physical ids alone, those of one conversation are one session', async () => {
  const { database } = stack;
  const { rows } = await database.query<{ name: string; id: string }>(
    `SELECT session_id AS name, max(session_identity) AS id FROM message_request
     WHERE session_identity <> session_id AND deleted_at IS NULL AND NOT is_replay AND session_id <> 'client-s'
     GROUP BY 1 HAVING count(DISTINCT session_identity) = 1 ORDER BY max(created_at) DESC LIMIT 20`,
  );
  await database.query(`UPDATE message_request SET session_identity = $1 WHERE session_id = $2`, [
    rows[0]!.id,
    rows[1]!.name,
  ]);
  const names = rows.map(({ name }) => name);
  const identities = [...new Set(rows.map(({ id }, index) => (index === 1 ? rows[0]!.id : id)))];
  const { schema, directory } = heartbeat.questions.gateway.latest()!.value;
  const [stream, list] = await heartbeat.askGateway(async (connection) => [
    await activity(connection, schema, directory, { naming: 'physical', names }, Date.now()),
    await sessions(
      connection,
      schema,
      directory,
      names.length,
      'physical',
      names.map((name) => ({ name, userId: null, keyId: null, model: null, failed: false, inFlight: 1 })),
    ),
  ]);
  expect(stream.liveSessions).toEqual(new Set(identities));
  const live = new Set(cutActivity(stream, identities.length).map(({ session }) => session));
  expect(live).toEqual(new Set(identities));
  expect(list.sessions.map(({ id, inFlight }) => [id, inFlight]).sort()).toEqual(
    identities.map((id) => [id, id === rows[0]!.id ? 2 : 1]).sort(),
  );
});

test('the heartbeat keeps up what somebody has just looked at', async () => {
  const { activity: stream } = heartbeat.live;
  expect((await stream.want()).quality).toBe('fresh');
  const attempt = stream.lastAttempt();
  await waitUntil('it is asked again', () => stream.lastAttempt() !== attempt);
});

test('a log that was cleaned away: the ledger tells what it has', async () => {
  const { database } = stack;
  const kept = await database.query<{ id: number; session: string | null }>(
    `SELECT request_id AS id, coalesce(session_identity, session_id) AS session FROM usage_ledger
     WHERE NOT is_replay ORDER BY created_at DESC, id DESC`,
  );
  await database.query('DELETE FROM message_request');
  const { value } = await freshAnswer(() => heartbeat.live.activity.want());
  const live = new Set(await liveMembers(stack.cache, observed));
  const seen = new Set<string>();
  const newest = kept.rows.filter(({ session }) => {
    if (session === null || !live.has(session)) return false;
    const isNewest = !seen.has(session);
    seen.add(session);
    return isNewest;
  });
  const others = kept.rows.filter(({ session }) => session === null || !live.has(session));
  const wanted = [...newest.slice(0, 200), ...others.slice(0, Math.max(0, 200 - newest.length))].map(
    ({ id }) => id,
  );
  const stream = cutActivity(value, 200);
  expect(new Set(stream.map(({ id }) => id))).toEqual(new Set(wanted));
  expect(stream).toHaveLength(200);
  expect(stream.some(({ key }) => key?.name !== null)).toBe(true);
  const { value: list } = await freshAnswer(() => heartbeat.live.sessions.want());
  expect(list.sessions.filter(({ requests }) => requests > 0).length).toBeGreaterThan(30);
});

test('without Redis: sessions and slots are unknown and say why, the stream goes on from the database', async () => {
  await stack.database.query('DELETE FROM message_request');
  await stack.redis.kill();
  await waitUntil(
    'sessions are unknown',
    async () => (await heartbeat.live.sessions.want()).quality === 'unknown',
  );
  await waitUntil('slots are unknown', async () => (await heartbeat.live.slots()).quality === 'unknown');
  const sessions = await heartbeat.live.sessions.want();
  expect(sessions).toMatchObject({ quality: 'unknown', failure: { kind: 'unreachable' } });
  const { value } = await freshAnswer(() => heartbeat.live.activity.want());
  expect(value.liveSessions.size).toBe(0);
  const { rows } = await stack.database.query<{ id: number }>(
    'SELECT request_id AS id FROM usage_ledger WHERE NOT is_replay ORDER BY created_at DESC, id DESC LIMIT 20',
  );
  expect(new Set(cutActivity(value).map(({ id }) => id))).toEqual(new Set(rows.map(({ id }) => id)));
  await stack.redis.start();
  await freshAnswer(() => heartbeat.live.slots());
}, 60_000);
