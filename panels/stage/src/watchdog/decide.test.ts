import fc from 'fast-check';
import { faultOf, LONGEST, patience, QUIET, YOUNGEST, type Limits, type Seen } from './decide.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const limits: Limits = { frameMinutes: 10, memoryMegabytes: 1000, memoryHour: 4 };

/** A page that runs for a day, with nobody there, and does its work. */
const well: Seen = {
  now: 24 * HOUR,
  lastFrame: 24 * HOUR - 2000,
  expectsFrames: true,
  lastInput: 23 * HOUR,
  memory: 400e6,
  hour: 4,
};

test('a page that does its work is left alone', () => {
  expect(faultOf(well, limits, 0)).toBeNull();
});

test.each<[string, Partial<Seen>, Partial<Limits>, number, ReturnType<typeof faultOf>]>([
  ['new data stopped', { lastFrame: 24 * HOUR - 10 * MINUTE }, {}, 0, 'frames'],
  ['it stopped a moment ago', { lastFrame: 24 * HOUR - 9 * MINUTE }, {}, 0, null],
  ['somebody is there', { lastFrame: 0, lastInput: 24 * HOUR - QUIET + 1 }, {}, 0, null],
  ['none is to come', { lastFrame: 0, expectsFrames: false }, {}, 0, null],
  ['it is not to be watched', { lastFrame: 0 }, { frameMinutes: 0 }, 0, null],
  ['that was of no use', { lastFrame: 24 * HOUR - 15 * MINUTE }, {}, 1, null],
  ['that was of no use, and long ago', { lastFrame: 24 * HOUR - 20 * MINUTE }, {}, 1, 'frames'],
  ['memory has grown', { memory: 1000e6 }, {}, 0, 'memory'],
  ['memory has grown, by day', { memory: 1000e6, hour: 14 }, {}, 0, null],
  ['memory has grown, at any hour', { memory: 1000e6, hour: 14 }, { memoryHour: 'any' }, 0, 'memory'],
  ['the browser does not tell', { memory: null }, {}, 0, null],
  ['memory is not to be watched', { memory: 9e9 }, { memoryMegabytes: 0 }, 0, null],
  ['somebody is there, and memory has grown', { memory: 9e9, lastInput: 24 * HOUR }, {}, 0, null],
])('%s', (_, seen, changed, reloads, fault) => {
  expect(faultOf({ ...well, ...seen }, { ...limits, ...changed }, reloads)).toBe(fault);
});

const anyLimits = fc.record<Limits>({
  frameMinutes: fc.integer({ min: 1, max: 600 }),
  memoryMegabytes: fc.integer({ min: 1, max: 4000 }),
  memoryHour: fc.constant('any' as const),
});

test('however broken a page is, it is never loaded again and again', () => {
  fc.assert(
    fc.property(anyLimits, (limits) => {
      // No data ever comes, memory is full at once, and nobody is there: four days, looked at every minute.
      const reloads: number[] = [];
      let loaded = 0;
      for (let now = 0; now < 96 * HOUR; now += MINUTE) {
        const seen: Seen = {
          now: now - loaded,
          lastFrame: 0,
          expectsFrames: true,
          lastInput: -HOUR,
          memory: 9e9,
          hour: 12,
        };
        const lately = reloads.filter((at) => now - at < 24 * HOUR).length;
        if (faultOf(seen, limits, lately) === null) continue;
        reloads.push(now);
        loaded = now;
      }
      // Twice as long from one to the next until it is done a few times a day.
      expect(reloads.length).toBeGreaterThan(0);
      expect(reloads.length).toBeLessThan(4 * 12);
      const pauses = reloads.map((at, index) => at - (reloads[index - 1] ?? 0));
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(Math.min(limits.frameMinutes * MINUTE, YOUNGEST));
    }),
    { numRuns: 20 },
  );
});

test('patience doubles up to a limit, and is never shorter than what was asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 48 * HOUR }), fc.nat(100), (first, reloads) => {
      const waited = patience(first, reloads);
      expect(waited).toBeGreaterThanOrEqual(first);
      expect(waited).toBeLessThanOrEqual(Math.max(first, LONGEST));
      expect(patience(first, reloads + 1)).toBeGreaterThanOrEqual(waited);
    }),
  );
});
