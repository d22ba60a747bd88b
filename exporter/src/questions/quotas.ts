import { setImmediate as nextTurn } from 'node:timers/promises';
import { quotaWindows, type QuotaWindow } from '../gateway/spending-limits.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import { moneyText, moneyUnits } from './money.ts';
import { FIVE_HOURS_MS, type FiveHourWindow } from './quotas/five-hour-windows.ts';
import { calendarAt, quotaSpan, type QuotaReset, type QuotaSpan } from './quotas/spans.ts';
import { readSpending, spendingOrder, type Spending } from './quotas/spending.ts';
import type { QuotaScope, QuotaSubject } from './quotas/subjects.ts';

/** Spending against one limit. Money is in exact decimal strings of USD. */
export interface Quota {
  window: QuotaWindow;
  reset: QuotaReset;
  /** As the gateway keeps it, with 2 decimals. */
  limitUsd: string;
  /** Billable spend that counts in the window; null when unknown. */
  usedUsd: string | null;
  /** What is left, never below 0; null when unknown. */
  remainingUsd: string | null;
  /** Share of the limit that is used, above 1 when it is exceeded; null when unknown. */
  ratio: number | null;
  /** Since when spending counts, Unix ms; null = from the beginning, or no window is open, or unknown. */
  countsFrom: number | null;
  /** When the window ends and spending begins anew, Unix ms; null for rolling windows and totals. */
  resetsAt: number | null;
  /** Spending of late, from which {@link emptyAt} is reckoned: that of the last `overMs`. Null when unknown. */
  rate: { spentUsd: string; overMs: number } | null;
  /**
   * When nothing is left if spending goes on as of late (see {@link rate}), Unix ms, now when nothing is left. Null when
   * nothing was spent of late, the window ends before, or it is unknown. Of a rolling window the earliest it can be: what
   * rolls out of the window meanwhile is not reckoned with, and a rate that fits the window never empties it.
   */
  emptyAt: number | null;
}

/** All limits of a provider, user or key. */
export interface SubjectQuotas extends Omit<QuotaSubject, 'spending'> {
  /** In the order of {@link quotaWindows}; windows without a limit are left out. */
  quotas: Quota[];
}

const HOUR_MS = 3_600_000;

/** How far back the rate of spending is taken: an hour would say too little of a month. */
const rateOverMs: Record<QuotaWindow, number> = {
  '5h': HOUR_MS,
  daily: HOUR_MS,
  weekly: 24 * HOUR_MS,
  monthly: 24 * HOUR_MS,
  total: 24 * HOUR_MS,
};

/**
 * Spending against every limit of subjects of one scope, at `now` (Unix ms), in one statement whatever their number;
 * `fiveHours` are their fixed five-hour windows by id. The windows are those of {@link quotaSpan}.
 */
export async function quotas(
  reader: LedgerReader,
  scope: QuotaScope,
  subjects: readonly QuotaSubject[],
  now: number,
  timezone: string,
  fiveHours: ReadonlyMap<number, FiveHourWindow>,
): Promise<SubjectQuotas[]> {
  const calendar = calendarAt(now, timezone);
  const order = spendingOrder();
  const limitsOf = ({ id, spending }: QuotaSubject) =>
    quotaWindows.flatMap((window): Limit[] => {
      const limitUsd = spending.limits[window];
      if (limitUsd === undefined) return [];
      const span = quotaSpan(spending, window, calendar, fiveHours.get(id));
      const counted = span ? order.want(id, span.from, span.countedBy) : null;
      return [
        { id, window, limitUsd, span, counted, late: order.want(id, now - rateOverMs[window], 'start') },
      ];
    });
  const limited = await inTurns(subjects, (subject) => ({ subject, limits: limitsOf(subject) }));
  const spent = await readSpending(reader, scope, order);
  return inTurns(limited, ({ subject, limits }) => {
    const { id, name, user, enabled, requestLimit, sessionLimit } = subject;
    const ofSubject = limits.map((limit) => quotaOf(limit, spent, now));
    return { scope, id, name, user, enabled, requestLimit, sessionLimit, quotas: ofSubject };
  });
}

/** A few milliseconds' worth. */
const SUBJECTS_PER_TURN = 200;

/** Maps a list a part at a time: thousands of subjects would hold up whoever waits for an answer meanwhile. */
async function inTurns<T, U>(list: readonly T[], make: (item: T) => U): Promise<U[]> {
  const made: U[] = [];
  for (let from = 0; from < list.length; from += SUBJECTS_PER_TURN) {
    for (const item of list.slice(from, from + SUBJECTS_PER_TURN)) made.push(make(item));
    await nextTurn();
  }
  return made;
}

/** A limit, and what counts against it now: nothing (null), or what cannot be told (undefined). */
interface Limit {
  id: number;
  window: QuotaWindow;
  limitUsd: string;
  span: QuotaSpan | null | undefined;
  /** Places of what counts, and of spending of late, in the order. */
  counted: number | null;
  late: number;
}

function quotaOf({ id, window, limitUsd, span, counted, late }: Limit, spent: Spending, now: number): Quota {
  const total = moneyUnits(limitUsd);
  const used = counted === null ? (span === null ? 0n : null) : spent(id, counted);
  const ofLate = spent(id, late);
  const overMs = rateOverMs[window];
  const remaining = used === null ? null : used < total ? total - used : 0n;
  // A fixed 5h that is not open lasts five hours from its first charge, which may come at once.
  const lastsMs = span === null ? FIVE_HOURS_MS : (span?.lastsMs ?? null);
  return {
    window,
    reset: span?.reset ?? 'fixed',
    limitUsd,
    usedUsd: used === null ? null : moneyText(used),
    remainingUsd: remaining === null ? null : moneyText(remaining),
    ratio: used === null ? null : Number(used) / Number(total),
    countsFrom: span?.from ?? null,
    resetsAt: span?.resetsAt ?? null,
    rate: ofLate === null ? null : { spentUsd: moneyText(ofLate), overMs },
    emptyAt:
      remaining === null || ofLate === null ? null : emptyAt({ remaining, ofLate, overMs, lastsMs }, now),
  };
}

/** A hundred years: what takes longer never comes. */
const FOR_EVER_MS = 36_525 * 24 * HOUR_MS;

/** See {@link Quota.emptyAt}. Money is in units of 10^-15 USD. */
function emptyAt(
  {
    remaining,
    ofLate,
    overMs,
    lastsMs,
  }: { remaining: bigint; ofLate: bigint; overMs: number; lastsMs: number | null },
  now: number,
): number | null {
  if (remaining === 0n) return now;
  if (ofLate <= 0n) return null;
  const inMs = Number((remaining * BigInt(overMs) + ofLate - 1n) / ofLate);
  const isBeforeEnd = inMs < (lastsMs ?? FOR_EVER_MS);
  return isBeforeEnd ? now + inMs : null;
}
