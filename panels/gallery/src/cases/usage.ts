import { FieldType, LoadingState, toDataFrame, type DataFrame } from '@grafana/data';
import { framesFor, stale, START, unknown, wander } from '../answers/answer.ts';
import { dayOf, lastDay, statisticsAt, trendAt, week } from '../answers/statistics.ts';
import type { Case, Exhibit } from '../exhibit.ts';

const both = {
  queryType: 'statistics' as const,
  range: 'today' as const,
  figures: ['costUsd', 'requests'] as const,
};
const asked = (...figures: ('costUsd' | 'requests')[]) => ({ ...both, figures, limit: 1000 });
const shown = (users: number, tick = 0): DataFrame[] =>
  framesFor(asked('costUsd', 'requests'), statisticsAt(tick, users));
const before = (users: number): DataFrame[] =>
  framesFor(asked('costUsd', 'requests'), statisticsAt(0, users, week), 'B');

const laptop = { width: 1560, height: 412, options: { density: 'bento', ghostQuery: 'B' } };
const board = { width: 1000, height: 380 };
const wall = { width: 790, height: 220, options: { density: 'wall', ghostQuery: 'B', figures: 'requests' } };

const long = [
  '王小明（华东区后端研发中心）',
  'A very long name of a build agent <A & B> that nobody ever shortens',
  '山田太郎',
];

/** One line by points rather than buckets, as Prometheus has it, and the same a day before. */
const points = (refId: string, shift: number): DataFrame =>
  toDataFrame({
    refId,
    name: 'requests',
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        values: Array.from({ length: 120 }, (_, index) => START - (119 - index) * 300_000 - shift),
      },
      {
        name: 'Value',
        type: FieldType.number,
        values: Array.from({ length: 120 }, (_, index) => 180 + wander(index, shift === 0 ? 1 : 2) * 60),
      },
    ],
  });

const cases: Case[] = [
  { name: 'laptop', ...laptop, series: [...shown(8), ...before(8)] },
  {
    name: 'stacked',
    ...board,
    options: { ...laptop.options, arrangement: 'stacked' },
    series: [...shown(8), ...before(8)],
  },
  {
    name: 'wall',
    ...wall,
    series: [
      ...framesFor(
        asked('requests'),
        statisticsAt(0, 1, lastDay, () => 'All'),
      ),
      ...framesFor(
        asked('requests'),
        statisticsAt(0, 1, week, () => 'All'),
        'B',
      ),
    ],
  },
  {
    name: 'wall-stacked',
    width: 1200,
    height: 480,
    options: { density: 'wall', arrangement: 'stacked' },
    series: shown(6),
  },
  { name: 'trend', width: 780, height: 300, series: framesFor({ queryType: 'trend' }, trendAt(0)) },
  { name: 'prometheus', width: 780, height: 300, series: [points('A', 0), points('B', 86_400_000)] },
  { name: 'hundreds', ...board, options: { density: 'bento' }, series: shown(400) },
  {
    name: 'hundreds-stacked',
    ...board,
    options: { density: 'bento', arrangement: 'stacked' },
    series: shown(400),
  },
  {
    name: 'names',
    width: 620,
    height: 340,
    series: framesFor(
      asked('costUsd', 'requests'),
      statisticsAt(0, 5, undefined, (user) => long[user % 3] ?? ''),
    ),
  },
  ...([23, 25] as const).map((hours) => ({
    name: `day-of-${hours}-hours`,
    width: 780,
    height: 260,
    options: { density: 'bento', arrangement: 'stacked' },
    series: framesFor(asked('costUsd', 'requests'), dayOf(hours)),
  })),
  { name: 'narrow', width: 420, height: 300, series: shown(8) },
  { name: 'tile', width: 200, height: 120, series: shown(8) },
  { name: 'low', width: 400, height: 120, series: shown(3) },
  {
    name: 'stale',
    width: 780,
    height: 320,
    series: framesFor(
      asked('costUsd', 'requests'),
      stale(statisticsAt(0, 5), 380, 'PostgreSQL does not answer since 14:25:47.'),
    ),
  },
  {
    name: 'unknown',
    width: 780,
    height: 320,
    series: framesFor(asked('costUsd'), unknown('The exporter has not asked PostgreSQL yet.')),
  },
  { name: 'empty', width: 780, height: 320, series: shown(0) },
  { name: 'loading', width: 780, height: 320, series: [], state: LoadingState.Loading },
  {
    name: 'failed',
    width: 780,
    height: 320,
    series: [],
    state: LoadingState.Error,
    error: 'You may not see all users. Ask an administrator to add your Grafana account to VIEWERS.',
  },
  {
    name: 'missing',
    width: 780,
    height: 320,
    series: [toDataFrame({ fields: [{ name: 'name', type: FieldType.string, values: ['a'] }] })],
  },
];

export const usage: Exhibit = {
  name: 'usage',
  load: () => import('../../../usage/src/module.ts'),
  cases,
  live: (tick) => shown(8, tick),
};
