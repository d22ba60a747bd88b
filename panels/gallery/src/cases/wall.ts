import type { Answer } from '@hubscope/exporter/contract';
import type { OverviewFigure } from '../../../../datasource-plugin/src/types/query.ts';
import { activityAt } from '../answers/activity.ts';
import type { Question } from '../answers/answer.ts';
import { leaderboardAt } from '../answers/leaderboard.ts';
import { overviewAt } from '../answers/overview.ts';
import { slotsAt } from '../answers/slots.ts';
import { sourcesAt } from '../answers/sources.ts';
import { lastDay, statisticsAt, trendAt } from '../answers/statistics.ts';

/** What a panel asks, and what it is told at a tick. */
export interface Asked {
  query: Question;
  answerAt: (tick: number) => Answer<unknown>;
}

/** A panel of the wall, at a place in cells of its grid. */
export interface Card {
  /** Name of the panel's folder. */
  panel: string;
  place: { x: number; y: number; w: number; h: number };
  options?: Record<string, unknown>;
  asked: readonly Asked[];
}

/** Cells of the grid, as on the wall of the dashboards. */
export const GRID = { columns: 24, rows: 26 } as const;

const figure = (x: number, w: number, name: OverviewFigure, hasCourse = false): Card => ({
  panel: 'metric',
  place: { x, y: 2, w, h: 4 },
  asked: [
    { query: { queryType: 'overview', figures: [name] }, answerAt: overviewAt },
    ...(hasCourse ? [{ query: { queryType: 'trend' } as const, answerAt: trendAt }] : []),
  ],
});

const board = (y: number, h: number, scope: 'user' | 'provider', count: number): Card => ({
  panel: 'leaderboard',
  place: { x: 0, y, w: 6, h },
  asked: [
    {
      query: { queryType: 'leaderboard', scope, period: 'daily', rankChange: true },
      answerAt: (tick) => leaderboardAt(tick, { scope, count, limit: 10 }),
    },
  ],
});

const sources: Asked = { query: { queryType: 'sources' }, answerAt: sourcesAt };
const slots = (tick: number) => slotsAt(tick, { all: true });

/** All panels on one screen, as on the wall of the dashboards. */
export const wall: readonly Card[] = [
  {
    panel: 'stage',
    place: { x: 0, y: 0, w: 24, h: 2 },
    options: { heading: 'CC Hub', subtitle: 'Gateway wall' },
    asked: [sources],
  },
  figure(0, 6, 'concurrentSessions'),
  figure(6, 5, 'requests', true),
  figure(11, 5, 'costUsd', true),
  figure(16, 4, 'avgResponseSeconds'),
  figure(20, 4, 'errorRatio'),
  board(6, 10, 'user', 62),
  board(16, 9, 'provider', 6),
  {
    panel: 'slots',
    place: { x: 6, y: 6, w: 10, h: 10 },
    asked: [
      { query: { queryType: 'slots' }, answerAt: slots },
      { query: { queryType: 'slots', of: 'fleet' }, answerAt: slots },
    ],
  },
  {
    panel: 'usage',
    place: { x: 6, y: 16, w: 10, h: 9 },
    options: { arrangement: 'stacked' },
    asked: [
      {
        query: { queryType: 'statistics', range: 'today', figures: ['costUsd', 'requests'] },
        answerAt: (tick) => statisticsAt(tick, 8, lastDay),
      },
    ],
  },
  {
    panel: 'activity',
    place: { x: 16, y: 6, w: 8, h: 19 },
    asked: [
      {
        query: { queryType: 'activity', limit: 40 },
        answerAt: (tick) => activityAt(tick, { limit: 40 }),
      },
    ],
  },
  {
    panel: 'stage',
    place: { x: 0, y: 25, w: 24, h: 1 },
    options: { part: 'footer' },
    asked: [sources],
  },
];
