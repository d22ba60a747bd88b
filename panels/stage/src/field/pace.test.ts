import fc from 'fast-check';
import { LONGEST, pauseAfter, remembered, SHORTEST } from './pace.ts';

test('a quick machine draws twelve pictures a second, a slow one fewer, none without end', () => {
  expect(pauseAfter([])).toBe(SHORTEST);
  expect(pauseAfter([0.2, 0.3, 0.2])).toBe(SHORTEST);
  expect(pauseAfter([2, 2, 2])).toBeGreaterThan(SHORTEST);
  expect(pauseAfter([500])).toBe(LONGEST);
});

test('what is drawn takes less than 3 % of the time, as long as nine pictures cost the same', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 5, noNaN: true }), (cost) => {
      expect((cost * 4) / pauseAfter(new Array(9).fill(cost))).toBeLessThan(0.03);
    }),
  );
});

test('one picture that came with much else changes nothing', () => {
  const costs = [1, 1, 1, 1, 1];
  expect(pauseAfter(remembered(costs, 200))).toBe(pauseAfter(costs));
});

test('only the last ones are remembered', () => {
  let costs: number[] = [];
  for (let cost = 0; cost < 100; cost += 1) costs = remembered(costs, cost);
  expect(costs).toEqual([91, 92, 93, 94, 95, 96, 97, 98, 99]);
});
