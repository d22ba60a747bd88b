import { FieldType, type DataFrame } from '@grafana/data';
import type { Statistics, Trend } from '@hubscope/exporter/contract';
import fc from 'fast-check';
import type { StatisticsQuery } from '../types/query.ts';
import { context, custom, fresh, noticesOf, unknown, valuesOf } from './fixtures.ts';
import { foldLines, type Line } from './fold.ts';
import { framesOf } from './index.ts';

const edges = ['2026-03-09T02:00:00.000Z', '2026-03-09T03:00:00.000Z', '2026-03-09T04:00:00.000Z'];
const [two, three] = edges.map((edge) => Date.parse(edge));

const series = (id: number | string, name: string, costUsd: string[] | null, requests = [1, 2]) => ({
  id,
  name,
  requests,
  costUsd,
  totalRequests: 3,
  totalCostUsd: null,
});
const chart = (lines: Statistics['series'], mode: Statistics['mode'] = 'users'): Statistics => ({
  engine: 'duckdb',
  mode,
  step: 'hour',
  edges,
  series: lines,
});
const alice = series(2, 'alice', ['0.1', '0.2']);
const bob = series(3, 'bob', ['5', '0'], [3, 0]);
const others = series('others', '__others__', ['7', '8'], [70, 80]);

const query: StatisticsQuery = { refId: 'A', queryType: 'statistics', range: 'today' };
const frameOf = (value: Statistics, more: Partial<StatisticsQuery> = {}): DataFrame =>
  framesOf({ ...query, ...more }, fresh(value), context)[0]!;
const lines = (frame: DataFrame): Record<string, unknown[]> =>
  Object.fromEntries(
    frame.fields.slice(1).map(({ config, values }) => [config.displayNameFromDS ?? '', values as unknown[]]),
  );

test('wide: a field for each line', () => {
  const frame = frameOf(chart([alice, bob]));
  const links = frame.fields[1]?.config.links;
  expect(links?.map(({ title }) => title)).toEqual(['Requests', 'Usage over time']);
  const line = (name: string, id: string, values: number[]) => ({
    name: 'cost',
    type: FieldType.number,
    labels: { user: name, id },
    config: { displayNameFromDS: name, unit: 'currencyUSD', decimals: 2, min: 0, links },
    values,
  });
  expect(frame).toEqual({
    refId: 'A',
    length: 2,
    fields: [
      { name: 'time', type: FieldType.time, config: { displayNameFromDS: 'Time' }, values: [two, three] },
      line('alice', '2', [0.1, 0.2]),
      line('bob', '3', [5, 0]),
    ],
    meta: {
      type: 'timeseries-wide',
      typeVersion: [0, 1],
      preferredVisualisationType: 'graph',
      custom: { ...custom, engine: 'duckdb', span: { from: edges[0], to: edges[2] }, count: 2 },
    },
  });
});

test('wide: both figures, the line and the figure in the name', () => {
  expect(lines(frameOf(chart([alice, bob]), { figures: ['requests', 'costUsd'] }))).toEqual({
    'alice · Cost': [0.1, 0.2],
    'bob · Cost': [5, 0],
    'alice · Requests': [1, 2],
    'bob · Requests': [3, 0],
  });
});

test('long: a row for each line and bucket, in the order of time', () => {
  const frame = frameOf(chart([alice, bob]), { shape: 'long', figures: ['requests', 'costUsd'] });
  expect(valuesOf(frame)).toEqual({
    time: [two, two, three, three],
    user: ['alice', 'bob', 'alice', 'bob'],
    cost: [0.1, 5, 0.2, 0],
    requests: [1, 3, 2, 0],
  });
  expect(frame.meta?.type).toBe('timeseries-long');
});

test('lines of the same name are told apart, also from the time', () => {
  expect(
    Object.keys(lines(frameOf(chart([alice, series(6, 'alice', null), series(7, 'Time', null)])))),
  ).toEqual(['alice (2)', 'alice (6)', 'Time (7)']);
});

test('buckets that have not begun are not zero', () => {
  const answer = { ...fresh(chart([bob])), asOf: '2026-03-09T02:30:00.000Z' };
  expect(framesOf(query, answer, context)[0]?.fields[1]?.values).toEqual([5, null]);
  const long = framesOf({ ...query, shape: 'long' }, answer, context)[0];
  expect(valuesOf(long)).toEqual({ time: [two], user: ['bob'], cost: [5] });
});

