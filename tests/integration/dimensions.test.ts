import type { Directory } from '../../exporter/src/gateway/directory.ts';
import {
  dimension,
  usedModels,
  usedModelsFrom,
  type DimensionName,
  type DimensionRequest,
} from '../../exporter/src/questions/dimensions.ts';
import { billable } from '../exporter/board-reference.ts';
import { startBoardHistory, type BoardHistory } from '../exporter/board-history.ts';

const now = Date.parse('2026-11-10T12:34:56.789Z');

let history: BoardHistory;
let directory: Directory;
beforeAll(async () => {
  history = await startBoardHistory(now, 6000);
  await history.stack.database.query(`UPDATE users SET tags = '["gone"]' WHERE deleted_at IS NOT NULL`);
  directory = await history.ledger.directory();
}, 120_000);
afterAll(() => history.stop());

const rowsOf = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await history.stack.database.query<Row>(sql, values)).rows;
const choicesOf = (name: DimensionName, request: DimensionRequest = {}) =>
  dimension(name, directory, [], request).entries;
const idsOf = (name: DimensionName, request?: DimensionRequest) =>
  choicesOf(name, request)
    .map(({ id }) => Number(id))
    .sort((one, other) => one - other);
const ids = async (sql: string) => (await rowsOf<{ id: number }>(sql)).map(({ id }) => id);

const live = `SELECT k.id FROM keys k JOIN users u ON u.id = k.user_id AND u.deleted_at IS NULL WHERE k.deleted_at IS NULL`;

test('users, keys and providers: the living unless the deleted are wanted, by name, those of one name apart', async () => {
  for (const name of ['users', 'keys', 'providers'] as const) {
    const living = name === 'keys' ? live : `SELECT id FROM ${name} WHERE deleted_at IS NULL`;
    const wanted = await ids(`${living} ORDER BY 1`);
    expect(idsOf(name)).toEqual(wanted);
    const all = choicesOf(name, { withDeleted: true });
    expect(all.map(({ id }) => id).sort((one, other) => Number(one) - Number(other))).toEqual(
      await ids(`SELECT id FROM ${name} ORDER BY 1`),
    );
    expect(all.filter(({ deleted }) => deleted).length).toBe(all.length - wanted.length);
    expect(all.length).toBeGreaterThan(wanted.length);
    const names = all.map((entry) => entry.name);
    expect(names).toEqual([...names].sort(new Intl.Collator('en').compare));
  }
  const same = choicesOf('users', { search: '张伟' });
  expect(same).toHaveLength(2);
  expect(new Set(same.map(({ id }) => id)).size).toBe(2);
  const [key] = choicesOf('keys');
  expect(key?.user).toEqual({
    id: directory.keys.get(Number(key?.id))?.userId,
    name: expect.any(String) as string,
  });
});

test('tags and groups are of the living, each once; every user and provider without a group is in the default one', async () => {
  const tags = await rowsOf<{ tag: string }>(
    `SELECT DISTINCT jsonb_array_elements_text(tags) AS tag FROM users WHERE deleted_at IS NULL`,
  );
  expect(new Set(choicesOf('tags').map(({ id }) => id))).toEqual(new Set(tags.map(({ tag }) => tag)));
  expect(choicesOf('tags')).toHaveLength(tags.length);
  const groups = await rowsOf<{ name: string }>(
    `SELECT DISTINCT trim(part) AS name FROM (
       SELECT coalesce(nullif(provider_group, ''), 'default') AS list FROM users WHERE deleted_at IS NULL
       UNION ALL SELECT coalesce(nullif(group_tag, ''), 'default') FROM providers WHERE deleted_at IS NULL) AS lists,
       regexp_split_to_table(list, '[,，\n]') AS part WHERE trim(part) NOT IN ('', '*')`,
  );
  expect(
    choicesOf('groups')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(groups.map(({ name }) => name).sort());
});

test('own view: oneself, own keys, tags and groups, whatever else there is', async () => {
  for (const userId of await ids('SELECT id FROM users ORDER BY id')) {
    const own = { userId, withDeleted: true };
    expect(idsOf('users', own)).toEqual([userId]);
    expect(idsOf('keys', own)).toEqual(await ids(`SELECT id FROM keys WHERE user_id = ${userId} ORDER BY 1`));
    const user = directory.users.get(userId)!;
    const isLive = !user.deleted;
    expect(
      choicesOf('tags', own)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(isLive ? [...user.tags].sort() : []);
    expect(
      choicesOf('groups', own)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(isLive ? user.groups.filter((group) => group !== '*').sort() : []);
  }
  expect(idsOf('users', { userId: 0 })).toEqual([]);
});

test('a search finds names that contain it, letter case aside, those that begin with it first; a limit cuts and counts', () => {
  const found = dimension('models', directory, ['gpt-5', 'Claude-B', 'x-claude', 'claude-a'], {
    search: ' CLAUDE ',
  });
  expect(found.entries.map(({ name }) => name)).toEqual(['Claude-B', 'claude-a', 'x-claude']);
  const cut = dimension('users', directory, [], { limit: 3 });
  expect(cut.entries).toEqual(choicesOf('users').slice(0, 3));
  expect(cut.count).toBe(choicesOf('users').length);
  expect(dimension('keys', directory, [], { search: '%_\\' })).toEqual({ entries: [], count: 0 });
});

test.each(['Asia/Shanghai', 'America/New_York', 'UTC'])(
  'models of 90 days in %s, the most used first, of everybody and of each user, the same on both engines',
  async (timezone) => {
    const { duckdb, postgres } = history.ledger.readers;
    const users = [null, ...(await ids('SELECT id FROM users ORDER BY id LIMIT 4')), 999_999];
    for (const basis of ['original', 'redirected'] as const) {
      const label =
        basis === 'original' ? 'coalesce(original_model, model)' : 'coalesce(model, original_model)';
      for (const userId of users) {
        const rows = await rowsOf<{ model: string; requests: string }>(
          `SELECT trim(${label}) AS model, count(*) AS requests FROM usage_ledger l
           WHERE ${billable} AND trim(${label}) <> '' AND ($2::int IS NULL OR user_id = $2)
             AND created_at >= (date_trunc('day', $1::timestamptz AT TIME ZONE $3) - interval '89 days') AT TIME ZONE $3
           GROUP BY 1`,
          [new Date(now).toISOString(), userId, timezone],
        );
        const requests = new Map(rows.map((row) => [row.model, Number(row.requests)]));
        const found = await usedModels(duckdb, basis, now, timezone, userId);
        expect(await usedModels(postgres, basis, now, timezone, userId)).toEqual(found);
        expect([...found].sort()).toEqual([...requests.keys()].sort());
        const counts = found.map((model) => requests.get(model) ?? 0);
        expect(counts).toEqual([...counts].sort((one, other) => other - one));
        expect(found.length > 0).toBe(userId !== 999_999);
      }
    }
    expect(new Date(usedModelsFrom(now, 'America/New_York')).toISOString()).toBe('2026-08-13T04:00:00.000Z');
  },
);
