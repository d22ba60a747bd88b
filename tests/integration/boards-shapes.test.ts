import { leaderboard } from '../../exporter/src/questions/leaderboard.ts';
import { scopeNames } from '../../exporter/src/contract/words.ts';
import { quotas } from '../../exporter/src/questions/quotas.ts';
import { quotaScopes, quotaSubjects } from '../../exporter/src/questions/quotas/subjects.ts';
import { statistics } from '../../exporter/src/questions/statistics.ts';
import { startBoardHistory, type BoardHistory } from '../exporter/board-history.ts';

const now = Date.parse('2026-11-10T12:34:56.789Z');

let history: BoardHistory | undefined;
afterEach(() => history?.stop());

test.each(['early-ledger', 'request-log'] as const)(
  'shape %s: the same boards on both engines, and what it does not record is unknown',
  async (shape) => {
    history = await startBoardHistory(now, 3000, { shape });
    const { ledger } = history;
    const directory = await ledger.directory();
    const timezone = 'Asia/Shanghai';
    const ofBoth = (scope: (typeof scopeNames)[number]) =>
      Promise.all(
        Object.values(ledger.readers).map(async (reader) => {
          const sources = { reader, directory, timezone, coefficients: () => Promise.resolve(undefined) };
          const request = {
            scope,
            period: 'quarterly',
            models: scope !== 'model',
            percentiles: true,
          } as const;
          return { ...(await leaderboard(sources, request, now)), engine: '' };
        }),
      );
    for (const scope of scopeNames) {
      const [copy, source] = await ofBoth(scope);
      expect(copy).toEqual(source);
      expect(copy?.rows.length).toBeGreaterThan(5);
      expect(copy?.rows.every(({ requests, costUsd }) => requests > 0 && costUsd !== null)).toBe(true);
      if (scope.endsWith('CacheHitRate')) continue;
      expect(copy?.rows.every(({ successRate }) => successRate === null)).toBe(true);
      expect(copy?.rows.every(({ avgTokensPerSecond }) => avgTokensPerSecond === null)).toBe(true);
      expect(copy?.rows.some(({ avgTtftMs }) => avgTtftMs !== null)).toBe(true);
    }
    for (const scope of quotaScopes) {
      const subjects = quotaSubjects(scope, directory);
      const [ofCopy, ofSource] = await Promise.all(
        Object.values(ledger.readers).map((reader) =>
          quotas(reader, scope, subjects, now, timezone, new Map()),
        ),
      );
      expect(ofCopy).toEqual(ofSource);
      const used = ofCopy?.flatMap((subject) => subject.quotas.map(({ usedUsd }) => Number(usedUsd)));
      expect(used?.some((usd) => usd > 0)).toBe(true);
    }
    const [chart, again] = await Promise.all(
      Object.values(ledger.readers).map((reader) =>
        statistics({ reader, directory, timezone }, { mode: 'users', range: '30days' }, now),
      ),
    );
    expect(chart?.series).toEqual(again?.series);
    expect(chart?.series.some(({ totalRequests }) => totalRequests > 0)).toBe(true);
  },
  60_000,
);
