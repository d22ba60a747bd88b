import fc from 'fast-check';
import { remember, roughMinutes, timeToFull, type Point } from './forecast.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What a page sees of a fleet in some minutes, every two seconds. */
const seen = (minutes: number, usedAt: (at: number) => number): readonly Point[] => {
  let history: readonly Point[] = [];
  for (let at = 0; at <= minutes * MINUTE; at += 2 * SECOND)
    history = remember(history, { at, used: usedAt(at) });
  return history;
};
const growing =
  (perMinute: number, from = 40) =>
  (at: number) =>
    from + (at / MINUTE) * perMinute;
/** Something that comes and goes by as much, the same each time. */
const noise = (at: number, size: number) => size * Math.sin(at / 7919) * Math.cos(at / 3571);

test('a fleet that fills steadily is full when its line says so', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 400 }),
      fc.double({ min: 1, max: 6, noNaN: true }),
      fc.double({ min: 0, max: 0.4, noNaN: true }),
      (limit, perMinute, size) => {
        const usedAt = (at: number) => growing(perMinute, limit * 0.3)(at) + noise(at, size);
        const used = usedAt(5 * MINUTE);
        fc.pre(used < limit && (limit - used) / perMinute < 110 && perMinute * 3 > limit * 0.03);
        const left = timeToFull(seen(5, usedAt), limit, used);
        expect(left).not.toBeNull();
        const wanted = ((limit - used) / perMinute) * MINUTE;
        expect(Math.abs((left ?? 0) - wanted)).toBeLessThan(wanted * 0.25 + MINUTE);
      },
    ),
  );
});

test('nobody can tell when it stands, empties, sways, is full, or has only just been looked at', () => {
  expect(timeToFull(seen(10, growing(0)), 100, 40)).toBeNull();
  expect(timeToFull(seen(10, growing(-2, 80)), 100, 60)).toBeNull();
  expect(
    timeToFull(
      seen(10, (at) => 60 + 20 * Math.sin(at / 40_000)),
      100,
      60,
    ),
  ).toBeNull();
  expect(timeToFull(seen(5, growing(3)), 100, 100)).toBeNull();
  expect(timeToFull(seen(1.5, growing(3)), 100, 45)).toBeNull();
  expect(timeToFull([], 100, 45)).toBeNull();
});

test('nobody can tell hours ahead, or by less than a few slots', () => {
  expect(timeToFull(seen(10, growing(0.3)), 100, 43)).toBeNull();
  expect(timeToFull(seen(10, growing(0.15)), 1000, 990)).toBeNull();
});

test('the history is ten minutes, a point each five seconds, and begins again after a hole', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 400 }), (steps) => {
      let at = 0;
      let history: readonly Point[] = [];
      for (const step of steps) history = remember(history, { at: (at += step), used: 1 });
      expect(history.length).toBeLessThanOrEqual(121);
      history.forEach((point, index) => {
        const before = history[index - 1];
        if (before !== undefined) expect(point.at - before.at).toBeGreaterThanOrEqual(5 * SECOND);
        expect(point.at).toBeGreaterThanOrEqual((history.at(-1)?.at ?? 0) - 10 * MINUTE);
      });
    }),
  );
  const minute = seen(1, growing(1));
  expect(remember(minute, { at: 4 * MINUTE, used: 9 })).toEqual([{ at: 4 * MINUTE, used: 9 }]);
  expect(remember(minute, { at: 0, used: 9 })).toEqual([{ at: 0, used: 9 }]);
});

test('near guesses are told to the minute, others to five', () => {
  expect([1, 40, 90, 840].map((seconds) => roughMinutes(seconds * SECOND))).toEqual([1, 1, 2, 14]);
  expect([21, 23, 62].map((minutes) => roughMinutes(minutes * MINUTE))).toEqual([20, 25, 60]);
});
