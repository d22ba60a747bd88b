import fc from 'fast-check';
import { untilNext, wholeBefore } from './now.ts';

const instant = fc.integer({ min: 0, max: 4e12 });

test('clocks show each second once, however early or late their timer comes', () => {
  const jitter = fc.array(fc.integer({ min: -10, max: 900 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), jitter, (first, late) => {
      const shown = late.map((ms, index) => wholeBefore((first + index) * 1000 + ms, 1000));
      expect(shown).toEqual(late.map((_, index) => (first + index) * 1000));
    }),
  );
});

test('the next one is ahead, and whole', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(1000, 5000), (now, every) => {
      const wait = untilNext(now, every);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(every);
      expect((now + wait) % every).toBe(0);
    }),
  );
});
