import { FieldType, LoadingState, toDataFrame, type DataFrame } from '@grafana/data';
import type { Answer, Slots } from '@hubscope/exporter/contract';
import { framesFor, stale, unknown } from '../answers/answer.ts';
import { slotsAt } from '../answers/slots.ts';
import type { Case, Exhibit } from '../exhibit.ts';

const framesOf = (answer: Answer<Slots>): DataFrame[] => [
  ...framesFor({ queryType: 'slots' }, answer),
  ...framesFor({ queryType: 'slots', of: 'fleet' }, answer, 'B'),
];

const wall = { width: 828, height: 300, options: { density: 'wall' } };
const laptop = { width: 520, height: 300, options: { density: 'bento' } };

/** As a query of another data source might bring it: without thresholds, breakers or a fleet. */
const plain = (fields: Readonly<Record<string, readonly unknown[]>>): DataFrame =>
  toDataFrame({
    refId: 'A',
    fields: Object.entries(fields).map(([name, values]) => ({
      name,
      type: typeof values[0] === 'string' ? FieldType.string : FieldType.number,
      values: [...values],
    })),
  });

const cases: Case[] = [
  { name: 'wall', ...wall, series: framesOf(slotsAt(0)) },
  { name: 'wall-cut', ...wall, series: framesOf(slotsAt(0, { all: true, count: 10 })) },
  {
    name: 'wall-large',
    width: 1656,
    height: 640,
    options: { density: 'wall' },
    series: framesOf(slotsAt(0)),
  },
  { name: 'laptop', ...laptop, series: framesOf(slotsAt(0)) },
  {
    name: 'everything',
    width: 640,
    height: 380,
    options: { density: 'bento', disabled: true },
    series: framesOf(slotsAt(0, { all: true })),
  },
  { name: 'many', ...laptop, series: framesOf(slotsAt(0, { all: true, count: 60 })) },
  {
    name: 'by-name',
    ...laptop,
    options: { density: 'bento', sort: 'name', fleet: false },
    series: framesOf(slotsAt(0, { all: true })),
  },
  { name: 'narrow', width: 280, height: 320, series: framesOf(slotsAt(0, { all: true })) },
  { name: 'smallest', width: 200, height: 120, series: framesOf(slotsAt(0)) },
  {
    name: 'by-priority',
    ...laptop,
    title: 'Slots',
    options: { density: 'bento', sort: 'priority' },
    series: framesOf(slotsAt(0)),
  },
  {
    name: 'long-names',
    ...laptop,
    series: [
      plain({
        provider: [
          'a-provider-with-a-name-that-nobody-can-remember-eu-west',
          '上海浦东数据中心备用供应商池第二组',
        ],
        used: [19, 5],
        limit: [20, 8],
      }),
    ],
  },
  {
    name: 'some-unknown',
    ...laptop,
    series: framesOf(slotsAt(0, { unread: ['codex-team', 'anthropic-pool-2'] })),
  },
  {
    name: 'stale',
    ...laptop,
    series: framesOf(stale(slotsAt(0), 38, 'Redis does not answer since 14:31:29.')),
  },
  {
    name: 'unknown',
    ...laptop,
    series: framesOf(
      unknown(
        'Redis does not answer since 14:29:51. Sessions and slots come from it; everything else is live.',
      ),
    ),
  },
  {
    name: 'empty',
    ...laptop,
    series: framesFor(
      { queryType: 'slots' },
      {
        ...slotsAt(0),
        value: { providers: [], fleet: { providers: 0, limit: 0, used: 0, left: 0, leftRatio: null } },
      },
    ),
  },
  { name: 'loading', ...laptop, series: [], state: LoadingState.Loading },
  {
    name: 'failed',
    ...laptop,
    series: [],
    state: LoadingState.Error,
    error: 'The token is for viewers; slots are shown to administrators only.',
  },
  { name: 'missing', ...laptop, series: [plain({ provider: ['codex-team'], used: [3] })] },
];

export const slots: Exhibit = {
  name: 'slots',
  load: () => import('../../../slots/src/module.ts'),
  cases,
  live: (tick) => framesOf(slotsAt(tick, { all: true, busy: true })),
};
