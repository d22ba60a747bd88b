import fc from 'fast-check';
import { billFor } from '../traffic/billing.ts';
import { breakdownOf, costOf, moneyText, multiplierOf, tariffOf } from './money.ts';

const price = fc.integer({ min: 0, max: 75_000_000 }).map((units) => (units / 1e12).toFixed(12));
const optionalPrice = fc.option(price);
const tokens = fc.integer({ min: 0, max: 2_000_000 });
const optionalTokens = fc.option(tokens);
const multiplier = fc.integer({ min: 0, max: 30_000 }).map((units) => (units / 1e4).toFixed(4));

test('costs and their breakdown equal those of the exact decimals', () => {
  fc.assert(
    fc.property(
      fc.record({
        input: optionalPrice,
        output: optionalPrice,
        cacheWrite5m: optionalPrice,
        cacheWrite1h: optionalPrice,
        cacheRead: optionalPrice,
      }),
      fc.record({
        input: tokens,
        output: tokens,
        cacheWrite5m: optionalTokens,
        cacheWrite1h: optionalTokens,
        cacheRead: optionalTokens,
      }),
      multiplier,
      multiplier,
      (prices, usage, ofProvider, ofGroup) => {
        const tariff = tariffOf(prices);
        const cost = costOf(tariff, usage, multiplierOf(ofProvider) * multiplierOf(ofGroup));
        const bill = billFor(prices, usage, ofProvider, ofGroup);
        expect(moneyText(cost)).toBe(bill?.total);
        expect(breakdownOf(tariff, usage, ofProvider, ofGroup, cost)).toEqual(bill?.breakdown);
      },
    ),
    { numRuns: 300 },
  );
});

test('a price that is finer than the scale is refused, not cut', () => {
  const prices = {
    input: '0.0000000000001',
    output: null,
    cacheWrite5m: null,
    cacheWrite1h: null,
    cacheRead: null,
  };
  expect(() => tariffOf(prices)).toThrow('at most 12 places: 0.0000000000001');
  expect(() => multiplierOf('abc')).toThrow(RangeError);
});
