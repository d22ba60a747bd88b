import fc from 'fast-check';
import pg from 'pg';
import { isTimezone } from '../../exporter/src/gateway/timezone.ts';
import { dayFrom, monthAt, weekAt, windowsAt } from '../../exporter/src/questions/windows.ts';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';

let server: PostgresServer;
let database: pg.Client;
let timezones: string[];

beforeAll(async () => {
  server = await startPostgres();
  database = new pg.Client({ connectionString: server.url });
  await database.connect();
  // PostgreSQL reads CET, EET and the like as abbreviations of a fixed offset, not as the zone of that name.
  const { rows } = await database.query<{ name: string }>(
    `SELECT name FROM pg_timezone_names
     WHERE name NOT IN (SELECT abbrev FROM pg_timezone_abbrevs) ORDER BY name`,
  );
  timezones = rows.map(({ name }) => name).filter((name) => !name.startsWith('posix/') && isTimezone(name));
});
afterAll(async () => {
  await database.end();
  await server.stop();
});

/** The gateway's own way to its windows (gateway.md 3.1): local times cut in SQL and read back as instants. */
async function bySql(now: number, timezone: string, time: string) {
  const { rows } = await database.query<Record<string, string>>(
    `WITH t AS (SELECT $1::timestamptz AT TIME ZONE $2 AS l),
      d AS (SELECT l, CASE WHEN l >= date_trunc('day', l) + $3::interval THEN date_trunc('day', l)
                           ELSE date_trunc('day', l) - interval '1 day' END AS begun FROM t),
      instants (name, local) AS (
        SELECT 'today.from', date_trunc('day', l) FROM d
        UNION ALL SELECT 'today.to', date_trunc('day', l) + interval '1 day' FROM d
        UNION ALL SELECT 'yesterday.from', date_trunc('day', l) - interval '1 day' FROM d
        UNION ALL SELECT 'yesterday.to', l - interval '1 day' FROM d
        UNION ALL SELECT 'week.from', date_trunc('week', l) FROM d
        UNION ALL SELECT 'week.to', date_trunc('week', l) + interval '1 week' FROM d
        UNION ALL SELECT 'month.from', date_trunc('month', l) FROM d
        UNION ALL SELECT 'month.to', date_trunc('month', l) + interval '1 month' FROM d
        UNION ALL SELECT 'day.from', begun + $3::interval FROM d
        UNION ALL SELECT 'day.to', begun + interval '1 day' + $3::interval FROM d)
    SELECT name, (extract(epoch FROM local AT TIME ZONE $2) * 1000)::bigint::text AS instant,
           (local AT TIME ZONE $2 AT TIME ZONE $2)::text AS local FROM instants`,
    [new Date(now).toISOString(), timezone, time],
  );
  return new Map(rows.map(({ name, instant, local }) => [name, { instant: Number(instant), local }]));
}

function byOurs(now: number, timezone: string, time: string) {
  const { today, yesterdaySamePeriod } = windowsAt(now, timezone);
  const spans = {
    today,
    yesterday: yesterdaySamePeriod,
    week: weekAt(now, timezone),
    month: monthAt(now, timezone),
    day: dayFrom(time, now, timezone),
  };
  return Object.entries(spans).flatMap(([name, { from, to }]): [string, number][] => [
    [`${name}.from`, from],
    [`${name}.to`, to],
  ]);
}

const localTime = async (instant: number, timezone: string) => {
  const { rows } = await database.query<{ local: string }>(
    `SELECT (to_timestamp($1::numeric / 1000) AT TIME ZONE $2)::text AS local`,
    [instant, timezone],
  );
  return rows[0]?.local;
};

test.each([
  ['UTC', '2026-07-01T12:34:56.789Z'],
  ['Asia/Shanghai', '2026-02-28T16:00:00.000Z'],
  ['Asia/Shanghai', '2026-02-28T15:59:59.999Z'],
  ['Asia/Kolkata', '2026-03-31T18:29:59.999Z'],
  ['Asia/Kolkata', '2026-03-31T18:30:00.000Z'],
  // The night that has 23 hours in New York, the night that has 25, and the days after.
  ['America/New_York', '2026-03-08T06:59:59.999Z'],
  ['America/New_York', '2026-03-08T07:00:00.000Z'],
  ['America/New_York', '2026-03-09T06:30:00.000Z'],
  ['America/New_York', '2026-11-01T05:30:00.000Z'],
  ['America/New_York', '2026-11-01T06:30:00.000Z'],
  ['America/New_York', '2026-11-02T06:30:00.000Z'],
  ['Pacific/Apia', '2026-12-31T10:00:00.000Z'],
  ['Pacific/Apia', '2026-12-31T09:59:59.999Z'],
  ['Pacific/Kiritimati', '2026-01-01T10:00:00.000Z'],
])('%s at %s: as PostgreSQL reckons, to the millisecond', async (timezone, at) => {
  const now = Date.parse(at);
  const expected = await bySql(now, timezone, '08:30');
  for (const [name, instant] of byOurs(now, timezone, '08:30')) {
    expect([name, new Date(instant).toISOString()]).toEqual([
      name,
      new Date(expected.get(name)?.instant ?? NaN).toISOString(),
    ]);
  }
});

test('today lasts 23 and 25 hours on the nights that clocks change', () => {
  const hours = (at: string) => {
    const { from, to } = windowsAt(Date.parse(at), 'America/New_York').today;
    return (to - from) / 3_600_000;
  };
  expect(hours('2026-03-08T12:00:00Z')).toBe(23);
  expect(hours('2026-11-01T12:00:00Z')).toBe(25);
});

test('every zone, any moment: the same local times as PostgreSQL, and the first instant where there are two', async () => {
  const moments = fc.tuple(
    fc.constantFrom(...timezones),
    fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2026-12-31') }),
    fc.constantFrom('00:00', '02:30', '18:45'),
  );
  await fc.assert(
    fc.asyncProperty(moments, async ([timezone, now, time]) => {
      const expected = await bySql(now, timezone, time);
      for (const [name, instant] of byOurs(now, timezone, time)) {
        const wanted = expected.get(name)!;
        if (instant === wanted.instant) continue;
        // A local midnight that comes twice: PostgreSQL takes the second, a day begins with the first.
        expect([timezone, name, await localTime(instant, timezone)]).toEqual([timezone, name, wanted.local]);
        expect(instant).toBeLessThan(wanted.instant);
      }
    }),
    { numRuns: 400 },
  );
});

test('now is always inside today, and no midnight is passed over', async () => {
  const moments = fc.tuple(
    fc.constantFrom(...timezones),
    fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2026-12-31') }),
  );
  await fc.assert(
    fc.asyncProperty(moments, async ([timezone, now]) => {
      const { today } = windowsAt(now, timezone);
      expect(today.from).toBeLessThanOrEqual(now);
      expect(today.to).toBeGreaterThan(now);
      const day = async (instant: number) => (await localTime(instant, timezone))?.slice(0, 10);
      expect(await day(today.from)).toBe(await day(now));
      expect(await day(today.from - 1)).not.toBe(await day(now));
      expect(await day(today.to - 1)).toBe(await day(now));
      expect(await day(today.to)).not.toBe(await day(now));
    }),
    { numRuns: 200 },
  );
});
