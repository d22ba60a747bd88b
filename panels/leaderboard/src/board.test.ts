import fc from 'fast-check';
import { shareOf, strengthOf } from './board.ts';
import { boardOf, frameOf } from './fixtures.ts';

const names = ['a', 'b', 'c', 'd'];

test('ranks that the data gives stand as they are, in its order', () => {
  const { rows, digits } = boardOf(frameOf({ rank: [1, 2, 2, 40], name: names, cost: [4, 3, 3, 1] }));
  expect(rows.map(({ rank, name, value }) => [rank, name, value])).toEqual([
    [1, 'a', 4],
    [2, 'b', 3],
    [2, 'c', 3],
    [40, 'd', 1],
  ]);
  expect(digits).toBe(2);
});

test('without ranks the greatest value is first, and what nobody knows is last', () => {
  const { rows } = boardOf(frameOf({ name: names, Value: [2, null, 9, 2] }));
  expect(rows.map(({ rank, name }) => `${rank} ${name}`)).toEqual(['1 c', '2 a', '3 d', '4 b']);
});

test('every row has one rank, and greater values have smaller ones', () => {
  const values = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(values, (given) => {
      const frame = frameOf({ name: given.map((_, index) => `n${index}`), Value: { values: given } });
      const { rows } = boardOf(frame);
      expect(rows.map(({ rank }) => rank)).toEqual(given.map((_, index) => index + 1));
      const ranked = rows.map(({ value }) => value ?? -Infinity);
      expect(ranked).toEqual([...ranked].sort((one, other) => other - one));
    }),
  );
});

test('rows that add up all others have no rank, fill no bar, and are not counted', () => {
  const { rows, most, count } = boardOf(
    frameOf({ model: ['opus', 'haiku', '9 others'], requests: [10, 5, 90] }, { rest: 1 }),
  );
  expect(rows.map(({ rank }) => rank)).toEqual([1, 2, null]);
  expect(most).toBe(10);
  expect(count).toBe(2);
});

test('rows beyond the limit are the viewer’s own, and so are those that somebody pins', () => {
  const { rows, count } = boardOf(
    frameOf({ rank: [1, 2, 57], name: ['a', 'b', 'me'], cost: [3, 2, 1] }, { own: 1, count: 180 }),
    ['b'],
  );
  expect(rows.map(({ own, beyond }) => [own, beyond])).toEqual([
    [false, false],
    [true, false],
    [true, true],
  ]);
  expect(count).toBe(180);
});

test('ids are those of the data source; else names, with what is said beside them where they are alike', () => {
  const idsOf = (...given: Parameters<typeof frameOf>) => boardOf(frameOf(...given)).rows.map(({ id }) => id);
  expect(idsOf({ name: ['a', 'a'], cost: [2, 1] }, { ids: [7, 9] })).toEqual(['7', '9']);
  expect(idsOf({ name: ['a', 'b'], cost: [2, 1] })).toEqual(['a', 'b']);
  expect(idsOf({ name: ['k', 'k'], user: ['ana', 'otto'], cost: [2, 1] })).toEqual(['k\tana', 'k\totto']);
  expect(idsOf({ name: ['a', 'a', 'a'], cost: [3, 2, 1] })).toEqual(['a', 'a\t1', 'a\t2']);
});

test('bars are relative to the first, and what is below nothing fills none', () => {
  expect([shareOf(50, 200), shareOf(200, 200), shareOf(-3, 200), shareOf(null, 200), shareOf(5, 0)]).toEqual([
    0.25, 1, 0, 0, 0,
  ]);
});

test('bars fade with rank, and can always be seen', () => {
  const strengths = [1, 2, 3, 4, 9, 500].map(strengthOf);
  expect(strengths).toEqual([...strengths].sort((one, other) => other - one));
  expect(Math.min(...strengths, strengthOf(null))).toBeGreaterThan(0.4);
});
