import { Temporal } from 'temporal-polyfill';

/** Windows of spending that begin anew at a local time. */
export type FixedWindow = 'daily' | 'weekly' | 'monthly';

/**
 * Seconds until the window that holds `at` ends, at least 1.
 *
 * @param at Unix milliseconds
 * @param dailyAt HH:mm, when a day begins; weeks begin on Monday 00:00 and months on the 1st 00:00
 */
export function secondsToReset(window: FixedWindow, at: number, timezone: string, dailyAt: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  const end = nextReset[window](local, dailyAt);
  return Math.max(1, Math.ceil((end.epochMilliseconds - at) / 1_000));
}

type LocalTime = Temporal.ZonedDateTime;

const nextReset: Readonly<Record<FixedWindow, (local: LocalTime, dailyAt: string) => LocalTime>> = {
  daily(local, dailyAt) {
    const today = local.withPlainTime(dailyAt);
    return Temporal.ZonedDateTime.compare(today, local) > 0
      ? today
      : local
          .toPlainDate()
          .add({ days: 1 })
          .toZonedDateTime({ timeZone: local.timeZoneId, plainTime: dailyAt });
  },
  weekly: (local) => midnight(local, local.toPlainDate().add({ days: 8 - local.dayOfWeek })),
  monthly: (local) => midnight(local, local.toPlainDate().with({ day: 1 }).add({ months: 1 })),
};

const midnight = (local: LocalTime, date: Temporal.PlainDate) => date.toZonedDateTime(local.timeZoneId);
