import type { Quotas } from '@hubscope/exporter/contract';
import type { QuotasQuery } from '../types/query.ts';
import { context, custom, fresh, noticesOf, unknown, valuesOf, yuan } from './fixtures.ts';
import { framesOf } from './index.ts';

const daily: Quotas['subjects'][number]['quotas'][number] = {
  window: 'daily',
  reset: 'fixed',
  limitUsd: '10',
  usedUsd: '12.5',
  remainingUsd: '0',
  ratio: 1.25,
  countsFrom: '2026-03-08T16:00:00.000Z',
  resetsAt: '2026-03-09T16:00:00.000Z',
  rate: { spentUsd: '0.4', overSeconds: 3600 },
  emptyAt: '2026-03-09T04:00:00.000Z',
};
const total: typeof daily = {
  ...daily,
  window: 'total',
  reset: 'never',
  usedUsd: null,
  remainingUsd: null,
  ratio: null,
  countsFrom: null,
  resetsAt: null,
  rate: null,
  emptyAt: null,
};
const quotas: Quotas = {
  subjects: [
    {
      scope: 'key',
      id: 5,
      name: 'laptop',
      user: { id: 2, name: 'alice' },
      enabled: true,
      requestLimit: 60,
      sessionLimit: null,
      quotas: [daily, total],
    },
    {
      scope: 'key',
      id: 6,
      name: 'idle',
      user: null,
      enabled: false,
      requestLimit: null,
      sessionLimit: 1,
      quotas: [],
    },
  ],
};
const query: QuotasQuery = { refId: 'A', queryType: 'quotas', quotaScope: 'key' };
const frameOf = (more: Partial<QuotasQuery> = {}) =>
  framesOf({ ...query, ...more }, fresh(quotas), context)[0];

test('a row for each subject and window', () => {
  const frame = frameOf();
  expect(valuesOf(frame)).toEqual({
    name: ['laptop', 'laptop'],
    user: ['alice', 'alice'],
    window: ['daily', 'total'],
    ratio: [1.25, null],
    used: [12.5, null],
    limit: [10, 10],
    remaining: [0, null],
    emptyAt: [Date.parse('2026-03-09T04:00:00Z'), null],
    resetsAt: [Date.parse('2026-03-09T16:00:00Z'), null],
    reset: ['fixed', 'never'],
    countsFrom: [Date.parse('2026-03-08T16:00:00Z'), null],
    spentOfLate: [0.4, null],
    lateSeconds: [3600, null],
    requestLimit: [60, 60],
    sessionLimit: [null, null],
    enabled: [true, true],
  });
  expect(frame?.meta?.custom).toEqual({ ...custom, count: 2, ids: [5, 5] });
});

test('or a field for each, with the share that is used unless another figure is asked for', () => {
  const frame = frameOf({ form: 'figures' });
  expect(valuesOf(frame)).toEqual({ 'laptop Daily': [1.25], 'laptop Total': [null] });
  expect(frame?.fields[0]).toMatchObject({
    labels: { key: 'laptop', window: 'daily' },
    config: { min: 0, max: 1 },
  });
  expect(valuesOf(frameOf({ form: 'figures', figure: 'usedUsd' }))).toEqual({
    'laptop Daily': [12.5],
    'laptop Total': [null],
  });
});

test('converted amounts, those of late too', () => {
  const quota = {
    ...daily,
    limit: '71.2',
    used: '89',
    remaining: '0',
    rate: { ...daily.rate, spent: '2.848' },
  };
  const subject = { ...quotas.subjects[0]!, quotas: [quota as typeof daily] };
  const frame = framesOf(query, fresh({ subjects: [subject] }, yuan), context)[0];
  expect(valuesOf(frame)).toMatchObject({ limit: [71.2], used: [89], remaining: [0], spentOfLate: [2.848] });
});

test.each([
  ['key', 'laptop', 2],
  ['user', 'alice', 2],
  ['user', 'bob', 0],
  ['provider', 'north', 2],
])('%s = %s keeps %d rows of a board of keys', (key, value, rows) => {
  expect(frameOf({ filters: [{ key, operator: '=', value }] })?.length).toBe(rows);
});

test('unknown', () => {
  const frame = framesOf(query, unknown('away'), context)[0];
  expect(frame?.length).toBe(0);
  expect(frame?.fields).toHaveLength(16);
  expect(noticesOf(frame)).toEqual(['error: Not known: away']);
});
