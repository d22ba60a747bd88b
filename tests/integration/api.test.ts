import { get as httpGet } from 'node:http';
import type {
  Leaderboard,
  Models,
  Overview,
  Realtime,
  Statistics,
  Trend,
  ViewerAnswer,
} from '../../exporter/src/contract/index.ts';
import { API_VERSION, viewer as viewerSchema } from '../../exporter/src/contract/viewer.ts';
import { scopeNames } from '../../exporter/src/contract/words.ts';
import { scopes } from '../../exporter/src/questions/leaderboard/scopes.ts';
import { startApiGateway, type ApiGateway } from '../exporter/api-gateway.ts';
import { expectDetails } from '../exporter/board-details.ts';
import { badParameters } from '../exporter/bad-parameters.ts';
import { boardReference, chartReference, localSpan } from '../exporter/board-reference.ts';
import { metricsToken } from '../exporter/process.ts';
import { overviewReference } from '../exporter/reference.ts';
import { waitUntil } from '../servers/wait-until.ts';

const timezone = 'America/New_York';

let gateway: ApiGateway;
let { stack, exporter, admin, screen, stranger, person } = {} as ApiGateway;
beforeAll(async () => {
  gateway = await startApiGateway(timezone);
  ({ stack, exporter, admin, screen, stranger, person } = gateway);
}, 90_000);
afterAll(() => gateway.stop());

const globalView = async (on: boolean) => {
  await stack.database.query('UPDATE system_settings SET allow_global_usage_view = $1', [on]);
  const wanted = on ? 200 : 403;
  await waitUntil(
    'the setting is in force',
    async () => (await person.client.get('/leaderboard')).status === wanted,
    10_000,
  );
};

test('the overview equals plain SQL, for everybody and for one person alone', async () => {
  const { value, asOf, timezone: zone } = await admin.ask<Overview>('/overview');
  const wanted = await overviewReference(stack.database, asOf, timezone);
  expect(zone).toBe(timezone);
  expect(value.today.requests).toBe(wanted.get('cch_today_requests'));
  expect(Number(value.today.costUsd)).toBe(wanted.get('cch_today_cost_usd'));
  expect(value.yesterdaySamePeriod.requests).toBe(wanted.get('cch_yesterday_same_period_requests'));
  expect(value.today.errorRatio).toBeCloseTo(wanted.get('cch_today_error_ratio') ?? NaN, 12);
  await globalView(false);
  const own = await person.client.ask<Overview>('/overview');
  const { rows } = await stack.database.query<{ requests: string; cost: string }>(
    `SELECT count(*) AS requests, sum(cost_usd)::text AS cost FROM usage_ledger
     WHERE user_id = $1 AND blocked_by IS NULL AND NOT is_replay
       AND created_at >= date_trunc('day', $2::timestamptz AT TIME ZONE $3) AT TIME ZONE $3`,
    [person.id, own.asOf, timezone],
  );
  expect(own.value.today.requests).toBe(Number(rows[0]?.requests));
  expect(own.value.today.costUsd).toBe(rows[0]?.cost);
  expect(own.value.today.requests).toBeLessThan(value.today.requests);
  expect(own.value.concurrentSessions).toMatchObject({ quality: 'unknown', value: null });
});

