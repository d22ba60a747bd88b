import { dateTime, FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { daysBetween, daysLater } from './ghost.ts';
import { domainOf, openBucket, readUsage } from './reading.ts';
import { rangeShown, spanOf } from './ranges.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'UTC'];
const at = (text: string): number => Date.parse(text);
const clock = (time: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(time);

const frame = (
  refId: string,
  times: number[],
  fields: { name: string; values: (number | null)[]; user?: string; unit?: string }[],
): DataFrame =>
  toDataFrame({
    refId,
    fields: [
      { name: 'time', type: FieldType.time, values: times },
      ...fields.map(({ name, values, user, unit }) => ({
        name,
        type: FieldType.number,
        values,
        config: unit === undefined ? {} : { unit },
        ...(user === undefined ? {} : { labels: { user, id: user.toLowerCase() } }),
      })),
    ],
  });

const range = {
  from: dateTime(0),
  to: dateTime(5 * HOUR),
  raw: { from: dateTime(0), to: dateTime(5 * HOUR) },
};
const auto = { ghost: 'auto', ghostQuery: '', total: 'auto' } as const;
const read = (
  frames: DataFrame[],
  options: { ghost: 'auto' | 'off'; ghostQuery: string } = auto,
  zone = 'UTC',
) => readUsage(frames, { asOf: null }, { ...auto, ...options }, range, zone);

describe('lines', () => {
  test('cost and requests with the same labels are one line', () => {
    const found = read([
      frame(
        'A',
        [0, HOUR],
        [
          { name: 'cost', values: [1, 2], user: 'Ann', unit: 'currencyUSD' },
          { name: 'cost', values: [3, null], user: 'Bob', unit: 'currencyUSD' },
          { name: 'requests', values: [10, 20], user: 'Ann' },
        ],
      ),
    ]);
    expect(found?.read.lines).toEqual([
      { id: 'ann', name: 'Ann', cost: [1, 2], requests: [10, 20] },
      { id: 'bob', name: 'Bob', cost: [3, null], requests: null },
    ]);
  });

  test('frames with other times share an axis; without labels, a cost and a count are one line', () => {
    const found = read([
      frame('A', [0, HOUR], [{ name: 'spend', values: [1, 2], unit: 'currencyEUR' }]),
      frame('B', [HOUR, 2 * HOUR], [{ name: 'calls', values: [5, 6] }]),
    ]);
    expect(found?.read.times).toEqual([0, HOUR, 2 * HOUR]);
    expect(found?.read.lines).toMatchObject([{ cost: [1, 2, null], requests: [null, 5, 6] }]);
  });

  test('several plain numbers are a line each, and people of one name are told apart', () => {
    expect(
      read([
        frame(
          'A',
          [0],
          [
            { name: 'a', values: [1] },
            { name: 'b', values: [2] },
          ],
        ),
      ])?.read.lines.map(({ id }) => id),
    ).toEqual(['a', 'b']);
    const twins = read([
      toDataFrame({
        fields: [
          { name: 'time', type: FieldType.time, values: [0] },
          ...['7', '9'].map((id) => ({
            name: 'cost',
            type: FieldType.number,
            values: [1],
            labels: { user: 'Ann', id },
          })),
        ],
      }),
    ]);
    expect(twins?.read.lines.map(({ name }) => name)).toEqual(['Ann (7)', 'Ann (9)']);
  });

  test('frames without times or numbers are none', () => {
    expect(
      read([toDataFrame({ fields: [{ name: 'x', type: FieldType.number, values: [1] }] })]),
    ).toBeUndefined();
    expect(read([])).toBeUndefined();
  });
});

describe('the time before', () => {
  const today = [0, HOUR, 2 * HOUR].map((time) => time + 10 * DAY);
  const now = frame('A', today, [{ name: 'requests', values: [1, 2, 3] }]);

  test('is a query that ends a day earlier, moved onto the axis', () => {
    const before = frame(
      'B',
      today.map((time) => time - DAY),
      [{ name: 'requests', values: [7, 8, 9] }],
    );
    expect(read([now, before])).toMatchObject({
      ghost: { days: 1, all: { requests: [7, 8, 9], cost: null } },
    });
    expect(read([now, before])?.read.lines).toHaveLength(1);
    expect(read([now, before], { ghost: 'off', ghostQuery: '' })?.ghost).toBeNull();
  });

  test('or of a longer one that is named, the day before; or one with an offset, where it stands', () => {
    const week = Array.from({ length: 9 * 24 }, (_, hour) => (10 - 6) * DAY + hour * HOUR);
    const long = frame(
      'B',
      week.filter((time) => time <= (today.at(-1) ?? 0)),
      [{ name: 'requests', values: week.map((_, hour) => hour) }],
    );
    // Three hours of today: from the first one, five days lie before yesterday.
    expect(read([now, long], { ghost: 'auto', ghostQuery: 'B' })?.ghost?.all.requests).toEqual([
      120, 121, 122,
    ]);
    const offset = frame('B', today, [{ name: 'requests', values: [4, 5, 6] }]);
    expect(read([now, offset], { ghost: 'auto', ghostQuery: 'B' })).toMatchObject({
      ghost: { days: 0, all: { requests: [4, 5, 6] } },
    });
    expect(read([now, offset])?.ghost).toBeNull();
  });

  test('a query that begins late, but goes on as long, is no time before', () => {
    const late = frame('B', today.slice(1), [{ name: 'cost', values: [1, 2], unit: 'currencyUSD' }]);
    expect(read([now, late])?.ghost).toBeNull();
  });

  test.each(zones)('keeps the time of the clock in %s, on every day of a year', (zone) => {
    for (let day = 0; day < 366; day += 1) {
      const noon = at('2025-01-01T12:00:00Z') + day * DAY;
      const moved = daysLater(noon, 1, zone);
      expect(clock(moved, zone).slice(11)).toBe(clock(noon, zone).slice(11));
      expect(Math.abs(moved - noon - DAY)).toBeLessThanOrEqual(HOUR);
    }
  });

  test('days of 23 and 25 hours are one day', () => {
    const spring = at('2025-03-29T23:00:00Z');
    const day = (from: number, hours: number) =>
      Array.from({ length: hours }, (_, hour) => from + hour * HOUR);
    expect(daysBetween(day(spring - DAY, 24), day(spring, 23))).toBe(1);
    expect(daysBetween(day(spring, 23), day(spring + 23 * HOUR, 24))).toBe(1);
    expect(daysBetween(day(spring - 7 * DAY, 24 * 7), day(spring, 24 * 7))).toBe(7);
  });
});

describe('ranges', () => {
  test.each(zones)('begin and end at midnight in %s, on every day of a year', (zone) => {
    for (let day = 0; day < 366; day += 1) {
      const now = at('2025-01-01T15:30:00Z') + day * DAY;
      const date = clock(now, zone).slice(0, 10);
      const today = spanOf('today', now, zone);
      expect(clock(today.from, zone).slice(0, 10)).toBe(date);
      expect(clock(today.from - 1, zone).slice(0, 10) < date).toBe(true);
      expect(clock(today.to - 1, zone).slice(0, 10)).toBe(date);
      expect(clock(today.to, zone).slice(0, 10) > date).toBe(true);
      const week = spanOf('7days', now, zone);
      expect(Math.round((week.to - week.from) / DAY)).toBe(7);
      expect(Math.round((today.to - spanOf('30days', now, zone).from) / DAY)).toBe(30);
      expect(clock(spanOf('thisMonth', now, zone).from, zone).slice(0, 10)).toBe(`${date.slice(0, 7)}-01`);
    }
  });

  test('a day of a clock change has 23 or 25 hours', () => {
    const length = (now: string, zone: string) => {
      const { from, to } = spanOf('today', at(now), zone);
      return (to - from) / HOUR;
    };
    expect(length('2025-03-30T12:00:00Z', 'Europe/Berlin')).toBe(23);
    expect(length('2025-10-26T12:00:00Z', 'Europe/Berlin')).toBe(25);
    expect(length('2025-10-05T12:00:00Z', 'Australia/Lord_Howe')).toBe(23.5);
    expect(length('2025-10-05T12:00:00Z', 'Asia/Shanghai')).toBe(24);
  });

  test('the one that is shown is told, whether it ends now or with the day', () => {
    const now = at('2026-03-09T06:32:07Z');
    const zone = 'Asia/Shanghai';
    const shown = (from: number, to: number) =>
      rangeShown({ from: dateTime(from), to: dateTime(to) }, now, zone);
    for (const name of ['today', '7days', '30days', 'thisMonth'] as const) {
      const { from, to } = spanOf(name, now, zone);
      expect([shown(from, to), shown(from, now), shown(from, to - 1)]).toEqual([name, name, name]);
      expect(shown(from, now - HOUR)).toBeNull();
      expect(shown(from - HOUR, now)).toBeNull();
    }
  });
});

describe('the axis of time', () => {
  const times = [0, HOUR, 2 * HOUR];

  test('buckets keep room to the end of the last, points end with the last unless some lie ahead', () => {
    expect(domainOf(times, HOUR, null)).toEqual([0, 3 * HOUR]);
    expect(domainOf(times, 2.5 * HOUR, 2.6 * HOUR)).toEqual([0, 2.6 * HOUR]);
    expect(domainOf(times, 2.5 * HOUR, 'points')).toEqual([0, 2 * HOUR]);
    expect(domainOf(times, HOUR, 'points')).toEqual([0, 3 * HOUR]);
  });

  test('the bucket that is not over is known, and none when all are', () => {
    expect(openBucket(times, 1.5 * HOUR)).toBe(1);
    expect(openBucket(times, 3 * HOUR)).toBeNull();
    expect(openBucket(times, HOUR / 2)).toBe(0);
  });
});
