import { LoadingState, toDataFrame, type DataFrame } from '@grafana/data';
import { answerOf } from './answer.ts';

const frame = (custom?: object, rows = [1]): DataFrame => ({
  ...toDataFrame({ fields: [{ name: 'value', values: rows }] }),
  ...(custom === undefined ? {} : { meta: { custom } }),
});
const fresh = { quality: 'fresh', asOf: '2026-03-09T04:00:00.000Z', timezone: 'Asia/Shanghai' };
const stale = { quality: 'stale', ageSeconds: 38, reason: 'PostgreSQL is away' };
const { Done, Error: Failed, Loading, NotStarted } = LoadingState;

test('the least trustworthy frame speaks for all', () => {
  expect(answerOf({ state: Done, series: [frame(fresh), frame(stale)] })).toMatchObject(stale);
  expect(answerOf({ state: Done, series: [frame(stale), frame({ quality: 'unknown' })] }).quality).toBe(
    'unknown',
  );
});

test('frames of other data sources are fresh', () => {
  expect(answerOf({ state: Done, series: [frame()] })).toMatchObject({
    phase: 'ready',
    quality: 'fresh',
    asOf: null,
  });
  expect(answerOf({ state: Done, series: [frame({ quality: 'good' })] }).quality).toBe('fresh');
});

test('a failure beside figures makes them old; without figures it is all there is', () => {
  const errors = [{ message: 'connection refused' }];
  expect(answerOf({ state: Failed, series: [frame(fresh)], errors })).toMatchObject({
    phase: 'ready',
    quality: 'stale',
    reason: 'connection refused',
  });
  expect(answerOf({ state: Failed, series: [], errors })).toMatchObject({
    phase: 'failed',
    reason: 'connection refused',
  });
});

test('only the first answer is waited for', () => {
  expect(answerOf({ state: Loading, series: [] }).phase).toBe('loading');
  expect(answerOf({ state: NotStarted, series: [] }).phase).toBe('loading');
  expect(answerOf({ state: Loading, series: [frame(fresh)] }).phase).toBe('ready');
  expect(answerOf({ state: Done, series: [] }).phase).toBe('ready');
});

test('an answer that is not known is one, though it has no rows', () => {
  expect(
    answerOf({ state: Done, series: [frame({ quality: 'unknown', reason: 'away' }, [])] }),
  ).toMatchObject({
    phase: 'ready',
    quality: 'unknown',
    reason: 'away',
  });
});
