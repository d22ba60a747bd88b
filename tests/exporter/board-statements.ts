import type { LedgerReader } from '../../exporter/src/ledger/reader.ts';
import { bucketEdges } from '../../exporter/src/questions/buckets.ts';
import { boardSql, type BoardQuery } from '../../exporter/src/questions/leaderboard/board-sql.ts';
import { percentilesSql } from '../../exporter/src/questions/leaderboard/percentiles.ts';
import { usedModelsSql } from '../../exporter/src/questions/dimensions.ts';
import { scopeNames } from '../../exporter/src/contract/words.ts';
import { scopes } from '../../exporter/src/questions/leaderboard/scopes.ts';
import { modelsSql } from '../../exporter/src/questions/models.ts';
import { statisticsSql } from '../../exporter/src/questions/statistics.ts';
import { trendSql } from '../../exporter/src/questions/trend.ts';

const DAY_MS = 86_400_000;

/** Name and text of every statement of the boards and charts, over days that lie well within 90 days of history. */
export function boardStatements(reader: LedgerReader, now: number): [string, string][] {
  const week = { from: now - 7 * DAY_MS, to: now };
  const query = (scope: BoardQuery['scope'], more: Partial<BoardQuery> = {}): BoardQuery => ({
    scope,
    span: week,
    modelBasis: 'original',
    withModels: false,
    filters: {},
    ...more,
  });
  const edges = bucketEdges(week, 'day', 'Asia/Shanghai');
  return [
    ...scopeNames.flatMap((name): [string, string][] => [
      [`board ${name}`, boardSql(reader, query(scopes[name]))],
      [`board ${name}, models`, boardSql(reader, query(scopes[name], { withModels: true }))],
      [
        `board ${name}, filtered`,
        boardSql(reader, query(scopes[name], { filters: { user_id: [1, 2], final_provider_id: [3] } })),
      ],
      [`percentiles ${name}`, percentilesSql(reader, query(scopes[name]))],
    ]),
    ['statistics of users', statisticsSql(reader, { mode: 'users' }, edges)],
    ['statistics of keys', statisticsSql(reader, { mode: 'keys', viewer: 3 }, edges)],
    ['statistics, mixed', statisticsSql(reader, { mode: 'mixed', viewer: 3 }, edges)],
    ['trend', trendSql(reader, edges)],
    ['models', modelsSql(reader, week, 'original')],
    ['used models', usedModelsSql(reader, 'original', week.from, null)],
    ['used models of a user', usedModelsSql(reader, 'original', week.from, 3)],
  ];
}
