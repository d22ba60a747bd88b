import type { Provider, QuotaWindow } from '../gateway/directory.ts';
import { quotaWindows } from '../gateway/directory.ts';
import type { Queryable } from '../gateway/postgres.ts';
import type { Redis } from '../gateway/redis.ts';
import type { Usage } from '../gateway/usage.ts';
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
  connection: Queryable,
  usage: Usage,
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
  const spent = await spending(connection, usage, quotas);
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
      return { from: provider.totalSince, resetAt: null, countedBy: 'start' };
  }
}

/**
 * Statement that sums the spend of many spans at once: `$1` ordinals, `$2` provider ids, `$3` from when rows are
 * read, `$4` from when a charge counts, null for rows that count by their start. One index range per span.
 */
export function spendingSql(usage: Usage): string {
  return `
    SELECT span.ordinal, spent.cost
    FROM unnest($1::integer[], $2::integer[], $3::timestamptz[], $4::timestamptz[])
      AS span (ordinal, provider_id, begins, charged_from)
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(cost_usd), 0)::text AS cost FROM ${usage.from}
      WHERE final_provider_id = span.provider_id AND created_at >= span.begins
        AND (span.charged_from IS NULL
             OR created_at + coalesce(duration_ms, 0) * interval '1 millisecond' >= span.charged_from)
    ) AS spent`;
}

async function spending(
  connection: Queryable,
  usage: Usage,
  quotas: readonly { provider: Provider; span: Span | null | undefined }[],
): Promise<Map<number, string>> {
  const spans = quotas.flatMap(({ provider, span }, ordinal) => (span ? [{ ordinal, provider, span }] : []));
  if (spans.length === 0 || !usage.knows('cost_usd') || !usage.knows('final_provider_id')) return new Map();
  const instant = (ms: number | null) => (ms === null ? '-infinity' : new Date(ms).toISOString());
  const rows = await connection.query<{ ordinal: number; cost: string }>(spendingSql(usage), [
    spans.map(({ ordinal }) => ordinal),
    spans.map(({ provider }) => provider.id),
    spans.map(({ span }) =>
      instant(span.countedBy === 'charge' && span.from !== null ? span.from - LONGEST_REQUEST_MS : span.from),
    ),
    spans.map(({ span }) => (span.countedBy === 'charge' ? instant(span.from) : null)),
  ]);
  return new Map(rows.map(({ ordinal, cost }) => [ordinal, cost]));
}
