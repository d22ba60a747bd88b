import {
  createTheme,
  FieldType,
  getFieldDisplayValues,
  type DataFrame,
  type FieldDisplay,
} from '@grafana/data';
import type { Answer, Overview, Part } from '@hubscope/exporter/contract';
import type { OverviewQuery } from '../types/query.ts';
import {
  AS_OF,
  context,
  custom,
  fresh,
  noticesOf,
  unknown,
  valuesOf,
  yuan,
  yuanWithoutRate,
} from './fixtures.ts';
import { framesOf } from './index.ts';

const known = (value: number): Part<number> => ({
  quality: 'fresh',
  asOf: AS_OF,
  ageSeconds: null,
  reason: null,
  value,
});

const overview: Overview = {
  today: { requests: 120, costUsd: '0.300000000000000', avgResponseSeconds: 1.5, errorRatio: 0.05 },
  yesterdaySamePeriod: { requests: 80, costUsd: '0.2', avgResponseSeconds: 2, errorRatio: null },
  requestsPerMinute: 7,
  concurrentSessions: known(3),
  inflightRequests: known(0),
};

const query: OverviewQuery = { refId: 'A', queryType: 'overview' };
const frameOf = (answer: Answer<Overview>, more: Partial<OverviewQuery> = {}): DataFrame =>
  framesOf({ ...query, ...more }, answer, context)[0]!;

/** What a stat panel with percent change shows. */
const stat = (frame: DataFrame): FieldDisplay[] =>
  getFieldDisplayValues({
    data: [frame],
    fieldConfig: { defaults: {}, overrides: [] },
    reduceOptions: { calcs: ['lastNotNull'] },
    replaceVariables: (text) => text,
    theme: createTheme(),
    percentChange: true,
  });

test('a figure is a field of yesterday and now', () => {
  expect(frameOf(fresh(overview), { figures: ['requests', 'costUsd'] })).toEqual({
    refId: 'A',
    length: 2,
    fields: [
      {
        name: 'time',
        type: FieldType.time,
        config: { displayNameFromDS: 'Time' },
        values: [Date.parse('2026-03-08T04:00:00Z'), Date.parse(AS_OF)],
      },
      {
        name: 'requests',
        type: FieldType.number,
        config: { displayNameFromDS: 'Requests today', unit: 'locale', min: 0 },
        values: [80, 120],
      },
      {
        name: 'cost',
        type: FieldType.number,
        config: { displayNameFromDS: 'Cost today', unit: 'currencyUSD', decimals: 2, min: 0 },
        values: [0.2, 0.3],
      },
    ],
    meta: {
      type: 'timeseries-wide',
      typeVersion: [0, 1],
      preferredVisualisationType: 'table',
      custom,
    },
  });
});

test('all figures are there unless some are asked for', () => {
  expect(valuesOf(frameOf(fresh(overview)))).toEqual({
    time: [Date.parse('2026-03-08T04:00:00Z'), Date.parse(AS_OF)],
    concurrentSessions: [null, 3],
    inflightRequests: [null, 0],
    requestsPerMinute: [null, 7],
    requests: [80, 120],
    cost: [0.2, 0.3],
    avgResponseSeconds: [2, 1.5],
    errorRatio: [null, 0.05],
  });
});

test("a stat panel's percent change is that since yesterday", () => {
  const [requests, duration] = stat(
    frameOf(fresh(overview), { figures: ['requests', 'avgResponseSeconds'] }),
  );
  expect(requests?.display).toMatchObject({ numeric: 120, percentChange: 50 });
  expect(duration?.display).toMatchObject({ numeric: 1.5, percentChange: -25 });
});

test("a stat panel does not take yesterday's figure for one that is unknown now", () => {
  const today = { ...overview.today, avgResponseSeconds: null };
  const [duration] = stat(frameOf(fresh({ ...overview, today }), { figures: ['avgResponseSeconds'] }));
  expect(duration?.display.numeric).toBeNaN();
});

