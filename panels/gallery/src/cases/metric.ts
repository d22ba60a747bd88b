import { FieldType, LoadingState, toDataFrame, type DataFrame } from '@grafana/data';
import type { Overview } from '@hubscope/exporter/contract';
import type { OverviewFigure } from '../../../../datasource-plugin/src/types/query.ts';
import { framesFor, START, stale, unknown, wander } from '../answers/answer.ts';
import { overviewAt } from '../answers/overview.ts';
import type { Case, Exhibit } from '../exhibit.ts';

const query = (...figures: OverviewFigure[]) => ({ queryType: 'overview' as const, figures });

/** A course beside the figure, as a second query of Prometheus would bring it. */
const course = (name: string, seed: number): DataFrame =>
  toDataFrame({
    refId: 'B',
    fields: [
      {
        name: 'time',
        type: FieldType.time,
        values: Array.from({ length: 60 }, (_, index) => START - (60 - index) * 60_000),
      },
      {
        name,
        type: FieldType.number,
        values: Array.from({ length: 60 }, (_, index) => 40 + index * 0.2 + wander(index, seed) * 8),
      },
    ],
  });

const shown = (figure: OverviewFigure, seed: number): DataFrame[] => [
  ...framesFor(query(figure), overviewAt(0)),
  course('value', seed),
];

const wall = { width: 360, height: 172, options: { density: 'wall' } };
const laptop = { width: 300, height: 132, options: { density: 'bento' } };

const sessions: OverviewFigure = 'concurrentSessions';
const lost = overviewAt(0, {
  concurrentSessions: {
    quality: 'unknown',
    asOf: null,
    ageSeconds: null,
    reason: 'Redis does not answer since 14:29:51. Sessions and slots come from it; everything else is live.',
    value: null,
  },
} satisfies Partial<Overview>);
const errors = overviewAt(0).value?.today;

const cases: Case[] = [
  { name: 'sessions', ...wall, series: shown(sessions, 1) },
  { name: 'requests', ...wall, series: shown('requests', 2) },
  { name: 'cost', ...wall, series: shown('costUsd', 3) },
  { name: 'latency', ...wall, series: shown('avgResponseSeconds', 4) },
  { name: 'errors', ...wall, series: shown('errorRatio', 5) },
  { name: 'laptop', ...laptop, series: shown('costUsd', 3) },
  {
    name: 'second',
    ...laptop,
    series: framesFor(query(sessions, 'requestsPerMinute'), overviewAt(0)),
    options: { density: 'bento', second: 'requestsPerMinute' },
  },
  { name: 'titled', ...laptop, title: 'Cost today', series: shown('costUsd', 3) },
  { name: 'tile', width: 200, height: 80, series: shown('requests', 2) },
  { name: 'narrow', width: 200, height: 172, series: shown('errorRatio', 2) },
  { name: 'large', width: 960, height: 440, series: shown('costUsd', 3), options: { density: 'wall' } },
  {
    name: 'linked',
    ...laptop,
    series: shown('requests', 2),
    fieldConfig: {
      defaults: { links: [{ title: 'Requests', url: 'https://example.org/requests' }] },
      overrides: [],
    },
  },
  { name: 'smallest', width: 200, height: 120, series: shown('costUsd', 2) },
  {
    name: 'critical',
    ...wall,
    series: framesFor(
      query('errorRatio'),
      overviewAt(0, {
        today: { requests: 1, costUsd: '1', avgResponseSeconds: 1, ...errors, errorRatio: 0.0681 },
      }),
    ),
  },
  {
    name: 'stale',
    ...wall,
    series: framesFor(
      query(sessions),
      stale(overviewAt(0), 38, 'PostgreSQL does not answer since 14:31:29.'),
    ),
  },
  { name: 'unknown', ...wall, series: framesFor(query(sessions), lost) },
  {
    name: 'all-unknown',
    ...wall,
    series: framesFor(query(sessions), unknown('The exporter has not asked PostgreSQL yet.')),
  },
  { name: 'loading', ...wall, series: [], state: LoadingState.Loading },
  {
    name: 'failed',
    ...wall,
    series: [],
    state: LoadingState.Error,
    error: 'You may not see all users. Ask an administrator to add your Grafana account to VIEWERS.',
  },
  {
    name: 'missing',
    ...wall,
    series: framesFor(query('requests'), overviewAt(0)),
    options: { density: 'wall', field: 'sesions <A & B>' },
  },
  {
    name: 'without-cost',
    ...wall,
    series: framesFor(
      query('costUsd'),
      overviewAt(0, { today: { requests: 0, costUsd: null, avgResponseSeconds: null, errorRatio: null } }),
    ),
  },
];

export const metric: Exhibit = {
  name: 'metric',
  load: () => import('../../../metric/src/module.ts'),
  cases,
  live: (tick) => framesFor(query('requests'), overviewAt(tick)),
};
