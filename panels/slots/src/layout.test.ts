import { densities, scaleOf } from '@hubscope/panel-kit/theme/density.ts';
import fc from 'fast-check';
import { filledOf, heightOfRow, layoutOf, rowsThatFit } from './layout.ts';

const scales = densities.map((density) => scaleOf(density, 800, 400, 1));
const wall = scaleOf('wall', 800, 400, 1);
const wanted = { longestName: 120, longestLevel: 76, volume: true };

test('rows are as wide as the panel, and bars have whole pixels for each segment', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 3840 }),
      fc.constantFrom(...scales),
      fc.integer({ min: 0, max: 900 }),
      (width, scale, longestName) => {
        const layout = layoutOf(width, scale, 30, { ...wanted, longestName });
        const columns = [
          layout.name,
          layout.bar,
          layout.slots,
          layout.percent,
          layout.level,
          layout.volume,
        ].filter((size) => size > 0);
        const all = columns.reduce((sum, size) => sum + size, 0) + (columns.length - 1) * layout.gap;
        expect(all).toBeCloseTo(width - scale.padding * 2, 6);
        expect(Number.isInteger(layout.bar / layout.segments)).toBe(true);
      },
    ),
  );
});

test('the volume goes first, then words, then used of limit', () => {
  const shown = (width: number) => {
    const { slots, level, volume } = layoutOf(width, wall, 30, wanted);
    return [slots > 0, level > 0, volume > 0];
  };
  expect(shown(900)).toEqual([true, true, true]);
  expect(shown(720)).toEqual([true, true, false]);
  expect(shown(500)).toEqual([true, false, false]);
  expect(shown(280)).toEqual([false, false, false]);
});

test('a bar has a part filled as soon as a slot is used, and all of them only when it is full', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2, noNaN: true }), fc.constantFrom(10, 20), (ratio, segments) => {
      const filled = filledOf(ratio, segments);
      expect(filled === 0).toBe(ratio === 0);
      expect(filled === segments).toBe(ratio >= 1);
      if (ratio > 0 && ratio < 1)
        expect(Math.abs(filled / segments - ratio)).toBeLessThanOrEqual(1 / segments);
    }),
  );
});

test('rows share what height there is; where not all fit, one place says so', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 80 }),
      fc.constantFrom(...scales),
      (room, count, scale) => {
        const height = heightOfRow(scale, room, count);
        expect(height).toBeGreaterThanOrEqual(Math.floor(scale.label * 2));
        const fit = rowsThatFit(room, height, count);
        expect((fit + (fit < count ? 1 : 0)) * height).toBeLessThanOrEqual(Math.max(room, height));
      },
    ),
  );
});