test.each(
  scopeNames.flatMap((scope) =>
    (['daily', 'monthly', 'allTime'] as const).map((period) => [scope, period] as const),
  ),
)('the board of %s, %s, equals plain SQL to the last digit', async (scope, period) => {
  const { value } = await admin.ask<Leaderboard>(`/leaderboard?scope=${scope}&period=${period}`);
  const unit = { daily: 'day', monthly: 'month', allTime: undefined }[period];
  const begin = `date_trunc('${unit ?? 'day'}', now() AT TIME ZONE '${timezone}')`;
  const where = unit === undefined ? 'true' : localSpan(timezone, begin, `${begin} + interval '1 ${unit}'`);
  const { subject, counts } = scopes[scope];
  const wanted = await boardReference(stack.database, {
    subject,
    onlyCache: counts === 'cache',
    basis: 'original',
    where,
  });
  expect(value.rows.map(({ id }) => id).sort()).toEqual([...wanted.keys()].sort());
  expect(value.rows.map(({ rank }) => rank)).toEqual(value.rows.map((_, index) => index + 1));
  for (const row of value.rows) {
    const { cost, requests } = wanted.get(row.id) ?? {};
    expect({ id: row.id, requests: row.requests, cost: row.costUsd }).toEqual({
      id: row.id,
      requests: Number(requests),
      cost,
    });
  }
});

