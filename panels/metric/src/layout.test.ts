import fc from 'fast-check';
import { scaleOf, type Density } from '@hubscope/panel-kit/theme/density.ts';
import { layoutOf } from './layout.ts';

const all = { changes: true, course: true };
const at = (density: Density, width: number, height: number, asked = all) =>
  layoutOf(scaleOf(density, width, height, density === 'wall' ? 1 : null), width, height, asked);

test('usual cards have the sizes of their density, a line under the change, and a course', () => {
  expect(at('wall', 360, 172)).toMatchObject({ scale: { hero: 58, heading: 15 }, line: true, course: 57 });
  expect(at('bento', 300, 132)).toMatchObject({ scale: { hero: 38, heading: 13 }, line: true, course: 44 });
  expect(at('tile', 200, 80)).toMatchObject({ scale: { hero: 26 }, line: false, course: 0, below: 0 });
});

test('the figure grows with its card sooner than its heading', () => {
  expect(at('wall', 540, 258)).toMatchObject({ scale: { hero: 87, heading: 15 } });
  const { scale } = at('wall', 1920, 1080);
  expect(scale.hero).toBeGreaterThan(250);
  expect(scale.heading).toBeLessThan(scale.hero / 5);
});

test('a low card has no course, and none is drawn that is not asked for', () => {
  expect(at('bento', 300, 105).course).toBe(0);
  expect(at('wall', 360, 172, { ...all, course: false }).course).toBe(0);
});

test('a card that tells no changes keeps no room for them', () => {
  expect(at('wall', 360, 172, { ...all, changes: false })).toMatchObject({ line: false, below: 0 });
});

test('a figure, its heading and its course share any card', () => {
  const cards = fc.record({
    density: fc.constantFrom<Density>('tile', 'bento', 'wall'),
    width: fc.integer({ min: 200, max: 3840 }),
    height: fc.integer({ min: 120, max: 2160 }),
  });
  fc.assert(
    fc.property(cards, ({ density, width, height }) => {
      const layout = at(density, width, height);
      expect(layout.width).toBeGreaterThan(0);
      expect(layout.height).toBeGreaterThan(0);
      expect(layout.course).toBeLessThanOrEqual(height / 2);
      if (layout.line) expect(layout.height).toBeGreaterThanOrEqual(layout.scale.hero * 1.2 - 1e-6);
    }),
  );
});
