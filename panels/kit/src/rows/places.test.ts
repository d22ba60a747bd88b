import fc from 'fast-check';
import { keepOrder } from './places.ts';

const orderOf = (ids: readonly string[]) => new Map(ids.map((id, index) => [id, index]));
const kept = (now: readonly string[], rested: readonly string[]): string[] =>
  keepOrder(
    now.map((_, index) => index),
    now,
    orderOf(rested),
  ).map((index) => now[index] ?? '');

test('rows that come stand before those that follow them, and nothing else moves', () => {
  expect(kept(['new', 'a', 'b'], ['a', 'b'])).toEqual(['new', 'a', 'b']);
  expect(kept(['a', 'new', 'b', 'last'], ['a', 'b'])).toEqual(['a', 'new', 'b', 'last']);
});

test('rows that change places keep them in the page until they rest', () => {
  expect(kept(['b', 'new', 'a'], ['a', 'b'])).toEqual(['new', 'a', 'b']);
});

test('every row is there once, and old ones as they rested', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 2 }), { maxLength: 20 });
  fc.assert(
    fc.property(ids, ids, (now, rested) => {
      const order = kept(now, rested);
      expect([...order].sort()).toEqual([...now].sort());
      expect(order.filter((id) => rested.includes(id))).toEqual(rested.filter((id) => now.includes(id)));
    }),
  );
});