test('a board and models between any two instants equal plain SQL', async () => {
  const [from, to] = [Date.now() - 30 * 3_600_000 - 1234, Date.now() - 600_123];
  const asked = `period=custom&from=${from}&to=${new Date(to).toISOString()}`;
  const wanted = await boardReference(stack.database, {
    subject: 'user',
    onlyCache: false,
    basis: 'original',
    where: `l.created_at >= to_timestamp(${from} / 1000.0) AND l.created_at < to_timestamp(${to} / 1000.0)`,
  });
  const { value } = await admin.ask<Leaderboard>(`/leaderboard?${asked}&rankChange=1`);
  expect(value.span).toEqual({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  expect(wanted.size).toBeGreaterThan(1);
  expect(new Map(value.rows.map(({ id, requests, costUsd }) => [id, { requests, costUsd }]))).toEqual(
    new Map(
      [...wanted].map(([id, { requests, cost }]) => [id, { requests: Number(requests), costUsd: cost }]),
    ),
  );
  const models = await admin.ask<Models>(`/models?${asked}`);
  expect(models.value.total.requests).toBe(value.rows.reduce((sum, { requests }) => sum + requests, 0));
});

test('whoever asks is told who they are taken for, and which API this is', async () => {
  const told = async (client: typeof admin) => (await (await client.get('/viewer')).json()) as ViewerAnswer;
  expect(await told(admin)).toMatchObject({ api: API_VERSION, role: 'admin', level: 'admin', names: 'real' });
  expect(await told(screen)).toMatchObject({ role: 'screen', level: 'screen', person: 'none', user: null });
  expect(await told(person.client)).toMatchObject({
    person: 'verified',
    user: { id: person.id },
    reason: null,
  });
  const nobody = viewerSchema.parse(await told(stranger));
  expect(nobody.level).toBe('nobody');
  expect(nobody.reason).toMatch(/X-Grafana-Id|signed in|Grafana/);
});

test.each(scopeNames)(
  'percentiles, models and ranks of last month on the board of %s equal plain SQL',
  (scope) => expectDetails({ database: stack.database, client: admin }, scope, timezone, 'original'),
);

test('a board has an order, and the own row below the limit', async () => {
  const all = await admin.ask<Leaderboard>('/leaderboard?period=monthly&sort=requests&order=asc');
  const counts = all.value.rows.map(({ requests }) => requests);
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
  await globalView(true);
  const cut = await person.client.ask<Leaderboard>(
    '/leaderboard?period=monthly&limit=1&sort=name&order=desc',
  );
  expect(cut.value.rows).toHaveLength(1);
  expect([...cut.value.rows, ...cut.value.own].map(({ id }) => id)).toContain(person.id);
  // The board of keys is nobody's but the user's own, whatever everybody may see.
  const { rows: keys } = await stack.database.query<{ id: number }>(
    'SELECT id FROM keys WHERE user_id = $1',
    [person.id],
  );
  const ownKeys = (await person.client.ask<Leaderboard>('/leaderboard?scope=key&period=allTime')).value;
  expect(ownKeys.rows.length).toBeGreaterThan(0);
  expect(keys.map(({ id }) => id)).toEqual(expect.arrayContaining(ownKeys.rows.map(({ id }) => id)));
  const custom = await admin.ask<Leaderboard>(
    '/leaderboard?period=custom&startDate=2026-10-31&endDate=2026-11-01',
  );
  // New York sets its clocks back on 1 November 2026: that day has 25 hours.
  expect(custom.value.span).toEqual({ from: '2026-10-31T04:00:00.000Z', to: '2026-11-02T05:00:00.000Z' });
});

test('charts and shares equal plain SQL; a person sees what the gateway would show', async () => {
  const { value } = await admin.ask<Statistics>('/statistics?range=30days');
  const day = `date_trunc('day', now() AT TIME ZONE '${timezone}')`;
  const wanted = await chartReference(stack.database, {
    series: 'l.user_id',
    where: localSpan(timezone, `${day} - interval '29 days'`, `${day} + interval '1 day'`),
    unit: 'day',
    timezone,
  });
  const cells = value.series.flatMap(({ id, requests, costUsd }) =>
    requests.flatMap((count, bucket) =>
      count === 0
        ? []
        : [`${id} ${Date.parse(value.edges[bucket] ?? '')} ${count} ${costUsd?.[bucket] ?? ''}`],
    ),
  );
  const known = new Set(value.series.map(({ id }) => id));
  expect(cells.sort()).toEqual(
    wanted
      .filter(({ series }) => known.has(series))
      .map(({ series, begin, requests, cost }) => `${series} ${begin} ${requests} ${cost}`)
      .sort(),
  );
  const [trend, models, overview] = await Promise.all([
    admin.ask<Trend>('/trend'),
    admin.ask<Models>('/models?limit=2'),
    admin.ask<Overview>('/overview'),
  ]);
  const { requests } = overview.value.today;
  expect(trend.value.hours.reduce((sum, hour) => sum + hour.requests, 0)).toBe(requests);
  expect(models.value.models).toHaveLength(2);
  expect([...models.value.models, models.value.other].reduce((sum, share) => sum + share.requests, 0)).toBe(
    requests,
  );

  await globalView(true);
  const mixed = await person.client.ask<Statistics>('/statistics?range=7days');
  expect(mixed.value.mode).toBe('mixed');
  expect(mixed.value.series.at(-1)?.id).toBe('others');
  await globalView(false);
  const own = await person.client.ask<Statistics>('/statistics?range=7days');
  expect(own.value.mode).toBe('keys');
  expect((await person.client.get('/statistics?mode=users')).status).toBe(400);
  expect((await person.client.get('/realtime')).status).toBe(403);
});

test('a screen shows nobody by name or id; without a person a viewer is told what is needed', async () => {
  const { value } = await screen.ask<Realtime>('/realtime');
  const users = value.users.value?.rows ?? [];
  expect(users.length).toBeGreaterThan(2);
  for (const { id, name, user } of users) {
    expect(name).toMatch(/^.{1,4}\*\*\*$/u);
    expect(id).toMatch(/^user-[0-9a-f]{8}$/);
    expect(user).toEqual({ id, name });
  }
  const { rows } = await stack.database.query<{ name: string }>(
    'SELECT name FROM users WHERE length(name) > 3',
  );
  const text = JSON.stringify(value.users);
  for (const { name } of rows) expect(text).not.toContain(name);
  const refused = await stranger.get('/overview');
  expect(refused.status).toBe(403);
  expect(((await refused.json()) as { detail: string }).detail).toMatch(/VIEWERS/);
});

test('equal questions get one answer, a client that has it gets 304, and amounts are converted only at a given rate', async () => {
  const dollars = await admin.ask<Leaderboard>('/leaderboard');
  expect(dollars.currency).toMatchObject({ code: 'USD', rate: null });
  expect(dollars.value.rows[0]).not.toHaveProperty('cost');
  await stack.database.query("UPDATE system_settings SET currency_display = 'CNY'");
  await waitUntil(
    'the currency is in force',
    async () => /"code":"CNY"/.test(await (await admin.get('/trend')).text()),
    10_000,
  );
  const { value, currency } = (await (await admin.get('/leaderboard')).json()) as Awaited<typeof dollars>;
  expect(currency).toMatchObject({ code: 'CNY', rate: { perUsd: '7.12', date: '2026-11-20' } });
  const [row] = value.rows as unknown as { costUsd: string; cost: string }[];
  const { rows } = await stack.database.query<{ same: boolean }>(
    'SELECT $1::numeric * 7.12 = $2::numeric AS same',
    [row?.costUsd, row?.cost],
  );
  expect(rows[0]?.same).toBe(true);
  await stack.database.query("UPDATE system_settings SET currency_display = 'USD'");

  // Several tries, since a heartbeat may come between the two requests.
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    const etag = (await admin.get('/trend')).headers.get('etag') ?? '';
    statuses.push(await statusFor('/trend', etag));
  }
  expect(statuses).toContain(304);
});

test('dimensions and annotations: the directory as it is, one user alone, and what is not known says why', async () => {
  type Choices = { entries: { id: number | string; name: string }[]; count: number };
  const { rows } = await stack.database.query<{ id: number }>(
    'SELECT id FROM users WHERE deleted_at IS NULL ORDER BY id',
  );
  const users = await admin.ask<Choices>('/dimensions/users');
  expect(users.value.entries.map(({ id }) => id).sort((one, other) => Number(one) - Number(other))).toEqual(
    rows.map(({ id }) => id),
  );
  const found = await admin.ask<Choices>(
    `/dimensions/users?search=${encodeURIComponent(person.name)}&limit=1`,
  );
  expect(found.value.entries).toMatchObject([{ id: person.id, name: person.name }]);
  for (const name of ['keys', 'providers', 'models', 'tags', 'groups']) {
    expect((await admin.ask<Choices>(`/dimensions/${name}`)).value.count).toBeGreaterThan(0);
  }
  const own = await person.client.ask<Choices>('/dimensions/users');
  await globalView(false);
  expect((await person.client.ask<Choices>('/dimensions/users')).value.entries).toHaveLength(1);
  expect(own.value.entries.length).toBeGreaterThanOrEqual(1);
  expect((await screen.get('/dimensions/users?search=a')).status).toBe(403);

  await stack.database.query(
    `INSERT INTO audit_log (action_category, action_type, target_type, target_id, target_name, success, operator_ip)
     VALUES ('provider', 'provider.update', 'provider', '1', 'Anthropic', true, '203.0.113.77')`,
  );
  type Marks = { administration: { quality: string; reason: string; value: { events: object[] } | null } };
  await waitUntil('the change is seen', async () => {
    const { value } = await admin.ask<Marks>('/annotations');
    return value.administration.value?.events.length === 1;
  });
  const marks = await admin.ask<Marks>('/annotations');
  expect(marks.value.administration.value?.events).toMatchObject([{ action: 'provider.update' }]);
  expect(JSON.stringify(marks)).not.toContain('203.0.113.77');
  const hidden = await screen.ask<Marks>('/annotations');
  expect(hidden.value.administration).toMatchObject({ quality: 'unknown', value: null });
  expect(hidden.value.administration.reason).toMatch(/administrators/);
});

/** Status of an answer to a client that has one already. The fetch of Node.js would add a Cache-Control of its own. */
function statusFor(path: string, etag: string): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}-admin`, 'if-none-match': etag };
  return new Promise((resolve, reject) => {
    httpGet(`${exporter.url}/api/v1${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });
}

test.each(badParameters)('%s is refused: %s is named, with what would do', async (path, parameter) => {
  const response = await admin.get(path);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = (await response.json()) as { parameter: string; detail: string; example: string };
  expect(problem.parameter).toBe(parameter);
  expect(problem.detail).toMatch(new RegExp(`^${parameter} .+; for example .+`));
});
