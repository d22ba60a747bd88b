import { Temporal } from 'temporal-polyfill';

/** A span of instants, Unix milliseconds, `from` included and `to` not. */
export interface Window {
  from: number;
  to: number;
}

/** The spans that the gateway's boards use, at one moment in one zone (gateway.md 3.1). */
export interface Windows {
  /** The moment they are reckoned for, by the database's clock. */
  now: number;
  timezone: string;
  today: Window;
  /** From yesterday's midnight to the local time of day that it is now. */
  yesterdaySamePeriod: Window;
}

/**
 * Local times that a clock change makes ambiguous or skips are read as PostgreSQL's AT TIME ZONE reads them:
 * the later instant of two, and in a gap the clock from before the change.
 */
const likePostgres = { disambiguation: 'later' } as const;

/** The first instant of a local day: its midnight, or the first moment after a midnight that a clock change skips. */
export function startOfDay(day: Temporal.PlainDate, timezone: string): number {
  return day.toZonedDateTime(timezone).epochMilliseconds;
}

/** A moment (Unix ms) in a zone. */
export const localNow = (now: number, timezone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone);

/** The windows of the overview. A local day lasts 23 or 25 hours where the clock changes. */
export function windowsAt(now: number, timezone: string): Windows {
  const local = localNow(now, timezone);
  const day = local.toPlainDate();
  const sameTimeYesterday = local
    .toPlainDateTime()
    .subtract({ days: 1 })
    .toZonedDateTime(timezone, likePostgres);
  return {
    now,
    timezone,
    today: { from: startOfDay(day, timezone), to: startOfDay(day.add({ days: 1 }), timezone) },
    yesterdaySamePeriod: {
      from: startOfDay(day.subtract({ days: 1 }), timezone),
      to: sameTimeYesterday.epochMilliseconds,
    },
  };
}

/** The local day of `now`, begun at `time` (HH:mm) instead of midnight. */
export function dayFrom(time: string, now: number, timezone: string): Window {
  const local = localNow(now, timezone);
  const at = (day: Temporal.PlainDate) =>
    day.toPlainDateTime(time).toZonedDateTime(timezone, likePostgres).epochMilliseconds;
  const day = local.toPlainDate();
  const begin = at(day);
  return now >= begin
    ? { from: begin, to: at(day.add({ days: 1 })) }
    : { from: at(day.subtract({ days: 1 })), to: begin };
}

/** The ISO week of `now`: Monday's local midnight to the next. */
export function weekAt(now: number, timezone: string): Window {
  const day = localNow(now, timezone).toPlainDate();
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  return { from: startOfDay(monday, timezone), to: startOfDay(monday.add({ weeks: 1 }), timezone) };
}

/** The calendar month of `now`: the 1st's local midnight to the next. */
export function monthAt(now: number, timezone: string): Window {
  const first = localNow(now, timezone).toPlainDate().with({ day: 1 });
  return { from: startOfDay(first, timezone), to: startOfDay(first.add({ months: 1 }), timezone) };
}

/** A day of a zone. */
export interface LocalDay extends Window {
  /** `yyyy-mm-dd` */
  day: string;
}

/** The local day of an instant (Unix ms). */
export function localDay(instant: number, timezone: string): LocalDay {
  const day = localNow(instant, timezone).toPlainDate();
  return {
    day: day.toString(),
    from: startOfDay(day, timezone),
    to: startOfDay(day.add({ days: 1 }), timezone),
  };
}
