import { Temporal } from 'temporal-polyfill';
import { periodNames, type PeriodName } from '../contract/words.ts';
import type { Span } from '../ledger/totals.ts';
import { BadQuestion } from './bad-question.ts';
import { localNow, startOfDay, type Window } from './windows.ts';

/** Local days from the first to the last, both included, as `yyyy-mm-dd`; at most 366 of them. */
interface CustomPeriod {
  startDate: string;
  endDate: string;
}

/** From one instant to another, Unix ms, `from` included and `to` not; at most 366 days. */
interface InstantPeriod {
  from: number;
  to: number;
}

/** What a board looks at. */
export type Period = PeriodName | CustomPeriod | InstantPeriod;

/** A period as instants, and the one of its kind before it; all of history has none before. */
export interface PeriodSpans {
  span: Span;
  before: Window | undefined;
}

const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/** First day of the period that a day lies in. */
const firstDay: Record<Exclude<PeriodName, 'allTime'>, (day: Temporal.PlainDate) => Temporal.PlainDate> = {
  daily: (day) => day,
  weekly: (day) => day.subtract({ days: day.dayOfWeek - 1 }),
  monthly: (day) => day.with({ day: 1 }),
  quarterly: (day) => day.with({ day: 1, month: day.month - ((day.month - 1) % 3) }),
  yearly: (day) => day.with({ day: 1, month: 1 }),
};

const lengths: Record<Exclude<PeriodName, 'allTime'>, Temporal.DurationLike> = {
  daily: { days: 1 },
  weekly: { weeks: 1 },
  monthly: { months: 1 },
  quarterly: { months: 3 },
  yearly: { years: 1 },
};

/**
 * A period at one moment (Unix ms) in a zone.
 * @throws BadQuestion when it is no period: a custom one's dates are no dates, or its ends in the wrong order or too far apart
 */
export function periodSpans(period: Period, now: number, timezone: string): PeriodSpans {
  if (period === 'allTime') return { span: {}, before: undefined };
  if (typeof period === 'object') {
    return 'from' in period ? instantSpans(period) : customSpans(period, timezone);
  }
  if (!Object.hasOwn(firstDay, period)) {
    throw new BadQuestion('period', `is none of ${periodNames.join(', ')}, and no dates`, 'monthly');
  }
  const first = firstDay[period](localNow(now, timezone).toPlainDate());
  const length = lengths[period];
  return between(first.subtract(length), first, first.add(length), timezone);
}

function instantSpans({ from, to }: InstantPeriod): PeriodSpans {
  if (!(from < to))
    throw new BadQuestion('to', 'is not after from', new Date(from + 3_600_000).toISOString());
  if (to - from > LONGEST_DAYS * DAY_MS) {
    const latest = new Date(from + LONGEST_DAYS * DAY_MS).toISOString();
    throw new BadQuestion('to', `is more than ${LONGEST_DAYS} days after from`, latest);
  }
  return { span: { from, to }, before: { from: from - (to - from), to: from } };
}

function customSpans({ startDate, endDate }: CustomPeriod, timezone: string): PeriodSpans {
  const first = parseDay('startDate', startDate);
  const last = parseDay('endDate', endDate);
  const days = first.until(last).days + 1;
  if (days < 1) {
    throw new BadQuestion('endDate', `${endDate} is before startDate ${startDate}`, startDate);
  }
  if (days > LONGEST_DAYS) {
    const latest = first.add({ days: LONGEST_DAYS - 1 }).toString();
    throw new BadQuestion(
      'endDate',
      `makes a period of ${days} days, and ${LONGEST_DAYS} is the most`,
      latest,
    );
  }
  return between(first.subtract({ days }), first, last.add({ days: 1 }), timezone);
}

function between(
  before: Temporal.PlainDate,
  first: Temporal.PlainDate,
  next: Temporal.PlainDate,
  timezone: string,
): PeriodSpans {
  const from = startOfDay(first, timezone);
  return {
    span: { from, to: startOfDay(next, timezone) },
    before: { from: startOfDay(before, timezone), to: from },
  };
}

/** A day of the years 1970 to 9998, which both engines and all zones can hold with room on either side. */
function parseDay(field: string, text: string): Temporal.PlainDate {
  const example = '2026-03-31';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new BadQuestion(field, 'is no date yyyy-mm-dd', example);
  let day: Temporal.PlainDate;
  try {
    day = Temporal.PlainDate.from(text);
  } catch {
    throw new BadQuestion(field, `${text} is not in the calendar`, example);
  }
  if (day.year < 1970 || day.year > 9998) {
    throw new BadQuestion(field, `${text} is not between 1970 and 9998`, example);
  }
  return day;
}