test('without comparison there is one row', () => {
  expect(valuesOf(frameOf(fresh(overview), { compare: false, figures: ['requests'] }))).toEqual({
    time: [Date.parse(AS_OF)],
    requests: [120],
  });
});

test.each([
  ['2026-03-09T04:30:00Z', '2026-03-08T05:30:00Z', 'in spring a day has 23 hours'],
  ['2026-11-02T05:30:00Z', '2026-11-01T04:30:00Z', 'in autumn one has 25'],
])('yesterday is a day of the gateway before %s', (asOf, yesterday) => {
  const answer = { ...fresh(overview), asOf, timezone: 'America/New_York' };
  expect(valuesOf(frameOf(answer)).time).toEqual([Date.parse(yesterday), Date.parse(asOf)]);
});

describe('money', () => {
  const converted = {
    ...overview,
    today: { ...overview.today, cost: '2.136' },
    yesterdaySamePeriod: { ...overview.yesterdaySamePeriod, cost: '1.424' },
  };
  const cost = (answer: Answer<Overview>, more: Partial<OverviewQuery> = {}) => {
    const frame = frameOf(answer, { figures: ['costUsd'], ...more });
    return { unit: frame.fields[1]?.config.unit, values: frame.fields[1]?.values, notices: noticesOf(frame) };
  };

  test('is in the currency of the gateway at a rate', () => {
    expect(cost(fresh(converted, yuan))).toEqual({
      unit: 'currency:¥',
      values: [1.424, 2.136],
      notices: ['info: Amounts are converted: 1 USD = 7.12 CNY, the rate of 2026-03-06'],
    });
  });

  test('is in US dollars when these are asked for, and without a rate', () => {
    const dollars = { unit: 'currencyUSD', values: [0.2, 0.3], notices: [] };
    expect(cost(fresh(converted, yuan), { currency: 'USD' })).toEqual(dollars);
    expect(cost(fresh(overview, yuanWithoutRate))).toEqual(dollars);
  });

  test('a rate without a date says so, and only where there is money', () => {
    const undated = { ...yuan, rate: { perUsd: '7.12', date: null } };
    expect(cost(fresh(converted, undated)).notices).toEqual([
      'info: Amounts are converted: 1 USD = 7.12 CNY, a rate without a date',
    ]);
    expect(noticesOf(frameOf(fresh(converted, undated), { figures: ['requests'] }))).toEqual([]);
  });
});

describe('quality', () => {
  test('what is unknown keeps its fields, and says why', () => {
    const frame = frameOf(unknown('the ledger <copy> & its source are away'), {
      figures: ['requests', 'costUsd'],
    });
    expect(valuesOf(frame)).toEqual({ time: [null], requests: [null], cost: [null] });
    expect(noticesOf(frame)).toEqual(['error: Not known: the ledger <copy> & its source are away']);
  });

  test('a part that is unknown is named', () => {
    const part = {
      quality: 'unknown',
      asOf: null,
      ageSeconds: null,
      reason: 'Redis is away',
      value: null,
    } as const;
    const frame = frameOf(fresh({ ...overview, concurrentSessions: part }));
    expect(valuesOf(frame).concurrentSessions).toEqual([null, null]);
    expect(noticesOf(frame)).toEqual(['error: Concurrent sessions: Not known: Redis is away']);
    expect(
      noticesOf(frameOf(fresh({ ...overview, concurrentSessions: part }), { figures: ['requests'] })),
    ).toEqual([]);
  });

  test.each([
    [1, '1 second'],
    [119, '119 seconds'],
    [150, '3 minutes'],
    [7200, '2 hours'],
    [200_000, '2 days'],
  ])('what is %d seconds old says %s', (ageSeconds, words) => {
    const stale: Answer<Overview> = { ...fresh(overview), quality: 'stale', ageSeconds, reason: 'no answer' };
    expect(noticesOf(frameOf(stale))).toEqual([`warning: As of ${words} ago: no answer`]);
    expect(frameOf(stale).meta?.custom).toMatchObject({ quality: 'stale', ageSeconds });
  });
});
