import pg from 'pg';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { seedDirectory, type GatewayDirectory } from './directory.ts';
import { fillHistory, type HistoryOptions } from './history.ts';
import { gatewayOptions } from './options.ts';
import { createGatewaySchema } from './schema/create.ts';
import type { GatewayShape } from './schema/shapes.ts';

type Row = Record<string, unknown>;

interface Gateway {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly directory: GatewayDirectory;
  /** The first row of the answer. */
  readonly ask: (sql: string) => Promise<Row>;
}

const until = new Date('2026-05-20T10:00:00Z');
const past: HistoryOptions = { rows: 6_000, days: 28, until, seed: 7 };

let server: PostgresServer;
const gateways: Gateway[] = [];
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await Promise.all(gateways.map(({ pool }) => pool.end()));
  await server.stop();
});

async function gateway(name: string, shape: GatewayShape = 'current'): Promise<Gateway> {
  const url = await server.createDatabase(name);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  await createGatewaySchema(pool, shape);
  const directory = await seedDirectory(pool, gatewayOptions({ shape }));
  const ask = async (sql: string) => (await pool.query<Row>(sql)).rows[0] ?? {};
  const made = { url, pool, directory, ask };
  gateways.push(made);
  return made;
}

/** What decides how the tables behave. */
const structure = `SELECT
  (SELECT jsonb_agg(indexdef ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public') AS indexes,
  (SELECT jsonb_agg((tgname, tgenabled) ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal) AS triggers`;
const fingerprint = `SELECT
  (SELECT md5(string_agg(l::text, '|' ORDER BY id)) FROM usage_ledger l) AS ledger,
  (SELECT md5(string_agg(l::text, '|' ORDER BY id)) FROM message_request l) AS log`;

