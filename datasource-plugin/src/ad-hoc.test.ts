import { withAdHocFilters, withParameters } from './ad-hoc.ts';
import type { GatewayQuery, LeaderboardQuery, RowFilter } from './types/query.ts';

const board: LeaderboardQuery = {
  refId: 'A',
  queryType: 'leaderboard',
  scope: 'user',
  period: 'daily',
  userTags: ['own'],
  filters: [{ key: 'user', operator: '=', value: 'ann' }],
};
const asked = (query: GatewayQuery, ...filters: RowFilter[]) =>
  withParameters(withAdHocFilters(query, filters));

test('tags, groups and the type of provider are parameters of a board; names filter its rows', () => {
  expect(
    asked(
      board,
      { key: 'userTag', operator: '=|', value: 'a', values: ['a', 'b'] },
      { key: 'userGroup', operator: '=', value: 'g' },
      { key: 'providerType', operator: '=', value: 'codex' },
      { key: 'model', operator: '!=', value: 'm' },
      { key: '', operator: '=', value: '' },
    ),
  ).toEqual({
    ...board,
    userTags: ['own', 'a', 'b'],
    userGroups: ['g'],
    providerType: 'codex',
    filters: [...(board.filters ?? []), { key: 'model', operator: '!=', value: 'm' }],
  });
});

test('in other questions tags change nothing', () => {
  const query: GatewayQuery = { refId: 'A', queryType: 'activity' };
  expect(asked(query, { key: 'userTag', operator: '=', value: 'a' })).toEqual({ ...query, filters: [] });
  expect(asked(query)).toBe(query);
});

test.each<RowFilter>([
  { key: 'userTag', operator: '!=', value: 'a' },
  { key: 'userGroup', operator: '=~', value: 'a' },
  { key: 'providerType', operator: '=|', value: 'codex', values: ['codex', 'gemini'] },
])('%j is refused by name', (filter) => {
  expect(() => asked(board, filter)).toThrow(filter.key);
});
