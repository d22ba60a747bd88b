import fc from 'fast-check';
import { densities, scaleOf, wallFactor } from './density.ts';

test('a panel is a tile where it is small, on a wall what the screen asks for, else a board', () => {
  expect(scaleOf('auto', 200, 300, 1).density).toBe('tile');
  expect(scaleOf('auto', 400, 300, 1).density).toBe('wall');
  expect(scaleOf('auto', 400, 300, null).density).toBe('bento');
  expect(scaleOf('wall', 200, 90, 2)).toMatchObject({ density: 'wall', factor: 2, hero: 116 });
});

test('type grows from a tile to a board to a wall, and with the screen', () => {
  const [tile, bento, wall] = densities.map((density) => scaleOf(density, 400, 300, null));
  for (const size of ['hero', 'lead', 'value', 'name', 'label', 'row', 'padding'] as const) {
    expect(tile?.[size]).toBeLessThan(bento?.[size] ?? 0);
    expect(bento?.[size]).toBeLessThan(wall?.[size] ?? 0);
  }
  const side = fc.integer({ min: 200, max: 8000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const factor = wallFactor(width, height);
      expect(factor).toBe(wallFactor(height, width));
      expect(wallFactor(width * 2, height * 2)).toBeGreaterThanOrEqual(factor);
      expect(factor).toBeGreaterThanOrEqual(0.6);
    }),
  );
  expect(wallFactor(3840, 2160)).toBe(2);
});
