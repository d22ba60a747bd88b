import { FieldType, LoadingState, toDataFrame, type DataFrame } from '@grafana/data';
import { activityAt } from '../answers/activity.ts';
import { framesFor, fresh, START, stale, unknown } from '../answers/answer.ts';
import { overviewAt } from '../answers/overview.ts';
import { sessionsAt } from '../answers/sessions.ts';
import type { Case, Exhibit } from '../exhibit.ts';

type Asked = NonNullable<Parameters<typeof activityAt>[1]>;

const stream = (asked: Asked = {}, tick = 0): DataFrame[] =>
  framesFor({ queryType: 'activity' }, activityAt(tick, asked));

/** With a second query, that says how fast requests come. */
const withRate = (tick: number, asked: Asked = {}): DataFrame[] => [
  ...stream(asked, tick),
  ...framesFor({ queryType: 'overview' }, overviewAt(tick), 'B'),
];

const sessions = (tick = 0): DataFrame[] => framesFor({ queryType: 'sessions' }, sessionsAt(tick));

/** Rows of every kind, which a stream rarely has at once. */
const odd: Asked['first'] = [
  { provider: null },
  {
    state: 'finished',
    statusCode: 400,
    blockedBy: 'sensitive_word',
    provider: null,
    durationMs: 3,
    ttftMs: null,
    costUsd: '0',
  },
  {
    state: 'finished',
    statusCode: 200,
    blockedBy: 'warmup',
    provider: null,
    durationMs: 1,
    ttftMs: 1,
    costUsd: null,
  },
  { state: 'lost', statusCode: null, durationMs: null, ttftMs: null, costUsd: null },
  { state: 'finished', statusCode: null, durationMs: 184_000, ttftMs: null, costUsd: null },
  { state: 'finished', statusCode: 302, durationMs: 240 },
  { state: 'finished', statusCode: 529, durationMs: 30_400, ttftMs: null, costUsd: '0' },
  { model: null, billedModel: null, user: null, key: null },
  { billedModel: 'claude-opus-4-5-20260201' },
  { startedAt: '2026-03-07T22:14:09.000Z' },
];

/** As a query of another data source might bring it. */
const foreign = toDataFrame({
  fields: [
    {
      name: 'startedAt',
      type: FieldType.time,
      values: [START - 60_000, START - 4000, START - 21_000],
    },
    { name: 'model', type: FieldType.string, values: ['checkout', 'search', 'mail'] },
    { name: 'statusCode', type: FieldType.number, values: [200, null, 503] },
    { name: 'durationMs', type: FieldType.number, values: [812, null, 31_000] },
  ],
});

const wall = { width: 588, height: 746, options: { density: 'wall' } };
const laptop = { width: 620, height: 420, options: { density: 'bento' } };

const cases: Case[] = [
  { name: 'wall', ...wall, series: withRate(0) },
  { name: 'wall-sessions', ...wall, series: sessions() },
  { name: 'wall-wide', width: 1420, height: 420, options: { density: 'wall' }, series: withRate(0) },
  { name: 'laptop', ...laptop, series: stream() },
  { name: 'sessions', width: 320, height: 410, options: { density: 'bento' }, series: sessions() },
  { name: 'table', width: 1180, height: 420, series: withRate(0) },
  { name: 'sessions-table', width: 1180, height: 420, series: sessions() },
  { name: 'odd', width: 760, height: 500, series: stream({ first: odd }) },
  { name: 'errors', ...laptop, series: stream({ limit: 200 }), options: { view: 'errors' } },
  { name: 'slow', ...laptop, height: 300, series: stream({ limit: 100 }), options: { view: 'slow' } },
  {
    name: 'none-in-view',
    ...laptop,
    height: 200,
    series: [foreign],
    options: { view: 'slow', slowSeconds: 60 },
  },
  { name: 'long-names', ...laptop, height: 300, series: stream({ long: true }) },
  {
    name: 'few-parts',
    ...laptop,
    height: 300,
    series: stream(),
    options: { parts: ['time', 'model', 'status', 'latency'] },
  },
  { name: 'titled', ...laptop, height: 300, title: 'Requests', series: stream() },
  { name: 'foreign', width: 400, height: 200, series: [foreign] },
  { name: 'narrow', width: 280, height: 320, series: stream() },
  { name: 'smallest', width: 200, height: 120, series: stream() },
  { name: 'smallest-sessions', width: 200, height: 120, series: sessions() },
  {
    name: 'stale',
    ...laptop,
    height: 300,
    series: framesFor(
      { queryType: 'activity' },
      stale(activityAt(0), 38, 'PostgreSQL does not answer since 14:31:29.'),
    ),
  },
  {
    name: 'unknown',
    ...laptop,
    height: 300,
    series: framesFor(
      { queryType: 'sessions' },
      unknown('Redis does not answer since 14:29:51. Sessions come from it; everything else is live.'),
    ),
  },
  {
    name: 'empty',
    ...laptop,
    height: 300,
    series: framesFor({ queryType: 'activity' }, fresh(0, { requests: [] })),
  },
  { name: 'loading', ...laptop, height: 300, series: [], state: LoadingState.Loading },
  {
    name: 'failed',
    ...laptop,
    height: 300,
    series: [],
    state: LoadingState.Error,
    error: 'The token is for viewers; the stream of all users is shown to administrators only.',
  },
  {
    name: 'missing',
    ...laptop,
    height: 300,
    series: framesFor({ queryType: 'overview' }, overviewAt(0)),
  },
];

export const activity: Exhibit = {
  name: 'activity',
  load: () => import('../../../activity/src/module.ts'),
  cases,
  live: (tick) => withRate(tick, { limit: 200 }),
};
