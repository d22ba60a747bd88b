import type { QuotaWindow, SpendingLimits } from '../../gateway/spending-limits.ts';
import { dayFrom, monthAt, weekAt, type Window } from '../windows.ts';
import { FIVE_HOURS_MS, type FiveHourWindow } from './five-hour-windows.ts';

/** How a limit's window begins anew: at set times, by rolling along with the clock, or never. */
export type QuotaReset = 'fixed' | 'rolling' | 'never';

/** What a limit counts: rows begun from an instant on, or charged (finished) from it on. */
export interface QuotaSpan {
  /** Unix ms; null = from the beginning. */
  from: number | null;
  countedBy: 'start' | 'charge';
  reset: QuotaReset;
  /** When the window ends and spending begins anew, Unix ms; null unless it is fixed and open. */
  resetsAt: number | null;
  /** Until everything that counts now will have ceased to count; null = never. */
  lastsMs: number | null;
}

const DAY_MS = 86_400_000;

/** The windows that hold one moment in one zone, each reckoned once however many limits have it. */
export interface Calendar {
  /** The moment, Unix ms. */
  now: number;
  /** The day that began at HH:mm. */
  day: (time: string) => Window;
  week: () => Window;
  month: () => Window;
}

export function calendarAt(now: number, timezone: string): Calendar {
  const known = new Map<string, Window>();
  const once = (name: string, reckon: () => Window) => {
    const window = known.get(name) ?? reckon();
    known.set(name, window);
    return window;
  };
  return {
    now,
    day: (time) => once(time, () => dayFrom(time, now, timezone)),
    week: () => once('week', () => weekAt(now, timezone)),
    month: () => once('month', () => monthAt(now, timezone)),
  };
}

/**
 * The span of a limit at a moment, by the gateway's reset rules (gateway.md 3.12): weeks begin on Monday, months
 * on the 1st, fixed days at their HH:mm, all in the gateway's zone; a rolling day is 24 hours, a rolling 5h five; a
 * fixed 5h begins with its first charge, and null stands for none that is open. Undefined when it cannot be told.
 */
export function quotaSpan(
  limits: SpendingLimits,
  window: QuotaWindow,
  { now, day, week, month }: Calendar,
  fiveHours: FiveHourWindow,
): QuotaSpan | null | undefined {
  const clip = (from: number | null) => {
    const restartedAt = limits.countsFrom[window];
    return restartedAt === undefined ? from : Math.max(from ?? -Infinity, restartedAt);
  };
  const fixed = ({ from, to }: Window): QuotaSpan => ({
    from: clip(from),
    countedBy: 'start',
    reset: 'fixed',
    resetsAt: to,
    lastsMs: to - now,
  });
  const rolling = (ms: number): QuotaSpan => ({
    from: clip(now - ms),
    countedBy: 'start',
    reset: 'rolling',
    resetsAt: null,
    lastsMs: ms,
  });
  switch (window) {
    case '5h':
      if (limits.fiveHourReset === 'rolling') return rolling(FIVE_HOURS_MS);
      // Whoever begins it anew closes the window, so that there is nothing to clip.
      return fiveHours && { ...fixed(fiveHours), from: fiveHours.from, countedBy: 'charge' };
    case 'daily':
      return limits.dailyReset === 'rolling' ? rolling(DAY_MS) : fixed(day(limits.dailyResetTime));
    case 'weekly':
      return fixed(week());
    case 'monthly':
      return fixed(month());
    case 'total':
      return { from: clip(null), countedBy: 'start', reset: 'never', resetsAt: null, lastsMs: null };
  }
}