describe('a month in the newest gateway', () => {
  let month: Gateway;
  let before: Row;
  beforeAll(async () => {
    month = await gateway('month');
    before = await month.ask(structure);
    await fillHistory(month.url, month.directory, past);
  });

  test('has exactly the rows that were asked for, within the time, and a log of the last week', async () => {
    expect(
      await month.ask(`SELECT count(*)::integer AS rows, min(created_at) >= '2026-04-22T10:00:00Z' AS begins,
        max(created_at + make_interval(secs => coalesce(duration_ms, 0) / 1000.0)) <= '2026-05-20T10:00:00Z' AS ends
        FROM usage_ledger`),
    ).toEqual({ rows: 6_000, begins: true, ends: true });
    const log =
      await month.ask(`SELECT count(*)::integer AS rows, min(created_at) >= '2026-05-13T10:00:00Z' AS begins,
      min(created_at) < '2026-05-14' AS early, bool_and(updated_at >= created_at) AS "ordered",
      max(updated_at) <= '2026-05-20T10:00:00Z' AS ends FROM message_request`);
    expect(log).toMatchObject({ begins: true, early: true, ordered: true, ends: true });
    expect(log['rows']).toBeGreaterThan(1_500);
    expect(log['rows']).toBeLessThan(2_500);
  });

  test('leaves indexes and trigger as they were', async () => {
    expect(await month.ask(structure)).toEqual(before);
  });

  test("is what the gateway's own trigger makes of the log", async () => {
    await month.pool
      .query(`CREATE TABLE loaded AS SELECT * FROM usage_ledger WHERE request_id IN (SELECT id FROM message_request);
      DELETE FROM usage_ledger WHERE request_id IN (SELECT id FROM message_request);
      UPDATE message_request SET status_code = status_code`);
    const columns =
      await month.ask(`SELECT string_agg(column_name, ', ') AS names FROM information_schema.columns
      WHERE table_name = 'usage_ledger' AND column_name <> 'id'`);
    const names = String(columns['names']);
    const made = `SELECT ${names} FROM usage_ledger WHERE request_id IN (SELECT id FROM message_request)`;
    const loaded = `SELECT ${names} FROM loaded`;
    const { rows } = await month.pool.query(
      `(${loaded} EXCEPT ${made}) UNION ALL (${made} EXCEPT ${loaded})`,
    );
    expect(rows).toEqual([]);
    const { count } = await month.ask('SELECT count(*)::integer AS count FROM loaded');
    expect(count).toBeGreaterThan(1_500);
  });

  test('has all sorts of requests', async () => {
    const sorts = await month.ask(`SELECT array_agg(DISTINCT status_code ORDER BY status_code) AS statuses,
        array_agg(DISTINCT success_rate_outcome ORDER BY success_rate_outcome) AS outcomes,
        count(*) FILTER (WHERE blocked_by = 'sensitive_word') > 0 AS blocked,
        count(*) FILTER (WHERE is_replay AND cost_usd = 0 AND replay_source_request_id < request_id) > 0 AS replayed,
        count(*) FILTER (WHERE is_replay AND cost_usd <> 0) AS "paid replays",
        count(*) FILTER (WHERE model IS NULL) > 0 AS nameless,
        count(*) FILTER (WHERE model <> original_model) > 0 AS redirected,
        count(*) FILTER (WHERE provider_id <> final_provider_id) > 0 AS "failed over",
        count(*) FILTER (WHERE status_code = 200 AND NOT is_success) > 0 AS broken,
        count(*) FILTER (WHERE ttfb_ms < duration_ms) > 0 AS streamed,
        count(*) FILTER (WHERE ttfb_ms = duration_ms AND first_byte_ms = duration_ms) > 0 AS whole,
        count(*) FILTER (WHERE NOT first_byte_ms <= ttfb_ms OR NOT ttfb_ms <= duration_ms) AS "disordered times",
        count(*) FILTER (WHERE cost_usd < 0 OR (cost_usd > 0 AND NOT is_success AND status_code <> 200)) AS "wrong costs",
        count(DISTINCT user_id) = (SELECT count(*) FROM users) AS everybody,
        count(*) FILTER (WHERE cache_ttl_applied = 'mixed') > 0 AS mixed,
        bool_and(cache_creation_input_tokens IS NOT DISTINCT FROM
          cache_creation_5m_input_tokens + cache_creation_1h_input_tokens) AS "writes add up"
      FROM usage_ledger`);
    expect(sorts).toEqual({
      statuses: [200, 400, 404, 429, 499, 500, 503, null],
      outcomes: ['excluded', 'failure', 'success'],
      blocked: true,
      replayed: true,
      'paid replays': '0',
      nameless: true,
      redirected: true,
      'failed over': true,
      broken: true,
      streamed: true,
      whole: true,
      'disordered times': '0',
      'wrong costs': '0',
      everybody: true,
      mixed: true,
      'writes add up': true,
    });
    const log =
      await month.ask(`SELECT count(*) FILTER (WHERE blocked_by = 'warmup' AND cost_usd IS NULL) > 0 AS warmups,
      count(*) FILTER (WHERE endpoint = '/v1/messages/count_tokens') > 0 AS counts,
      count(*) FILTER (WHERE hedge_losers IS NOT NULL) > 0 AS losers,
      count(*) FILTER (WHERE cost_breakdown IS NOT NULL AND cost_usd <> (cost_breakdown ->> 'total')::numeric
        + coalesce((SELECT sum((l ->> 'costUsd')::numeric) FROM jsonb_array_elements(hedge_losers) l), 0)) AS "wrong sums",
      count(*) FILTER (WHERE status_code IS NULL AND created_at > '2026-05-18T10:00:00Z') AS "in flight"
      FROM message_request`);
    expect(log).toEqual({ warmups: true, counts: true, losers: true, 'wrong sums': '0', 'in flight': '0' });
  });

  test("follows the hours and weekdays of the gateway's zone", async () => {
    const rhythm =
      await month.ask(`SELECT count(*) FILTER (WHERE hour BETWEEN 14 AND 16)::integer AS afternoon,
        count(*) FILTER (WHERE hour BETWEEN 2 AND 4)::integer AS night,
        count(*) FILTER (WHERE weekday = 3)::integer AS wednesdays, count(*) FILTER (WHERE weekday = 7)::integer AS sundays
      FROM (SELECT extract(hour FROM at)::integer AS hour, extract(isodow FROM at)::integer AS weekday
        FROM (SELECT created_at AT TIME ZONE 'Asia/Shanghai' AS at FROM usage_ledger) AS local) AS clock`);
    expect(rhythm['afternoon']).toBeGreaterThan(5 * Number(rhythm['night']));
    expect(rhythm['wednesdays']).toBeGreaterThan(1.3 * Number(rhythm['sundays']));
  });

  test('goes on from there: the trigger works, and ids count up', async () => {
    const last = await month.ask('SELECT max(id) AS id FROM message_request');
    await month.pool.query(
      `INSERT INTO message_request (provider_id, user_id, key, model) SELECT 1, user_id, key, 'm' FROM keys LIMIT 1`,
    );
    expect(
      await month.ask(`SELECT m.id, l.id = (SELECT max(id) FROM usage_ledger) AS newest, l.is_success
        FROM message_request m JOIN usage_ledger l ON l.request_id = m.id ORDER BY m.id DESC LIMIT 1`),
    ).toEqual({ id: Number(last['id']) + 1, newest: true, is_success: true });
  });

  test('can be filled once more, beside what is there', async () => {
    const earlier = new Date('2026-04-01T00:00:00Z');
    await fillHistory(month.url, month.directory, { rows: 500, days: 2, until: earlier, seed: 8 });
    expect(
      await month.ask(`SELECT count(*)::integer AS rows FROM usage_ledger WHERE created_at < '2026-04-01'`),
    ).toEqual({ rows: 500 });
    expect(await month.ask(structure)).toEqual(before);
  });
});

