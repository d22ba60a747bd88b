import { FieldType, LoadingState, toDataFrame, type DataFrame } from '@grafana/data';
import { answerOf } from '@hubscope/panel-kit/data/answer.ts';
import { defaultOptions, type Options } from './options.ts';
import { framesOfFigure, readFigure } from './reading.ts';

const NOON = Date.UTC(2026, 2, 9, 12);
const DAY = 86_400_000;

const frame = (
  values: (number | null)[],
  more: { name?: string; unit?: string; times?: number[]; custom?: object } = {},
): DataFrame =>
  toDataFrame({
    fields: [
      {
        name: 'time',
        type: FieldType.time,
        values: more.times ?? values.map((_, index) => NOON + index * 60_000),
      },
      {
        name: more.name ?? 'requests',
        type: FieldType.number,
        values,
        config: {
          ...(more.unit === undefined ? {} : { unit: more.unit }),
          ...(more.custom === undefined ? {} : { custom: more.custom }),
        },
      },
    ],
  });

const read = (series: DataFrame[], options: Partial<Options> = {}) =>
  readFigure(series, answerOf({ state: LoadingState.Done, series }), { ...defaultOptions, ...options });

test('the last of two rows is the figure, and the first is what it is compared with', () => {
  const found = read([frame([100, 125], { times: [NOON - DAY, NOON] })]);
  expect(found).toMatchObject({
    value: 125,
    row: 1,
    comparedWith: NOON - DAY,
    change: { way: 'up', text: '25%', judgement: 'good' },
    course: null,
  });
});

test.each([
  ['errorRatio', 'percentunit', [0.02, 0.03], { way: 'up', text: '1', points: true, judgement: 'warning' }],
  ['avgResponse', 's', [10, 8], { way: 'down', text: '20%', judgement: 'good' }],
  ['concurrentSessions', 'locale', [35, 41], { way: 'up', text: '6', judgement: 'neutral' }],
  ['cost', 'currencyUSD', [100, 109], { way: 'up', text: '9%', judgement: 'warning' }],
  ['requests', 'locale', [0, 500], { way: 'up', text: '500', judgement: 'good' }],
  ['requests', 'locale', [1000, 1000], { way: 'same', judgement: 'neutral' }],
])('%s in %s changes from and to %j', (name, unit, values, change) => {
  expect(read([frame(values, { name, unit })])?.change).toMatchObject(change);
});

test('what is not known now has no change', () => {
  expect(read([frame([100, null])])).toMatchObject({ value: null, change: null });
  expect(read([frame([null, 100])])).toMatchObject({ value: 100, change: null });
});

test('the last known row of a course is the figure, and what is not measured yet is left off', () => {
  const found = read([frame([1, 2, null, 4, null])]);
  expect(found).toMatchObject({ value: 4, row: 3, change: null });
  expect(found?.course?.values).toEqual([1, 2, null, 4]);
});

test('the last hour of a course is never the figure while that is on its way', () => {
  const course = { ...frame([4, 5, 6]), refId: 'B' };
  const said = answerOf({ state: LoadingState.Done, series: [course] });
  expect(readFigure([course], said, defaultOptions, 'A')).toBeUndefined();
  const figure = { ...frame([100, 125]), refId: 'A' };
  expect(readFigure([course, figure], said, defaultOptions, 'A')?.value).toBe(125);
});

test('the last step of a course is left off while it goes on', () => {
  const said = { quality: 'fresh', ageSeconds: 0, reason: null, timezone: 'UTC' };
  const until = (minutes: number) => {
    const course = frame([5, 6, 7, 1]);
    course.meta = { custom: { ...said, asOf: new Date(NOON + minutes * 60_000).toISOString() } };
    return read([course])?.course?.values;
  };
  expect(until(3.5)).toEqual([5, 6, 7]);
  expect(until(4)).toEqual([5, 6, 7, 1]);
});

test('a course beside the figure is found by its name, else by being the first', () => {
  const pair = frame([1, 2]);
  const other = frame([7, 8, 9], { name: 'cost' });
  const same = frame([4, 5, 6]);
  expect(read([pair, other, same])?.course?.values).toEqual([4, 5, 6]);
  expect(read([pair, other])?.course?.values).toEqual([7, 8, 9]);
});

test('a field that is not there is not replaced by another', () => {
  expect(read([frame([1, 2])], { field: 'cost' })).toBeUndefined();
  expect(read([])).toBeUndefined();
});

test('a figure that says it is not known is not, though its answer is fresh', () => {
  const custom = { quality: 'unknown', ageSeconds: null, reason: 'Redis is away' };
  expect(read([frame([null], { custom })])?.answer).toMatchObject({
    quality: 'unknown',
    reason: 'Redis is away',
  });
});

test('a second figure is read where the option names one, and is not known where it is null', () => {
  const pair = toDataFrame({
    fields: [
      { name: 'concurrentSessions', type: FieldType.number, values: [41] },
      { name: 'requestsPerMinute', type: FieldType.number, values: [null], config: { displayName: 'RPM' } },
    ],
  });
  expect(read([pair], { second: 'requestsPerMinute' })?.second).toMatchObject({ label: 'RPM', value: null });
  expect(read([pair], { second: 'gone' })?.second).toBeNull();
  expect(read([pair])?.second).toBeNull();
});

test('an answer without fields, as Prometheus gives it where it knows nothing, is no answer', () => {
  const frames = [
    toDataFrame({ refId: 'A', fields: [] }),
    toDataFrame({ refId: 'B', fields: [{ name: 'x', values: [1] }] }),
  ];
  expect(framesOfFigure(frames, 'A')).toEqual([]);
  expect(framesOfFigure(frames, 'B')).toHaveLength(1);
});
