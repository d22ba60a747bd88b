import { scopeNames } from '@hubscope/exporter/contract/words';
import { createTheme, FieldType, getDisplayProcessor, type DataFrame } from '@grafana/data';
import type { Leaderboard, LeaderboardRow, NameStyle } from '@hubscope/exporter/contract';
import { figuresOf } from '../figures/index.ts';
import type { LeaderboardQuery } from '../types/query.ts';
import { board, boardRow, context, custom, fresh, noticesOf, unknown, valuesOf, yuan } from './fixtures.ts';
import { framesOf } from './index.ts';

const query: LeaderboardQuery = { refId: 'A', queryType: 'leaderboard', scope: 'user', period: 'daily' };
const frameOf = (
  value: Leaderboard,
  more: Partial<LeaderboardQuery> = {},
  names: NameStyle = 'real',
): DataFrame => framesOf({ ...query, ...more }, { ...fresh(value), names }, context)[0]!;

const carol = boardRow({ rank: 1, id: 4, name: 'carol', costUsd: '3.348836241937650', requests: 6 });
const alice = boardRow({ rank: 2, id: 2, name: 'alice', costUsd: null, requests: 4 });
const otherAlice = boardRow({ rank: 3, id: 6, name: 'alice' });

const activityOf = (key: string, value: string) => ({
  title: 'Requests',
  url: '',
  internal: {
    datasourceUid: 'hub',
    datasourceName: 'Hubscope',
    query: { refId: 'A', queryType: 'activity', filters: [{ key, operator: '=', value }] },
  },
});
const statisticsOf = (key: string, value: string) => ({
  title: 'Usage over time',
  url: '',
  internal: {
    datasourceUid: 'hub',
    datasourceName: 'Hubscope',
    query: {
      refId: 'A',
      queryType: 'statistics',
      range: 'dashboard',
      mode: 'users',
      filters: [{ key, operator: '=', value }],
    },
  },
});

test('one figure of each row is a field that is named by it', () => {
  const field = (name: string, user: string, value: number | null) => ({
    name,
    type: FieldType.number,
    labels: { user },
    config: {
      displayNameFromDS: name,
      unit: 'currencyUSD',
      decimals: 2,
      min: 0,
      links: [activityOf('user', '${__field.labels.user}'), statisticsOf('user', '${__field.labels.user}')],
    },
    values: [value],
  });
  expect(framesOf({ ...query, form: 'figures' }, fresh(board([carol, alice, otherAlice])), context)).toEqual([
    {
      refId: 'A',
      length: 1,
      fields: [
        field('carol', 'carol', 3.34883624193765),
        field('alice (2)', 'alice', null),
        field('alice (6)', 'alice', 1.5),
      ],
      meta: {
        type: 'numeric-wide',
        typeVersion: [0, 1],
        preferredVisualisationType: 'table',
        custom: {
          ...custom,
          engine: 'duckdb',
          span: { from: '2026-03-08T16:00:00.000Z', to: null },
          count: 3,
          ids: [4, 2, 6],
        },
      },
    },
  ]);
});

test('a table has a column for every figure of its scope', () => {
  const frame = frameOf(board([carol, alice]));
  expect(valuesOf(frame)).toEqual({
    rank: [1, 2],
    name: ['carol', 'alice'],
    cost: [3.34883624193765, null],
    requests: [6, 4],
    tokens: [1000, 1000],
    successRate: [0.9, 0.9],
    avgTtftMs: [800, 800],
    avgTokensPerSecond: [40, 40],
    avgCostPerRequest: [0.15, 0.15],
    avgCostPerMillionTokens: [1500, 1500],
    cacheHitRate: [0.5, 0.5],
    cacheReadTokens: [400, 400],
    cacheCreationCost: [0.2, 0.2],
    totalInputTokens: [800, 800],
  });
  expect(frame.fields[1]?.config).toEqual({
    displayNameFromDS: 'User',
    links: [activityOf('user', '${__value.raw}'), statisticsOf('user', '${__value.raw}')],
  });
  expect(frame.meta?.type).toBeUndefined();
});

test('a board of keys says whose they are', () => {
  const key = boardRow({ rank: 1, id: 9, name: 'laptop', user: { id: 4, name: 'carol' } });
  const value = board([key], { scope: 'key' });
  expect(valuesOf(frameOf(value, { scope: 'key' }))).toMatchObject({ name: ['laptop'], user: ['carol'] });
  expect(frameOf(value, { scope: 'key', form: 'figures' }).fields[0]?.labels).toEqual({
    key: 'laptop',
    user: 'carol',
  });
  expect(
    frameOf(value, { scope: 'key', filters: [{ key: 'user', operator: '!=', value: 'carol' }] }).length,
  ).toBe(0);
});

test('a cache board begins with the hit rate, and shows the coefficient as the gateway does', () => {
  const provider = boardRow({ rank: 1, id: 1, name: 'north', cacheHitRate: 0.87, cacheCoefficientBp: 8734 });
  const frame = frameOf(board([provider]), { scope: 'providerCacheHitRate' });
  expect(frame.fields.map(({ name }) => name)).toEqual([
    'rank',
    'name',
    'cacheHitRate',
    'cost',
    'requests',
    'tokens',
    'avgCostPerRequest',
    'avgCostPerMillionTokens',
    'cacheReadTokens',
    'cacheCreationCost',
    'totalInputTokens',
    'cacheCoefficient',
  ]);
  const shown = (name: string) => {
    const field = frame.fields.find((candidate) => candidate.name === name)!;
    const { text, color } = getDisplayProcessor({ field, theme: createTheme() })(field.values[0]);
    return { text, color };
  };
  const { visualization } = createTheme();
  expect(shown('cacheHitRate')).toEqual({ text: '87.0', color: visualization.getColorByName('green') });
  expect(shown('cacheCoefficient')).toEqual({ text: '0.87', color: visualization.getColorByName('yellow') });
});

