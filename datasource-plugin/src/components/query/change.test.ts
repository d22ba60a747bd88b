import type { GatewayQuery, LeaderboardQuery } from '../../types/query.ts';
import { withChange } from './change.ts';
import { completeQuery, newQuery } from './new-query.ts';
import type { QueryChange } from './query-types.ts';

const board = (more: Partial<LeaderboardQuery> = {}): LeaderboardQuery => ({
  refId: 'A',
  queryType: 'leaderboard',
  scope: 'user',
  period: 'daily',
  ...more,
});

test.each<[string, GatewayQuery, QueryChange, Partial<GatewayQuery>, string[]]>([
  [
    'a scope without the figure drops the sort and its order',
    board({ sort: 'successRate', order: 'asc' }),
    { scope: 'userCacheHitRate' },
    { scope: 'userCacheHitRate' },
    ['sort', 'order'],
  ],
  [
    'a scope with the figure keeps the sort',
    board({ sort: 'requests', order: 'asc' }),
    { scope: 'providerCacheHitRate' },
    { sort: 'requests', order: 'asc' },
    [],
  ],
  ['the name can be sorted by everywhere', board({ sort: 'name' }), { scope: 'model' }, { sort: 'name' }, []],
  [
    'a scope without the figure shows its own first one',
    board({ form: 'figures', figure: 'avgTtftMs' }),
    { scope: 'providerCacheHitRate' },
    { figure: 'cacheHitRate' },
    [],
  ],
  ['models have no models', board({ models: true }), { scope: 'model' }, { scope: 'model' }, ['models']],
  [
    'all of history has no period before',
    board({ rankChange: true }),
    { period: 'allTime' },
    {},
    ['rankChange'],
  ],
  ['a sort by a percentile brings them', board(), { sort: 'ttftP95Ms' }, { percentiles: true }, []],
  [
    'a figure that is a percentile brings them',
    board({ form: 'figures', figure: 'costUsd' }),
    { figure: 'durationP50Ms' },
    { figure: 'durationP50Ms', percentiles: true },
    [],
  ],
  [
    'without percentiles there is no sort by one',
    board({ sort: 'ttftP95Ms', order: 'asc', percentiles: true }),
    { percentiles: false },
    { percentiles: false },
    ['sort', 'order'],
  ],
  [
    'another sort has its own order',
    board({ sort: 'costUsd', order: 'asc' }),
    { sort: 'name' },
    {},
    ['order'],
  ],
  [
    'no sort has no order',
    board({ sort: 'costUsd', order: 'asc' }),
    { sort: undefined },
    {},
    ['sort', 'order'],
  ],
  [
    'figures have one figure, and nothing of tables',
    board({ models: true, rankChange: true, percentiles: true }),
    { form: 'figures' },
    { form: 'figures', figure: 'costUsd' },
    ['models', 'rankChange', 'percentiles'],
  ],
  ['a table has no figure', board({ form: 'figures', figure: 'costUsd' }), { form: 'table' }, {}, ['figure']],
  [
    'rows of providers are called by no user',
    board({ filters: [{ key: 'user', operator: '=', value: 'ann' }] }),
    { scope: 'provider' },
    {},
    ['filters'],
  ],
  [
    'rows of keys say whose they are',
    board({ filters: [{ key: 'user', operator: '=', value: 'ann' }] }),
    { scope: 'key' },
    { filters: [{ key: 'user', operator: '=', value: 'ann' }] },
    [],
  ],
  [
    "a range of the gateway's has its own step",
    { refId: 'A', queryType: 'statistics', range: 'dashboard', step: 'day' },
    { range: 'thisMonth' },
    { range: 'thisMonth' },
    ['step'],
  ],
  [
    'a range of a variable may be the one of the dashboard',
    { refId: 'A', queryType: 'statistics', range: 'dashboard', step: 'day' },
    { range: '$range' },
    { step: 'day' },
    [],
  ],
  [
    'no figures are all figures',
    { refId: 'A', queryType: 'overview', figures: ['costUsd'] },
    { figures: [] },
    {},
    ['figures'],
  ],
  [
    'slots as figures',
    { refId: 'A', queryType: 'slots' },
    { form: 'figures' },
    { figure: 'utilizationRatio' },
    [],
  ],
  [
    'slots of the whole fleet are one row',
    { refId: 'A', queryType: 'slots', form: 'figures', figure: 'used' },
    { of: 'fleet' },
    {},
    ['form', 'figure'],
  ],
  [
    'quotas as figures',
    { refId: 'A', queryType: 'quotas', quotaScope: 'user' },
    { form: 'figures' },
    { figure: 'ratio' },
    [],
  ],
  [
    'models as figures',
    { refId: 'A', queryType: 'models', period: 'daily' },
    { form: 'figures' },
    { figure: 'requests' },
    [],
  ],
  [
    'another type keeps what both have',
    board({ period: 'monthly', limit: 5, live: false, currency: 'USD', sort: 'costUsd' }),
    { queryType: 'models' },
    { queryType: 'models', period: 'monthly', limit: 5, live: false, currency: 'USD' },
    ['scope', 'sort'],
  ],
  [
    'another type cannot be asked for more than it has',
    board({ limit: 1000 }),
    { queryType: 'activity' },
    { limit: 200 },
    ['scope', 'period'],
  ],
  ['a variable stays a limit', board({ limit: '$n' }), { queryType: 'activity' }, { limit: '$n' }, []],
  ['slots cost nothing', board({ currency: 'USD' }), { queryType: 'slots' }, {}, ['currency', 'limit']],
  ['another type needs what it must have', board(), { queryType: 'quotas' }, { quotaScope: 'provider' }, []],
])('%s', (_, query, change, expected, gone) => {
  const changed = withChange(query, change);
  expect(changed).toMatchObject(expected);
  for (const key of gone) expect(changed).not.toHaveProperty(key);
});

test('a new query of another type begins with the defaults of the settings', () => {
  const query: GatewayQuery = { refId: 'A', queryType: 'overview', live: true };
  expect(withChange(query, { queryType: 'leaderboard' }, { limit: 7 })).toEqual({
    refId: 'A',
    queryType: 'leaderboard',
    scope: 'user',
    period: 'dashboard',
    limit: 7,
    live: true,
  });
});

test('settings say what a new query begins with', () => {
  expect(newQuery('activity', { limit: 500, live: false, currency: 'USD' })).toEqual({
    queryType: 'activity',
    limit: 200,
    live: false,
    currency: 'USD',
  });
});

test('a query by hand gets what it cannot be without, and keeps what it says', () => {
  expect(completeQuery({ refId: 'A' })).toEqual({ refId: 'A', queryType: 'overview' });
  expect(completeQuery({ refId: 'A', queryType: 'leaderboard', scope: 'key' })).toEqual(
    board({ scope: 'key', period: 'dashboard' }),
  );
});
