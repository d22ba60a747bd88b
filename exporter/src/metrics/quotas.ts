import type { CounterSeries } from '../questions/ledger-counters.ts';
import type { Quota, SubjectQuotas } from '../questions/quotas.ts';
import type { Collected } from './collect.ts';
import type { Sample } from './exposition.ts';

/** The quotas that have series, and how many subjects have none because of a cap. */
export interface ShownQuotas {
  subjects: readonly SubjectQuotas[];
  leftOut: number;
}

/**
 * The quotas of users or keys that have series, `most` of them: of those that have counters of their own (`counted`),
 * then of those that have none yet, by id.
 */
export function mostQuotas(
  all: readonly SubjectQuotas[] | undefined,
  most: number,
  counted: readonly CounterSeries[],
): ShownQuotas {
  if (all === undefined || most === 0) return { subjects: [], leftOut: 0 };
  const own = new Set(counted.flatMap(({ dimensions }) => Object.values(dimensions)));
  const limited = all.filter(({ quotas }) => quotas.length > 0);
  const isOwn = ({ id }: SubjectQuotas) => own.has(String(id));
  const inOrder = [...limited.filter(isOwn), ...limited.filter((subject) => !isOwn(subject))];
  return { subjects: inOrder.slice(0, most), leftOut: Math.max(limited.length - most, 0) };
}

/** The quotas of all providers, whose cap is that of all their families. */
export const everyQuota = (all: readonly SubjectQuotas[] | undefined): ShownQuotas => ({
  subjects: all ?? [],
  leftOut: 0,
});

/** Limits, spending, resets and foreseen ends per provider, user or key, and window. */
export function collectQuotas(shown: readonly ShownQuotas[]) {
  const samples = (figure: (quota: Quota) => number | null): Sample[] =>
    shown.flatMap(({ subjects }) =>
      subjects.flatMap(({ scope, id, quotas }) =>
        quotas.flatMap((quota) => {
          const value = figure(quota);
          return value === null ? [] : [{ labels: { scope, id: String(id), window: quota.window }, value }];
        }),
      ),
    );
  return {
    cch_quota_limit_usd: samples(({ limitUsd }) => Number(limitUsd)),
    cch_quota_used_usd: samples(({ usedUsd }) => (usedUsd === null ? null : Number(usedUsd))),
    cch_quota_reset_timestamp_seconds: samples(({ resetsAt }) =>
      resetsAt === null ? null : resetsAt / 1000,
    ),
    cch_quota_empty_timestamp_seconds: samples(({ emptyAt }) => (emptyAt === null ? null : emptyAt / 1000)),
  } satisfies Collected;
}