test('beyond the limit lines are added up, and the notice says so', () => {
  const more = [alice, bob, series(8, 'carol', ['0.2', '0.1'])];
  const frame = frameOf(chart(more), { limit: '1' });
  expect(lines(frame)).toEqual({ bob: [5, 0], 'Others (2 users)': [0.3, 0.3] });
  expect(frame.fields[2]?.config.links).toBeUndefined();
  expect(noticesOf(frame)).toEqual(['info: 1 of 3 shown; the others are added up as one']);
});

test('a sum with an unknown cost is unknown', () => {
  const more = [bob, alice, series(8, 'carol', null)];
  expect(lines(frameOf(chart(more), { limit: 1 }))).toEqual({
    bob: [5, 0],
    'Others (2 users)': [null, null],
  });
});

test('mixed: everybody else stays, whatever the limit', () => {
  const keys = [series(11, 'laptop', ['1', '1']), series(12, 'server', ['9', '9']), others];
  const frame = frameOf(chart(keys, 'mixed'), { limit: 1 });
  expect(lines(frame)).toEqual({ server: [9, 9], 'Other users': [7, 8], 'Others (1 key)': [1, 1] });
  expect(frame.fields[1]?.labels).toEqual({ key: 'server', id: '12' });
});

test('filters keep lines before any are added up', () => {
  const filters = [{ key: 'user', operator: '!=' as const, value: 'bob' }];
  const frame = frameOf(chart([alice, bob]), { filters, limit: 1 });
  expect(lines(frame)).toEqual({ alice: [0.1, 0.2] });
});

test('an unknown chart has its time, and no lines', () => {
  const frame = framesOf(query, unknown(null), context)[0]!;
  expect(valuesOf(frame)).toEqual({ time: [] });
  expect(noticesOf(frame)).toEqual(['error: Not known: no reason is given']);
});

test('folding keeps every sum, to the last decimal', () => {
  const amount = fc
    .tuple(fc.bigInt({ min: BigInt(0), max: BigInt('9'.repeat(21)) }), fc.constantFrom(15, 24))
    .map(([units, decimals]) => text(units, decimals));
  const buckets = 3;
  const line = fc.record({
    requests: fc.array(fc.nat(), { minLength: buckets, maxLength: buckets }),
    cost: fc.array(amount, { minLength: buckets, maxLength: buckets }),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (found, limit) => {
      const all: Line[] = found.map((figures, id) => ({ id, name: `line ${id}`, ...figures }));
      const stays = ({ id }: Line) => id === 0;
      const { kept, rest } = foldLines(all, limit, stays);
      expect(kept.filter((one) => !stays(one)).length).toBeLessThanOrEqual(limit);
      expect(kept.some(stays)).toBe(all.length > 0);
      const after = [...kept, ...(rest === null ? [] : [rest])];
      for (let bucket = 0; bucket < buckets; bucket += 1) {
        expect(added(after.map(({ cost }) => cost![bucket]!))).toBe(
          added(all.map(({ cost }) => cost![bucket]!)),
        );
        const count = (of: { requests: readonly number[] }[]) =>
          of.reduce((sum, { requests }) => sum + requests[bucket]!, 0);
        expect(count(after)).toBe(count(all));
      }
    }),
  );
});

/** Decimal text of so many units of the last decimal. */
function text(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Adds amounts as whole numbers of 10^-24. */
const added = (amounts: string[]): bigint =>
  amounts.reduce((sum, amount) => {
    const [whole = '0', decimals = ''] = amount.split('.');
    return sum + BigInt(whole + decimals.padEnd(24, '0'));
  }, BigInt(0));

test('the trend has requests and cost of every hour that has begun', () => {
  const trend: Trend = {
    engine: 'duckdb',
    hours: [
      { from: edges[0]!, hour: 10, requests: 4, costUsd: '0.25' },
      { from: edges[1]!, hour: 11, requests: 0, costUsd: null },
      { from: '2026-03-09T05:00:00.000Z', hour: 13, requests: 0, costUsd: '0' },
    ],
  };
  const frame = framesOf({ refId: 'A', queryType: 'trend' }, fresh(trend), context)[0];
  expect(valuesOf(frame)).toEqual({
    time: [two, three, Date.parse('2026-03-09T05:00:00Z')],
    cost: [0.25, null, null],
    requests: [4, 0, null],
  });
  expect(frame?.meta).toMatchObject({ type: 'timeseries-wide', preferredVisualisationType: 'graph' });
  expect(
    valuesOf(framesOf({ refId: 'A', queryType: 'trend', figures: ['requests'] }, unknown('x'), context)[0]),
  ).toEqual({
    time: [],
    requests: [],
  });
});