test('the same seed, directory and end give the same rows, another seed gives others', async () => {
  const same = { ...past, rows: 600 };
  const [one, two] = [await gateway('one'), await gateway('two')];
  await fillHistory(one.url, one.directory, same);
  await fillHistory(two.url, two.directory, same);
  const first = await one.ask(fingerprint);
  expect(await two.ask(fingerprint)).toEqual(first);
  await two.pool.query('TRUNCATE usage_ledger, message_request RESTART IDENTITY');
  await fillHistory(two.url, two.directory, { ...same, seed: 8 });
  expect(await two.ask(fingerprint)).not.toEqual(first);
});

test('an early ledger is filled, without what it does not know', async () => {
  const early = await gateway('early', 'early-ledger');
  await fillHistory(early.url, early.directory, { ...past, rows: 1_000, days: 14 });
  expect(
    await early.ask(`SELECT (SELECT count(*)::integer FROM usage_ledger) AS ledger,
      (SELECT count(*)::integer FROM message_request) BETWEEN 300 AND 800 AS log,
      (SELECT count(*)::integer FROM usage_ledger WHERE duration_ms < 100 AND provider_id > 0) AS replays`),
  ).toEqual({ ledger: 1_000, log: true, replays: 0 });
});

test('the log of a gateway without a ledger covers all days', async () => {
  const old = await gateway('old', 'request-log');
  await fillHistory(old.url, old.directory, { ...past, rows: 1_000, requestLogDays: 1 });
  expect(
    await old.ask(`SELECT count(*)::integer BETWEEN 1000 AND 1100 AS rows, min(created_at) < '2026-04-23' AS begins,
      count(*) FILTER (WHERE endpoint NOT LIKE '%count_tokens' AND endpoint NOT LIKE '%compact'
        OR endpoint IS NULL)::integer >= 1000 AS kept FROM message_request`),
  ).toEqual({ rows: true, begins: true, kept: true });
});

test('a fault leaves the gateway as it was, and is told', async () => {
  const broken = await gateway('broken');
  await broken.pool.query(`ALTER TABLE usage_ledger ADD CONSTRAINT tiny CHECK (duration_ms < 10000)`);
  const before = await broken.ask(structure);
  await expect(fillHistory(broken.url, broken.directory, { ...past, rows: 3_000 })).rejects.toThrow('tiny');
  expect(await broken.ask(structure)).toEqual(before);
  expect(await broken.ask('SELECT count(*)::integer AS rows FROM usage_ledger')).toEqual({ rows: 0 });
  await broken.pool.query('ALTER TABLE usage_ledger ADD COLUMN novelty text');
  await expect(fillHistory(broken.url, broken.directory, past)).rejects.toThrow('usage_ledger.novelty');
  await expect(fillHistory(broken.url, broken.directory, { ...past, rows: 0 })).rejects.toThrow(
    'rows must be',
  );
  await expect(fillHistory(broken.url, broken.directory, { ...past, days: 0 })).rejects.toThrow(
    'days must be',
  );
});
