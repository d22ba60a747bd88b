import type { GatewayQuery } from '../../types/query.ts';
import { summaryOf } from './summary.ts';

test.each<[Partial<GatewayQuery>, string]>([
  [{ queryType: 'overview' }, 'Overview: all figures, beside yesterday'],
  [{ queryType: 'overview', figures: ['costUsd'], compare: false, live: true }, 'Overview: Cost today, live'],
  [
    {
      queryType: 'leaderboard',
      scope: 'user',
      period: 'monthly',
      limit: 20,
      sort: 'avgTtftMs',
      order: 'asc',
      userTags: ['vip', '$tag'],
      models: true,
    },
    'Leaderboard: Users, This month, at most 20, by Avg TTFT, lowest first, vip | $tag, with models',
  ],
  [
    { queryType: 'leaderboard', scope: 'key', period: '$period', form: 'figures', figure: 'costUsd' },
    'Leaderboard: Keys, $period, Cost',
  ],
  [
    { queryType: 'statistics', range: 'dashboard', step: '180', figures: ['requests'] },
    'Usage statistics: Requests, Dashboard time range, 3 hours',
  ],
  [{ queryType: 'trend' }, 'Traffic trend: today by the hour, Cost, Requests'],
  [{ queryType: 'models', period: 'allTime', limit: '$n' }, 'Model distribution: All time, at most $n'],
  [
    {
      queryType: 'activity',
      limit: 50,
      filters: [
        { key: 'user', operator: '=', value: "Ann & O'Hara <ann>" },
        { key: 'model', operator: '!=|', value: 'a', values: ['a', 'b'] },
      ],
    },
    "Live stream: newest first, at most 50, User is Ann & O'Hara <ann>, Model is none of a | b",
  ],
  [{ queryType: 'sessions' }, 'Active sessions'],
  [{ queryType: 'slots', form: 'figures', figure: 'used', live: true }, 'Provider slots: Slots used, live'],
  [
    { queryType: 'quotas', quotaScope: 'user', filters: [{ key: 'model', operator: '=', value: 'x' }] },
    'Quotas: Users',
  ],
  [{ queryType: 'sources', live: true }, 'Sources: live'],
  [{}, 'Overview: all figures, beside yesterday'],
])('%j is told as a sentence', (query, sentence) => {
  expect(summaryOf({ refId: 'A', ...query } as GatewayQuery)).toBe(sentence);
});
