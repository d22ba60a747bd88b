import { formattedValueToString, getValueFormat } from '@grafana/data';
import { scopeNames } from '@hubscope/exporter/contract/words';
import { boardFigures, currencyCodes, figuresOf, moneyOf, nearest } from './index.ts';

const currencyOf = (code: string, symbol = '?') => ({
  currency: { code, symbol, locale: 'en-US', rate: { perUsd: '2', date: null } },
});

test.each([
  ['CNY', '¥1.23K'],
  ['EUR', '€1.23K'],
  ['JPY', '¥1.23K'],
  ['GBP', '£1.23K'],
  ['HKD', 'HK$1.23K'],
  ['TWD', 'NT$1.23K'],
  ['KRW', '₩1.23K'],
  ['SGD', 'S$1.23K'],
  ['XYZ', '?1.23K'],
])('Grafana shows %s as the gateway does: %s', (code, text) => {
  const { unit } = moneyOf(currencyOf(code));
  expect(formattedValueToString(getValueFormat(unit)(1234, 2))).toBe(text);
});

test('US dollars, and all codes of the gateway', () => {
  const { unit } = moneyOf({ currency: null });
  expect(formattedValueToString(getValueFormat(unit)(0.5, 2))).toBe('$0.50');
  expect([...currencyCodes].sort()).toEqual(
    ['USD', 'CNY', 'EUR', 'JPY', 'GBP', 'HKD', 'TWD', 'KRW', 'SGD'].sort(),
  );
});

test('rates of output have their unit once', () => {
  expect(formattedValueToString(getValueFormat('suffix:tok/s')(41.26, 1))).toBe('41.3 tok/s');
});

test('an amount is the double nearest to its text, and null when it is not known', () => {
  expect(nearest('0.300000000000000')).toBe(0.3);
  expect(nearest('123456789012345678.000000000000001')).toBe(123456789012345680);
  expect(nearest(null)).toBeNull();
  expect(nearest(undefined)).toBeNull();
});

test('every figure is on some board once, and the first of each board is its own', () => {
  const names = boardFigures.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.fromEntries(scopeNames.map((scope) => [scope, figuresOf(scope)[0]?.name]))).toEqual({
    user: 'costUsd',
    provider: 'costUsd',
    model: 'costUsd',
    key: 'costUsd',
    userCacheHitRate: 'cacheHitRate',
    providerCacheHitRate: 'cacheHitRate',
  });
  expect(figuresOf('user', true).length - figuresOf('user').length).toBe(6);
});
