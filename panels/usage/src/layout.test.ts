import { densities, scaleOf } from '@hubscope/panel-kit/theme/density.ts';
import fc from 'fast-check';
import { fitChips, layoutOf, legendHeight, legendOf } from './layout.ts';

const widths = fc.array(fc.integer({ min: 30, max: 290 }), { maxLength: 15 });

test('chips that fit are the first ones, and no row is wider than there is room', () => {
  fc.assert(
    fc.property(widths, fc.integer({ min: 0, max: 1500 }), fc.constantFrom(1, 2), (chips, width, most) => {
      const { chips: count, rows } = fitChips(chips, width, 6, most);
      expect(rows).toBeLessThanOrEqual(most);
      const taken = chips.slice(0, count);
      expect(taken.reduce((sum, chip) => sum + chip + 6, 0)).toBeLessThanOrEqual((width + 6) * rows);
      if (most === 1 && count < chips.length) {
        expect([...taken, chips[count] ?? 0].reduce((sum, chip) => sum + chip + 6, -6)).toBeGreaterThan(
          width,
        );
      }
    }),
  );
});

test('a legend of little room leaves the dashed line unnamed, then puts its actions behind the others', () => {
  const room = { chips: [100, 100, 100], hasOthers: false, actions: 110, more: 50, ghost: 100 };
  expect(legendOf(room, 900, 6, 1)).toEqual({ rows: 1, chips: 3, actions: true, ghost: true });
  expect(legendOf(room, 500, 6, 1)).toEqual({ rows: 1, chips: 3, actions: true, ghost: false });
  expect(legendOf(room, 300, 6, 1)).toEqual({ rows: 1, chips: 2, actions: false, ghost: false });
  expect(legendOf({ ...room, ghost: 0 }, 900, 6, 1)).toMatchObject({ ghost: false });
});

test('the chart always has its place, and all parts together are no higher than the panel', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 3840 }),
      fc.integer({ min: 120, max: 2160 }),
      fc.constantFrom(...densities),
      widths,
      (width, height, density, chips) => {
        const scale = scaleOf(density, width, height, 1);
        const { chart, leads, legend, axes, rightAxis } = layoutOf({
          width,
          height,
          scale,
          leadWidths: [120, 90],
          controlWidths: [130, 250],
          legend: { chips, hasOthers: true, actions: 110, more: 50, ghost: 0 },
        });
        expect(chart.height).toBeGreaterThanOrEqual(Math.min(height, scale.label * 3.5) - scale.padding);
        const led = leads > 0 ? scale.lead : 0;
        const below = legend === undefined ? 0 : legendHeight(legend.rows, scale);
        expect(chart.height + led + below).toBeLessThanOrEqual(height);
        expect(rightAxis && !axes).toBe(false);
      },
    ),
  );
});
