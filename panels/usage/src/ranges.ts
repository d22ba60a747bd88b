import { dateTimeForTimeZone, type TimeRange } from '@grafana/data';

/** Spans of the calendar, as the gateway's own chart has them. */
export const rangeNames = ['today', '7days', '30days', 'thisMonth'] as const;
export type RangeName = (typeof rangeNames)[number];

/** Unix ms. */
export interface Span {
  from: number;
  to: number;
}

const daysBack: Readonly<Record<Exclude<RangeName, 'thisMonth'>, number>> = {
  today: 0,
  '7days': 6,
  '30days': 29,
};

/**
 * A span by the calendar of a zone: from the beginning of its first day to the end of today, so that the rest of today
 * has its place on the axis. Days are those of the clock, with 23 or 25 hours where it is changed.
 */
export function spanOf(name: RangeName, now: number, zone: string): Span {
  const today = dateTimeForTimeZone(zone, now).startOf('day');
  // By way of noon, since there are days whose midnight the clock leaves out.
  const dayAfter = (days: number) =>
    dateTimeForTimeZone(zone, today.valueOf()).add(12, 'hours').add(days, 'days').startOf('day').valueOf();
  const from =
    name === 'thisMonth'
      ? dateTimeForTimeZone(zone, now).startOf('month').valueOf()
      : dayAfter(-daysBack[name]);
  return { from, to: dayAfter(1) };
}

const MINUTE = 60_000;

/** The span that a dashboard shows, or null; it may end now as well as with the day. On the first of a month, today. */
export function rangeShown(
  { from, to }: Pick<TimeRange, 'from' | 'to'>,
  now: number,
  zone: string,
): RangeName | null {
  const [start, end] = [from.valueOf(), to.valueOf()];
  return (
    rangeNames.find((name) => {
      const span = spanOf(name, now, zone);
      return Math.abs(start - span.from) <= MINUTE && end >= now - 5 * MINUTE && end <= span.to + MINUTE;
    }) ?? null
  );
}
