import fc from 'fast-check';
import { fitting, linesOf, wrapped } from './layout.ts';

const named = (...widths: number[]) => widths.map((width, index) => ({ name: String(index), width }));

test('what matters most is kept, and what is too wide makes room for less', () => {
  expect([...fitting(named(100, 300, 50), 200, 10)]).toEqual(['0', '2']);
  expect([...fitting(named(100, 90), 200, 10)]).toEqual(['0', '1']);
  expect([...fitting(named(100, 91), 200, 10)]).toEqual(['0']);
  expect([...fitting(named(300), 200, 10)]).toEqual([]);
});

const widths = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 });
const room = fc.integer({ min: 50, max: 2000 });

test('pieces that fit are never wider than the room together', () => {
  fc.assert(
    fc.property(widths, room, fc.integer({ min: 0, max: 40 }), (all, width, gap) => {
      const kept = [...fitting(named(...all), width, gap)].map((name) => all[Number(name)] ?? 0);
      const sum = kept.reduce((total, each) => total + each, 0);
      expect(sum + Math.max(0, kept.length - 1) * gap).toBeLessThanOrEqual(width);
    }),
  );
});

test.each([
  [[], 0],
  [[100, 90], 1],
  [[100, 91], 2],
  [[100, 100, 100], 3],
  [[201], 2],
  [[50, 500, 50], 5],
])('texts of %j take %d lines', (all, lines) => {
  expect(linesOf(all, 200, 10)).toBe(lines);
});

test('texts are left out from the least important one until the others fit, and stand in their order', () => {
  const importance = ['2', '0', '3', '1'];
  const shown = (lines: number) =>
    wrapped(named(80, 90, 100, 70), importance, 200, 10, lines).map(({ name }) => name);
  expect(shown(3)).toEqual(['0', '1', '2', '3']);
  expect(shown(1)).toEqual(['0', '2']);
  expect(wrapped<string, { name: string; width: number }>(named(500), ['0'], 200, 10, 1)).toEqual([]);
  fc.assert(
    fc.property(widths, room, fc.integer({ min: 0, max: 6 }), (all, width, lines) => {
      const kept = wrapped(
        named(...all),
        all.map((_, index) => String(index)),
        width,
        10,
        lines,
      );
      expect(
        linesOf(
          kept.map((piece) => piece.width),
          width,
          10,
        ),
      ).toBeLessThanOrEqual(lines);
    }),
  );
});
