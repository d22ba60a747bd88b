import type { Provider } from '../gateway/directory.ts';
import { quotaWindows, type QuotaWindow } from '../gateway/spending-limits.ts';
import type { Redis } from '../gateway/redis.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import { instant } from '../ledger/tables.ts';
import { dayFrom, monthAt, weekAt, type Window } from './windows.ts';

/** Spending of one provider against one of its limits. */
export interface ProviderQuota {
  provider: Provider;
  window: QuotaWindow;
  /** USD, decimal string. */
  limitUsd: string;
  /** Billable spend in the window, exact decimal string of USD; null when unknown. */
  usedUsd: string | null;
  /** When the window ends and spending begins anew (Unix ms); null for rolling windows and the total. */
  resetAt: number | null;
}

const HOUR_MS = 3_600_000;
const FIVE_HOURS_MS = 5 * HOUR_MS;

/** No request runs longer; bounds how far before a charge its request may have begun. */
const LONGEST_REQUEST_MS = HOUR_MS;

/** A fixed five-hour window that is open, `null` when none is, `undefined` when Redis cannot tell. */
export type FiveHourWindow = Window | null | undefined;

/**
 * The fixed five-hour windows that are open: such a window begins with its first charge, which only the life of
 * the gateway's own key `provider:<id>:cost_5h_fixed` tells.
 */
export async function fiveHourWindows(
  redis: Redis,
  now: number,
  providers: readonly Provider[],
): Promise<Map<number, FiveHourWindow>> {
  const fixed = providers.filter(
    ({ limits, fiveHourReset }) => limits['5h'] !== undefined && fiveHourReset === 'fixed',
  );
  return new Map(
    await Promise.all(
      fixed.map(async ({ id }): Promise<[number, FiveHourWindow]> => {
        const left = await redis.timeToLive(`provider:${id}:cost_5h_fixed`);
        return [id, left === null ? null : { from: now + left - FIVE_HOURS_MS, to: now + left }];
      }),
    ),
  );
}

/** What a limit counts: rows begun in a span, or charged (finished) in it. */
interface Span {
  from: number | null;
  resetAt: number | null;
  countedBy: 'start' | 'charge';
}

/**
 * Spend against every limit of every provider, by the gateway's reset rules (gateway.md 3.12): weeks begin on
 * Monday, months on the 1st, fixed days at their HH:mm, all in the gateway's zone; a rolling day is 24 hours,
 * a rolling 5h five; a fixed 5h begins with its first charge.
 */
export async function providerQuotas(
  reader: LedgerReader,
  providers: readonly Provider[],
  now: number,
  timezone: string,
  fiveHours: ReadonlyMap<number, FiveHourWindow>,
): Promise<ProviderQuota[]> {
  const quotas = providers.flatMap((provider) =>
    quotaWindows.flatMap((window) => {
      const limitUsd = provider.limits[window];
      if (limitUsd === undefined) return [];
      return [{ provider, window, limitUsd, span: spanOf(provider, window, now, timezone, fiveHours) }];
    }),
  );
  const spent = await spending(reader, quotas);
  return quotas.map(({ provider, window, limitUsd, span }, index) => ({
    provider,
    window,
    limitUsd,
    usedUsd: span === null ? '0' : (spent.get(index) ?? null),
    resetAt: span?.resetAt ?? null,
  }));
}

/** The span of a limit; null when no window is open, undefined when it cannot be told. */
function spanOf(
  provider: Provider,
  window: QuotaWindow,
  now: number,
  timezone: string,
  fiveHours: ReadonlyMap<number, FiveHourWindow>,
): Span | null | undefined {
  const fixed = ({ from, to }: Window): Span => ({ from, resetAt: to, countedBy: 'start' });
  const rolling = (ms: number): Span => ({ from: now - ms, resetAt: null, countedBy: 'start' });
  switch (window) {
    case '5h': {
      if (provider.fiveHourReset === 'rolling') return rolling(FIVE_HOURS_MS);
      const open = fiveHours.get(provider.id);
      return open && { from: open.from, resetAt: open.to, countedBy: 'charge' };
    }
    case 'daily':
      return provider.dailyReset === 'rolling'
        ? rolling(24 * HOUR_MS)
        : fixed(dayFrom(provider.dailyResetTime, now, timezone));
    case 'weekly':
      return fixed(weekAt(now, timezone));
    case 'monthly':
      return fixed(monthAt(now, timezone));
    case 'total':
      return { from: provider.countsFrom.total ?? null, resetAt: null, countedBy: 'start' };
  }
}

/** What one statement adds up: the spend of some providers in one span. */
interface Spending {
  span: Pick<Span, 'from' | 'countedBy'>;
  providerIds: number[];
}

/** Statement that adds up spend, a row for each provider of each span that has any. */
export function spendingSql(reader: LedgerReader, spendings: readonly Spending[]): string {
  const parts = spendings.map(({ span, providerIds }, ordinal) => {
    const from = span.from ?? undefined;
    const figures = `${ordinal} AS ordinal, final_provider_id, sum(cost_usd)::text AS cost`;
    const grouped = `final_provider_id IN (${providerIds.join(', ')}) GROUP BY final_provider_id`;
    if (span.countedBy === 'start' || from === undefined) {
      return `SELECT ${figures} FROM ${reader.totals('provider', { from })} WHERE ${grouped}`;
    }
    const finished = `created_at + coalesce(duration_ms, 0) * interval '1 millisecond' >= ${instant(from)}`;
    return `SELECT ${figures} FROM ${reader.requests({ from: from - LONGEST_REQUEST_MS })} WHERE ${finished} AND ${grouped}`;
  });
  return parts.join('\nUNION ALL\n');
}

/** Spend by the quota's place in `quotas`; those that cannot be told are left out. */
async function spending(
  reader: LedgerReader,
  quotas: readonly { provider: Provider; span: Span | null | undefined }[],
): Promise<Map<number, string>> {
  if (!reader.knows('cost_usd') || !reader.knows('final_provider_id')) return new Map();
  const bySpan = new Map<string, Spending & { places: Map<number, number> }>();
  quotas.forEach(({ provider, span }, place) => {
    if (!span) return;
    const name = `${span.countedBy} ${span.from ?? ''}`;
    const spent = bySpan.get(name) ?? { span, providerIds: [], places: new Map<number, number>() };
    bySpan.set(name, spent);
    spent.providerIds.push(provider.id);
    spent.places.set(provider.id, place);
  });
  const spendings = [...bySpan.values()];
  if (spendings.length === 0) return new Map();
  const rows = await reader.query<{ ordinal: number; final_provider_id: number; cost: string | null }>(
    spendingSql(reader, spendings),
  );
  const spent = new Map(
    spendings.flatMap(({ places }) => [...places.values()].map((place): [number, string] => [place, '0'])),
  );
  for (const { ordinal, final_provider_id: id, cost } of rows) {
    const place = spendings[ordinal]?.places.get(id);
    if (place !== undefined && cost !== null) spent.set(place, cost);
  }
  return spent;
}
