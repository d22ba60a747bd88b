import type { TemplateSrv } from '@grafana/runtime';
import { interpolate } from './interpolate.ts';
import type { LeaderboardQuery } from './types/query.ts';

/** Variables as Grafana fills them in: one value, several, all, and values with what lists are made with. */
const values: Record<string, string | string[]> = {
  one: 'vip',
  several: ['a,b', 'it"s', "o'clock {x}"],
  all: '$__all',
  none: '',
};

const variables = {
  getVariables: () => Object.entries(values).map(([name, value]) => ({ name, current: { value } })),
  replace: (
    text = '',
    scoped: Record<string, { value: string | string[] }> = {},
    format?: (value: string | string[]) => string,
  ) =>
    text.replaceAll(/\$\{?(\w+)\}?/g, (match, name: string) => {
      const value = scoped[name]?.value ?? (name === 'all' ? ['x', 'y'] : values[name]);
      if (value === undefined) return match;
      return format === undefined ? (Array.isArray(value) ? `{${value.join(',')}}` : value) : format(value);
    }),
} as unknown as TemplateSrv;

const board = (query: Partial<LeaderboardQuery>): LeaderboardQuery => ({
  refId: 'A',
  queryType: 'leaderboard',
  scope: 'user',
  period: 'daily',
  ...query,
});
const filled = (query: Partial<LeaderboardQuery>, scoped = {}) =>
  interpolate(board(query), variables, scoped);

test('texts take the one value of a variable', () => {
  expect(filled({ period: '$one', limit: '${one}', sort: 'x-$one', providerType: '$unknown' })).toMatchObject(
    {
      period: 'vip',
      limit: 'vip',
      sort: 'x-vip',
      providerType: '$unknown',
    },
  );
});

test.each<[string[], string[]]>([
  [
    ['$one', 'b'],
    ['vip', 'b'],
  ],
  [['${several}'], ['a,b', 'it"s', "o'clock {x}"]],
  [
    ['${several:csv}', 'vip'],
    ['a,b', 'it"s', "o'clock {x}", 'vip'],
  ],
  [['[[several]]'], ['a,b', 'it"s', "o'clock {x}"]],
  [['$all'], []],
  [['$none'], []],
  [['$unknown'], ['$unknown']],
  [['team-$one'], ['team-vip']],
])('the list %j becomes %j', (given, wanted) => {
  expect(filled({ userTags: given })).toMatchObject({ userTags: wanted });
});

test('a repeated panel has its own value, also of a variable that is set to all', () => {
  expect(filled({ userTags: ['$all'] }, { all: { text: 'x', value: 'x' } })).toMatchObject({
    userTags: ['x'],
  });
});

test('a filter by a variable with several values means any of them, and by all of them nothing', () => {
  const { filters } = filled({
    filters: [
      { key: 'user', operator: '=', value: '$several' },
      { key: 'user', operator: '!=', value: '$one' },
      { key: 'model', operator: '=~', value: '^$one' },
      { key: 'provider', operator: '=', value: '$all' },
    ],
  });
  expect(filters).toEqual([
    { key: 'user', operator: '=|', value: 'a,b', values: ['a,b', 'it"s', "o'clock {x}"] },
    { key: 'user', operator: '!=', value: 'vip' },
    { key: 'model', operator: '=~', value: '^vip' },
  ]);
});
