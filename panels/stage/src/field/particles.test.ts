import fc from 'fast-check';
import { moved, NEAR, particlesOf, randomFrom, threadsOf } from './particles.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 7680 }),
  height: fc.integer({ min: 1, max: 4320 }),
});

test('particles stay in the field however long they drift, and are seen', () => {
  fc.assert(
    fc.property(
      size,
      fc.integer(),
      fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })),
      (field, seed, pauses) => {
        let particles = particlesOf(field, randomFrom(seed));
        for (const seconds of pauses)
          particles = particles.map((particle) => moved(particle, field, seconds));
        for (const { x, y, radius, opacity } of particles) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThan(field.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThan(field.height);
          expect(radius).toBeGreaterThan(0);
          expect(opacity).toBeGreaterThan(0);
          expect(opacity).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

test('a larger field has more of them, but never many', () => {
  const count = (width: number, height: number) => particlesOf({ width, height }, randomFrom(1)).length;
  expect(count(1920, 1080)).toBe(69);
  expect(count(960, 540)).toBeLessThan(count(1920, 1080));
  expect(count(7680, 4320)).toBe(120);
});

test('the same seed makes the same field', () => {
  const field = { width: 800, height: 600 };
  expect(particlesOf(field, randomFrom(7))).toEqual(particlesOf(field, randomFrom(7)));
  expect(particlesOf(field, randomFrom(7))).not.toEqual(particlesOf(field, randomFrom(8)));
});

test('threads are between those that are near, and fade with their distance', () => {
  const at = (x: number) => ({ x, y: 0, dx: 0, dy: 0, radius: 1, opacity: 1 });
  const [near, nearer, far] = [at(NEAR * 0.75), at(NEAR * 0.5), at(NEAR * 3)];
  const strengths = threadsOf([at(0), near, nearer, far]).map(({ strength }) => strength);
  expect(strengths).toEqual([0.25, 0.5, 0.75]);
});
