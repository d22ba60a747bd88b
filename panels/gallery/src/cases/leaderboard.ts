import { FieldType, LoadingState, toDataFrame, type DataFrame } from '@grafana/data';
import type { LeaderboardQuery } from '../../../../datasource-plugin/src/types/query.ts';
import { framesFor, fresh, stale, unknown } from '../answers/answer.ts';
import { leaderboardAt } from '../answers/leaderboard.ts';
import type { Case, Exhibit } from '../exhibit.ts';

type Asked = NonNullable<Parameters<typeof leaderboardAt>[1]>;

const query = (more: Partial<LeaderboardQuery> = {}) => ({
  queryType: 'leaderboard' as const,
  scope: 'user' as const,
  period: 'daily' as const,
  rankChange: true,
  ...more,
});

const shown = (asked: Asked = {}, more: Partial<LeaderboardQuery> = {}, tick = 30): DataFrame[] =>
  framesFor(
    query({
      scope: (asked.scope ?? 'user') as LeaderboardQuery['scope'],
      models: asked.models === true,
      ...more,
    }),
    leaderboardAt(tick, asked),
  );

const wall = { width: 452, height: 366 };
const laptop = { width: 404, height: 397 };
const users = { label: 'Users by cost today' };

/** What somebody else's data source may bring: a text and a number, no ranks. */
const foreign = toDataFrame({
  fields: [
    { name: 'service', type: FieldType.string, values: ['checkout', 'search', 'login', 'mail', 'reports'] },
    {
      name: 'Value',
      type: FieldType.number,
      values: [812.4, 1290, 33, null, 560],
      config: { unit: 'reqps' },
    },
  ],
});

const nobody = fresh(0, { ...leaderboardAt(0).value, count: 0, rows: [], own: [] });

const cases: Case[] = [
  { name: 'users', ...wall, series: shown(), options: { density: 'wall', ...users } },
  {
    name: 'providers',
    ...wall,
    series: shown({ scope: 'provider', count: 6 }),
    options: { density: 'wall', label: 'Providers by cost today', secondary: ['successRate'] },
  },
  {
    name: 'own',
    ...wall,
    series: shown({ limit: 20, own: 40 }),
    options: { density: 'wall', ...users },
  },
  {
    name: 'table-wall',
    width: 1200,
    height: 600,
    series: shown({ scope: 'provider', count: 6 }),
    options: { density: 'wall', label: 'Providers by cost today' },
  },
  {
    name: 'widest',
    width: 3840,
    height: 900,
    series: shown({ count: 40 }),
    options: { density: 'wall', ...users },
  },
  { name: 'laptop', ...laptop, series: shown(), options: users },
  { name: 'keys', ...laptop, series: shown({ scope: 'key', count: 30 }) },
  {
    name: 'laptop-own',
    ...laptop,
    series: shown({ limit: 20, own: 40, models: true }),
    options: { ...users, pinned: 'Otto K***' },
  },
  {
    name: 'table',
    width: 1180,
    height: 460,
    series: shown({ models: true }, { percentiles: true }),
    options: users,
  },
  { name: 'cache', width: 860, height: 380, series: shown({ scope: 'providerCacheHitRate', count: 6 }) },
  { name: 'models', ...laptop, series: shown({ scope: 'model', count: 6 }) },
  { name: 'many', width: 720, height: 460, series: shown({ count: 2000 }), options: users },
  { name: 'titled', width: 360, height: 300, title: 'Users today', series: shown() },
  { name: 'foreign', width: 360, height: 300, series: [foreign] },
  { name: 'tile', width: 200, height: 120, series: shown(), options: users },
  { name: 'small', width: 280, height: 200, series: shown(), options: users },
  {
    name: 'stale',
    ...wall,
    series: framesFor(query(), stale(leaderboardAt(30), 38, 'PostgreSQL does not answer since 14:31:29.')),
    options: { density: 'wall', ...users },
  },
  {
    name: 'unknown',
    ...wall,
    series: framesFor(
      query(),
      unknown('PostgreSQL does not answer since 14:31:29, and there is no copy of it.'),
    ),
    options: { density: 'wall', ...users },
  },
  {
    name: 'empty',
    ...wall,
    series: framesFor(query(), nobody),
    options: { density: 'wall', ...users },
  },
  { name: 'loading', ...wall, series: [], state: LoadingState.Loading, options: users },
  {
    name: 'failed',
    ...wall,
    series: [],
    state: LoadingState.Error,
    error: 'You may not see all users. Ask an administrator to add your Grafana account to VIEWERS.',
    options: { density: 'wall', ...users },
  },
  {
    name: 'missing',
    ...wall,
    series: shown(),
    options: { density: 'wall', ...users, value: 'costs' },
  },
];

export const leaderboard: Exhibit = {
  name: 'leaderboard',
  load: () => import('../../../leaderboard/src/module.ts'),
  cases,
  live: (tick) => shown({}, {}, tick),
};
