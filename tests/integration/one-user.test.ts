import type { Leaderboard, Statistics } from '../../exporter/src/contract/index.ts';
import { expectBoard } from '../exporter/api-expectations.ts';
import { startApiGateway, type ApiGateway } from '../exporter/api-gateway.ts';
import { localSpan } from '../exporter/board-reference.ts';
import { waitUntil } from '../servers/wait-until.ts';

/** Boards and charts of one user alone. */

let gateway: ApiGateway;
let { stack, admin, screen, stranger, person } = {} as ApiGateway;
beforeAll(async () => {
  gateway = await startApiGateway('Asia/Shanghai', { rows: 4000 });
  ({ stack, admin, screen, stranger, person } = gateway);
}, 90_000);
afterAll(() => gateway.stop());

const board = (scope: string, user: string | number) =>
  `/leaderboard?scope=${scope}&period=monthly&user=${encodeURIComponent(user)}`;
const chart = (user: string | number) => `/statistics?range=thisMonth&user=${encodeURIComponent(user)}`;

test('what one user does adds up to their row on the board of users', async () => {
  const { value: users } = await admin.ask<Leaderboard>('/leaderboard?scope=user&period=monthly');
  const row = users.rows.find(({ id }) => id === person.id);
  expect(row?.requests).toBeGreaterThan(0);
  const month = "date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai')";
  const where = `${localSpan('Asia/Shanghai', month, `${month} + interval '1 month'`)} AND l.user_id = ${person.id}`;
  for (const scope of ['user', 'provider', 'model', 'key'] as const) {
    await expectBoard(
      { database: stack.database, client: admin },
      scope,
      `period=monthly&user=${person.id}`,
      () => where,
      'original',
    );
  }
  const { value } = await admin.ask<Statistics>(chart(person.id));
  expect(value.mode).toBe('keys');
  expect(value.series.reduce((sum, { totalRequests }) => sum + totalRequests, 0)).toBe(row?.requests);
  const { rows: keys } = await stack.database.query<{ id: number }>(
    'SELECT id FROM keys WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id',
    [person.id],
  );
  expect(value.series.map(({ id }) => id).sort()).toEqual(keys.map(({ id }) => id).sort());
});

test('a user is asked for by id or by name', async () => {
  const byId = await admin.ask<Leaderboard>(board('model', person.id));
  const byName = await admin.ask<Leaderboard>(board('model', person.name));
  expect(byName.value.rows).toEqual(byId.value.rows);
});

test.each([
  ['nobody of that name', 'is the id or name of no user'],
  ['', 'is empty'],
])('"%s" is nobody', async (name, problem) => {
  const response = await admin.get(board('model', name));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining(problem) as string });
});

test('a name that two users share has to be an id', async () => {
  const { rows } = await stack.database.query<{ name: string }>(
    'SELECT name FROM users WHERE deleted_at IS NULL GROUP BY name HAVING count(*) > 1',
  );
  const response = await admin.get(board('model', rows[0]?.name ?? ''));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining('2 users') as string });
});

test('a chart of one user is of their keys', async () => {
  expect((await admin.get(`${chart(person.id)}&mode=keys`)).status).toBe(200);
  expect((await admin.get(`${chart(person.id)}&mode=users`)).status).toBe(400);
});

test('it is told to administrators and to that user, whether there are others or not', async () => {
  await stack.database.query('UPDATE system_settings SET allow_global_usage_view = true');
  await waitUntil(
    'the setting is in force',
    async () => (await person.client.get('/leaderboard')).status === 200,
    10_000,
  );
  const { rows } = await stack.database.query<{ id: number }>(
    'SELECT id FROM users WHERE id <> $1 AND deleted_at IS NULL ORDER BY id LIMIT 1',
    [person.id],
  );
  const other = rows[0]?.id ?? 0;
  const statuses = async (path: (user: string | number) => string) => ({
    own: (await person.client.get(path(person.name))).status,
    other: (await person.client.get(path(other))).status,
    none: (await person.client.get(path('nobody of that name'))).status,
    screen: (await screen.get(path(person.id))).status,
    stranger: (await stranger.get(path(person.id))).status,
  });
  const told = { own: 200, other: 403, none: 403, screen: 403, stranger: 403 };
  expect(await statuses((user) => board('model', user))).toEqual(told);
  expect(await statuses((user) => board('key', user))).toEqual(told);
  expect(await statuses(chart)).toEqual(told);
});
