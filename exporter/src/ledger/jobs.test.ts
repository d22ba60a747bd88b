import fc from 'fast-check';
import { createSchedule, untilNext } from './jobs.ts';

const rhythm = fc.record({
  everyMs: fc.integer({ min: 1, max: 10_000 }),
  afterMs: fc.integer({ min: 0, max: 9999 }),
});
const clock = fc.double({ min: 0, max: 1e9, noNaN: true });

test('the next moment of a rhythm is one of its moments, and never nearly now', () => {
  fc.assert(
    fc.property(clock, rhythm, (at, { everyMs, afterMs }) => {
      const wait = untilNext(at, { everyMs, afterMs });
      expect(wait).toBeGreaterThanOrEqual(everyMs / 2 - 1e-3);
      expect(wait).toBeLessThanOrEqual(everyMs * 1.5 + 1e-3);
      expect(
        Math.abs(Math.round((at + wait - afterMs) / everyMs) * everyMs - (at + wait - afterMs)),
      ).toBeLessThan(1e-3);
    }),
  );
});

/** Runs a schedule on a clock of its own, each piece taking so long, and returns when pieces began. */
async function begins(
  everyMs: number,
  tookMs: readonly number[],
  inStep?: { everyMs: number; afterMs: number },
) {
  let now = 123.4;
  const at: number[] = [];
  const pieces = [...tookMs];
  const schedule = createSchedule(
    [
      {
        everyMs,
        run: () => {
          at.push(now);
          now += pieces.shift() ?? 0;
          return Promise.resolve(false);
        },
      },
    ],
    inStep,
    () => now,
  );
  while (pieces.length > 0) now += await schedule.step();
  return at;
}

test('work keeps to its rhythm however long it takes, and is made up for at once when it is late', async () => {
  const inStep = { everyMs: 1000, afterMs: 700 };
  expect(await begins(1000, [60, 400, 950, 20, 1800, 30, 40], inStep)).toEqual([
    123.4, 700, 1700, 2700, 3700, 5500, 6700,
  ]);
  expect(await begins(5000, [60, 10, 10], inStep)).toEqual([123.4, 4700, 9700]);
});

test('without a rhythm, and when it comes round more often than that, work begins so long after it last began', async () => {
  expect(await begins(1000, [60, 400, 950])).toEqual([123.4, 1123.4, 2123.4]);
  expect(await begins(250, [10, 10, 10], { everyMs: 1000, afterMs: 700 })).toEqual([123.4, 373.4, 623.4]);
});
