import fc from 'fast-check';
import { BadQuestion } from './bad-question.ts';
import { bucketEdges, type Step } from './buckets.ts';

const HOUR = 3_600_000;

/** Zones with clocks of every kind: none, whole hours, half hours, quarters, changes at midnight, a day left out. */
const zones = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Pacific/Apia',
];

const calendars = new Map(
  zones.map((timeZone) => [timeZone, new Intl.DateTimeFormat('en-CA', { timeZone })]),
);

/** The local date of an instant, by another calendar than the one under test. */
const localDate = (ms: number, timezone: string) => calendars.get(timezone)?.format(ms) ?? '';

const days = fc.record({
  timezone: fc.constantFrom(...zones),
  from: fc.integer({ min: Date.parse('2011-01-01'), max: Date.parse('2027-01-01') }),
  length: fc.integer({ min: 1, max: 20 * 24 * HOUR }),
});

test('edges ascend, cover the window, and no bucket at an end lies outside it', () => {
  const steps = fc.constantFrom<Step>('hour', 'day', 'week', 'month', 15, 30, 45, 90, 720);
  fc.assert(
    fc.property(days, steps, ({ timezone, from, length }, step) => {
      const edges = bucketEdges({ from, to: from + length }, step, timezone);
      expect(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? edge))).toBe(true);
      expect(edges[0]).toBeLessThanOrEqual(from);
      expect(edges[1]).toBeGreaterThan(from);
      expect(edges.at(-1)).toBeGreaterThanOrEqual(from + length);
      expect(edges.at(-2)).toBeLessThan(from + length);
    }),
  );
});

test('a day begins where its date does, a week on Monday, a month on the 1st', () => {
  fc.assert(
    fc.property(days, fc.constantFrom<Step>('day', 'week', 'month'), ({ timezone, from, length }, step) => {
      for (const edge of bucketEdges({ from, to: from + length }, step, timezone)) {
        const date = localDate(edge, timezone);
        expect(localDate(edge - 1, timezone) < date).toBe(true);
        if (step === 'week') expect(new Date(date).getUTCDay()).toBe(1);
        if (step === 'month') expect(date.endsWith('-01')).toBe(true);
      }
    }),
  );
});

test('steps of minutes divide each local day from its midnight', () => {
  fc.assert(
    fc.property(days, fc.constantFrom(15, 30, 60, 180), ({ timezone, from, length }, minutes) => {
      const edges = bucketEdges({ from, to: from + Math.min(length, 100 * HOUR) }, minutes, timezone);
      for (const [index, edge] of edges.slice(0, -1).entries()) {
        const next = edges[index + 1] ?? 0;
        const isLast = localDate(next, timezone) !== localDate(edge, timezone);
        if (isLast) expect(next - edge).toBeLessThanOrEqual(minutes * 60_000);
        else expect(next - edge).toBe(minutes * 60_000);
        expect(localDate(next - 1, timezone)).toBe(localDate(edge, timezone));
      }
    }),
  );
});

test.each([
  ['America/New_York', '2026-11-01T05:00:00Z', 25],
  ['America/New_York', '2026-03-08T06:00:00Z', 23],
  // The clock is set by half an hour: the last bucket is the half that is left.
  ['Australia/Lord_Howe', '2026-04-05T06:00:00Z', 25],
  ['Asia/Kolkata', '2026-03-08T06:00:00Z', 24],
])('%s at %s has %i hours', (timezone, at, hours) => {
  const from = Date.parse(at);
  const [begin, end] = bucketEdges({ from, to: from + 1 }, 'day', timezone);
  expect(bucketEdges({ from: begin ?? 0, to: end ?? 0 }, 'hour', timezone)).toHaveLength(hours + 1);
});

test.each<[Step, number, string]>([
  ['day', 0, 'to'],
  ['day', -1, 'to'],
  ['day', NaN, 'to'],
  [15, 21 * 24 * HOUR, 'step'],
  [14, HOUR, 'step'],
  [0, HOUR, 'step'],
  [NaN, HOUR, 'step'],
  [105, HOUR, 'step'],
  [2880, HOUR, 'step'],
  ['fortnight' as Step, HOUR, 'step'],
])('a step of %s over %d ms is refused', (step, length, field) => {
  const ask = () => bucketEdges({ from: 0, to: length }, step, 'UTC');
  expect(ask).toThrow(BadQuestion);
  expect(ask).toThrow(new RegExp(`^${field} .+; for example .+`));
});
