import fc from 'fast-check';
import { questionOf, rounded } from './question.ts';
import type { GatewayQuery } from './types/query.ts';

const at = (text: string) => Date.parse(text);
const day = { from: at('2026-03-01T10:07:31Z'), to: at('2026-03-02T10:07:31Z') };

test.each<[Omit<GatewayQuery, 'refId'>, string]>([
  [{ queryType: 'overview', live: true, compare: false, figures: ['costUsd'] } as GatewayQuery, 'overview'],
  [{ queryType: 'activity', limit: ' 50 ' } as GatewayQuery, 'activity?limit=50'],
  [{ queryType: 'sessions', limit: '' } as GatewayQuery, 'sessions'],
  [{ queryType: 'quotas', quotaScope: 'user' } as GatewayQuery, 'quotas?scope=user'],
  [{ queryType: 'sources', live: true }, 'sources'],
  [
    { queryType: 'leaderboard', scope: 'user', period: 'weekly', limit: 20, order: 'asc' } as GatewayQuery,
    'leaderboard?limit=20&period=weekly&scope=user',
  ],
  [
    {
      queryType: 'leaderboard',
      scope: 'user',
      period: 'daily',
      userTags: ['vip', 'a,b', '', 'vip'],
      models: true,
      percentiles: true,
      rankChange: false,
      sort: 'requests',
      order: 'asc',
    } as GatewayQuery,
    'leaderboard?models=1&order=asc&percentiles=1&period=daily&scope=user&sort=requests&userTags=%5B%22a%2Cb%22%2C%22vip%22%5D',
  ],
  [
    { queryType: 'leaderboard', scope: 'model', period: 'allTime', models: true } as GatewayQuery,
    'leaderboard?period=allTime&scope=model',
  ],
  [
    { queryType: 'leaderboard', scope: 'providerCacheHitRate', period: 'daily' } as GatewayQuery,
    'leaderboard?models=0&period=daily&scope=providerCacheHitRate',
  ],
  [
    { queryType: 'models', period: 'dashboard' } as GatewayQuery,
    'models?from=2026-03-01T10%3A00%3A00.000Z&period=custom&to=2026-03-02T10%3A15%3A00.000Z',
  ],
  [
    { queryType: 'statistics', range: '30days', step: 'hour', mode: 'auto' } as GatewayQuery,
    'statistics?range=30days',
  ],
  [
    { queryType: 'statistics', range: 'dashboard', step: 'day', mode: 'mixed' } as GatewayQuery,
    'statistics?from=2026-03-01T10%3A00%3A00.000Z&mode=mixed&step=day&to=2026-03-02T10%3A15%3A00.000Z',
  ],
  [
    { queryType: 'statistics', range: 'dashboard', step: 'day', daysEarlier: 1 } as GatewayQuery,
    'statistics?from=2026-02-28T10%3A00%3A00.000Z&step=day&to=2026-03-01T10%3A15%3A00.000Z',
  ],
  [
    { queryType: 'statistics', range: 'today', mode: 'users', ofUser: 'Ann & Bob' } as GatewayQuery,
    'statistics?range=today&user=Ann+%26+Bob',
  ],
  [
    { queryType: 'statistics', range: 'today', mode: 'users', ofUser: '' } as GatewayQuery,
    'statistics?mode=users&range=today',
  ],
  [
    { queryType: 'leaderboard', scope: 'model', period: 'daily', ofUser: '17' } as GatewayQuery,
    'leaderboard?period=daily&scope=model&user=17',
  ],
])('%j asks %s', (query, question) => {
  expect(questionOf({ refId: 'A', ...query } as GatewayQuery, day)).toBe(question);
});

test.each([
  [3_600_000, 1000, '15'],
  [86_400_000, 1000, '15'],
  [86_400_000, 60, 'hour'],
  [7 * 86_400_000, 1000, '30'],
  [30 * 86_400_000, 1000, '180'],
  [366 * 86_400_000, 1000, 'day'],
  [366 * 86_400_000, 30, 'month'],
  [3650 * 86_400_000, 10, 'month'],
])('a range of %d ms in a panel of %d points has buckets of %s', (length, maxDataPoints, step) => {
  const query: GatewayQuery = { refId: 'A', queryType: 'statistics', range: 'dashboard', step: 'auto' };
  const question = questionOf(query, { from: 0, to: length, maxDataPoints });
  expect(new URLSearchParams(question.split('?')[1]).get('step')).toBe(step);
});

test('a rounded range holds the whole one, is hardly longer, and stays the same for a while', () => {
  const range = fc.record({
    from: fc.integer({ min: 0, max: 4e12 }),
    length: fc.integer({ min: 0, max: 400 * 86_400_000 }),
  });
  fc.assert(
    fc.property(range, ({ from, length }) => {
      const to = from + length;
      const found = rounded({ from, to });
      expect(found.from).toBeLessThanOrEqual(from);
      expect(found.to).toBeGreaterThanOrEqual(to);
      expect(found.to).toBeGreaterThan(found.from);
      expect(found.to - found.from - length).toBeLessThanOrEqual(Math.max(120_000, length / 12));
      expect(rounded({ from: found.from, to: found.from + length }).from).toBe(found.from);
    }),
  );
});
