import fc from 'fast-check';
import type { Line } from './lines.ts';
import { everything, only, seenOf, toggled, type Selection } from './legend.ts';
import { rankLines } from './ranks.ts';
import { axisFor } from './scale.ts';
import { addLines, stackLines, sumOf, totalOf } from './sums.ts';
import { REST, viewOf } from './view.ts';

const cents = fc.integer({ min: 0, max: 100_000_000 });
const value = fc.option(cents, { nil: null });
const table = (lines: number, buckets: number) =>
  fc.array(fc.array(value, { minLength: buckets, maxLength: buckets }), { maxLength: lines });
const dollars = (each: number | null): number | null => (each === null ? null : each / 100);
const exact = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, each) => sum + (each ?? 0), 0);

describe('sums', () => {
  test('are those of exact cents, however many there are', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 500 }), (values) => {
        expect(sumOf(values.map(dollars))?.toFixed(6)).toBe((exact(values) / 100).toFixed(6));
      }),
    );
    // Added plainly, the tenths would be lost.
    expect(sumOf([1e16, ...Array.from({ length: 10 }, () => 0.1), -1e16])).toBeCloseTo(1, 9);
  });

  test('are unknown where nothing is known, and never zero for it', () => {
    expect(sumOf([])).toBeNull();
    expect(sumOf([null, null])).toBeNull();
    expect(sumOf([null, 0])).toBe(0);
    expect(
      addLines(
        [
          [1, null],
          [2, null],
        ],
        2,
      ),
    ).toEqual([3, null]);
  });
});

test('a total is the sum, or the last value that is known', () => {
  expect([totalOf([1, 2, null], 'sum'), totalOf([1, 2, null], 'last')]).toEqual([3, 2]);
  expect([totalOf([null], 'sum'), totalOf([], 'last')]).toEqual([null, null]);
});

describe('a stack', () => {
  test('each line stands on the sum of what is known below it, and has gaps of its own', () => {
    fc.assert(
      fc.property(table(8, 5), (lines) => {
        const stacked = stackLines(
          lines.map((line) => line.map(dollars)),
          5,
        );
        lines.forEach((line, index) => {
          line.forEach((own, bucket) => {
            const below = lines.slice(0, index + 1).map((each) => each[bucket] ?? null);
            if (own === null) expect(stacked[index]?.[bucket]).toBeNull();
            else expect(stacked[index]?.[bucket]).toBeCloseTo(exact(below) / 100, 6);
          });
        });
      }),
    );
  });
});

describe('the legend', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const steps = fc.array(fc.constantFrom(...ids, 'all', 'clear'), { maxLength: 20 });

  test('whatever is pressed, at least one line is seen, and a press changes that line alone', () => {
    fc.assert(
      fc.property(steps, (pressed) => {
        let selection: Selection = everything;
        for (const press of pressed) {
          const before = seenOf(selection, ids);
          selection =
            press === 'all' ? everything : press === 'clear' ? only('a') : toggled(selection, press, ids);
          const after = seenOf(selection, ids);
          expect(after.length).toBeGreaterThan(0);
          if (press === 'all') expect(after).toEqual(ids);
          else if (press === 'clear') expect(after).toEqual(['a']);
          else {
            const others = (seen: string[]) => seen.filter((id) => id !== press);
            expect(others(after)).toEqual(others(before));
            const isLast = before.length === 1 && before[0] === press;
            expect(after.includes(press)).toBe(isLast || !before.includes(press));
          }
        }
      }),
    );
  });

  test('a new line is seen, unless all were cleared; a choice whose lines are gone shows the first', () => {
    expect(seenOf(toggled(everything, 'b', ids), [...ids, 'new'])).toEqual(['a', 'c', 'd', 'new']);
    expect(seenOf(only('a'), [...ids, 'new'])).toEqual(['a']);
    expect(seenOf(only('a'), ['x', 'y'])).toEqual(['x']);
    expect(seenOf(only('a'), [])).toEqual([]);
  });
});

const line = (id: string, ...cost: (number | null)[]): Line => ({
  id,
  name: id.toUpperCase(),
  cost,
  requests: cost.map((each) => (each === null ? null : each * 10)),
});

const wanted = {
  read: { times: [0, 1], lines: [line('a', 1, 2), line('b', 5, 5), line('c', 3, null)], fields: {} },
  ghost: null,
  ranked: ['b', 'a', 'c'],
  selection: everything,
  figures: ['cost', 'requests'],
  arrangement: 'overlay',
  coloured: 2,
  total: 'sum',
} as const;

describe('what the chart draws', () => {
  test('lines rank by their sums, and those without one come last', () => {
    expect(rankLines([...wanted.read.lines, line('d', null, null)], 'cost')).toEqual(['b', 'a', 'c', 'd']);
  });

  test('lines over each other: the first have colours, the others are thin', () => {
    const view = viewOf(wanted);
    expect(view.curves.map(({ id, rank }) => [id, rank])).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
    expect(view.thin).toEqual([[3, null]]);
    expect(view.beside).toEqual([90, 70]);
    expect(view.totals).toEqual({ cost: 16, requests: 160 });
    expect(view.most).toEqual({ primary: 5, beside: 90 });
    expect(viewOf({ ...wanted, total: 'last' }).totals).toEqual({ cost: 10, requests: 100 });
  });

  test('a stack: all others are its last layer', () => {
    const view = viewOf({ ...wanted, arrangement: 'stacked' });
    expect(view.curves.map(({ id, values }) => [id, values])).toEqual([
      ['b', [5, 5]],
      ['a', [6, 7]],
      [REST, [9, null]],
    ]);
    expect(view.thin).toEqual([]);
  });

  test('the time before is of the first line that is seen, or of all of them in a stack', () => {
    const of = (cost: number[]) => ({ cost, requests: null });
    const ghost = {
      days: 1,
      lines: new Map([
        ['a', of([7, 7])],
        ['b', of([1, 2])],
      ]),
      all: of([8, 9]),
    };
    expect(viewOf({ ...wanted, ghost })).toMatchObject({ ghost: [1, 2], ghostOf: 'B' });
    expect(viewOf({ ...wanted, ghost, arrangement: 'stacked' })).toMatchObject({
      ghost: [8, 9],
      ghostOf: null,
    });
    const some = viewOf({
      ...wanted,
      ghost,
      arrangement: 'stacked',
      selection: toggled(everything, 'b', ['a', 'b', 'c']),
    });
    expect(some.ghost).toEqual([7, 7]);
    const stranger = { ...ghost, lines: new Map([['all', of([8, 9])]]) };
    expect(viewOf({ ...wanted, ghost: stranger })).toMatchObject({ ghost: [8, 9], ghostOf: null });
  });
});

test('an axis reaches its value in equal steps, with little air above it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 1e9, noNaN: true }), fc.constantFrom(2, 4), (most, parts) => {
      const { top, splits } = axisFor(most, parts, false);
      expect(top).toBeGreaterThanOrEqual(most * (1 - 1e-6));
      expect(top).toBeLessThanOrEqual(most * 1.6);
      expect(splits).toHaveLength(parts + 1);
    }),
  );
  expect(axisFor(3, 4, true).splits).toEqual([0, 1, 2, 3, 4]);
  expect(axisFor(null, 4, true).splits).toEqual([0, 1, 2, 3, 4]);
});