test('the change of rank is in places won; new rows have none', () => {
  const rows = [
    boardRow({ rank: 1, rankBefore: 3, id: 1, name: 'up' }),
    boardRow({ rank: 2, rankBefore: 1, id: 2, name: 'down' }),
    boardRow({ rank: 3, rankBefore: null, id: 3, name: 'new' }),
  ];
  const frame = frameOf(board(rows), { rankChange: true });
  expect(valuesOf(frame).rankChange).toEqual([2, -1, null]);
  const field = frame.fields[1]!;
  const display = getDisplayProcessor({ field, theme: createTheme() });
  expect(field.values.map((value) => display(value).text)).toEqual(['2', '-1', 'New']);
});

describe('models', () => {
  const models: NonNullable<LeaderboardRow['models']> = [
    { ...carol, model: 'opus', costUsd: '3' },
    { ...carol, model: null, costUsd: '0.348836241937650' },
  ];
  const value = board([{ ...carol, models }, alice]);

  test('are a table within the row, where the table panel looks for it', () => {
    const nested = frameOf(value, { models: true }).fields.at(-1)!;
    expect(nested).toMatchObject({ name: '__nestedFrames', type: FieldType.nestedFrames });
    const [ofCarol, ofAlice] = nested.values as DataFrame[][];
    expect(valuesOf(ofCarol?.[0])).toMatchObject({ model: ['opus', 'Unknown'], cost: [3, 0.34883624193765] });
    expect(ofCarol?.[0]?.length).toBe(2);
    expect(ofAlice?.[0]).toMatchObject({ length: 0 });
    expect(ofAlice?.[0]?.fields.map(({ name }) => name)).toEqual(
      ofCarol?.[0]?.fields.map(({ name }) => name),
    );
  });

  test('are kept by a filter of models, and their rows are', () => {
    const filters = [{ key: 'model', operator: '=' as const, value: 'opus' }];
    const frame = frameOf(value, { models: true, filters });
    expect(frame.length).toBe(2);
    expect(valuesOf((frame.fields.at(-1)!.values as DataFrame[][])[0]?.[0]).model).toEqual(['opus']);
  });

  test('are not there unless asked for', () => {
    expect(frameOf(value).fields.map(({ type }) => type)).not.toContain(FieldType.nestedFrames);
  });
});

describe('notices', () => {
  const own = boardRow({ rank: 57, id: 57, name: 'me' });

  test("a cut board says so, and has the viewer's own rows at its end", () => {
    const frame = frameOf(board([carol, alice], { count: 180, own: [own] }));
    expect(valuesOf(frame).name).toEqual(['carol', 'alice', 'me']);
    expect(noticesOf(frame)).toEqual([
      'info: 2 of 180 shown',
      'info: Your own rows beyond the limit are at the end: rank 57',
    ]);
    expect(frame.meta?.custom).toMatchObject({ own: 1, ids: [4, 2, 57] });
    const filters = [{ key: 'user', operator: '=' as const, value: 'carol' }];
    const kept = frameOf(board([carol, alice], { count: 180, own: [own] }), { filters });
    expect(kept.meta?.custom).not.toHaveProperty('own');
  });

  test.each([
    ['masked', 'user', ['info: Names of users and keys are masked']],
    ['pseudonym', 'key', ['info: Users and keys have pseudonyms']],
    ['masked', 'provider', []],
    ['real', 'user', []],
  ] as const)('%s names of a board of %s', (names, scope, notices) => {
    expect(noticesOf(frameOf(board([carol]), { scope }, names))).toEqual(notices);
  });

  test('a filter that cannot be understood is shown as it is', () => {
    const frame = frameOf(board([carol]), { filters: [{ key: 'user', operator: '=~', value: '<(' }] });
    expect(frame.length).toBe(0);
    expect(noticesOf(frame)).toEqual([
      'error: Nothing is shown, because this filter cannot be understood: user =~ <(',
    ]);
  });
});

test('amounts are converted in every column of money', () => {
  const row = {
    ...carol,
    cost: '10',
    avgCostPerRequest: '2',
    avgCostPerMillionTokens: '3',
    cacheCreationCost: '4',
  };
  const frame = framesOf(query, fresh(board([row]), yuan), context)[0]!;
  expect(valuesOf(frame)).toMatchObject({
    cost: [10],
    avgCostPerRequest: [2],
    avgCostPerMillionTokens: [3],
    cacheCreationCost: [4],
  });
  expect(frame.fields.filter(({ config }) => config.unit === 'currency:¥')).toHaveLength(4);
});

test('an unknown board keeps its columns', () => {
  for (const scope of scopeNames) {
    const frame = framesOf({ ...query, scope, percentiles: true }, unknown('away'), context)[0]!;
    expect(frame.length).toBe(0);
    expect(noticesOf(frame)).toEqual(['error: Not known: away']);
    expect(frame.fields.filter(({ type }) => type === FieldType.number)).toHaveLength(
      figuresOf(scope, true).length + 1,
    );
  }
});
