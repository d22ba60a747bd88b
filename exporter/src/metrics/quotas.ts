import type { Answer } from '../answers.ts';
import type { ProviderQuota } from '../questions/provider-quotas.ts';
import type { Collected } from './collect.ts';

/** Limits, spending and resets per provider and window. */
export function collectQuotas(answer: Answer<ProviderQuota[]>): Collected {
  if (answer.quality === 'unknown') return {};
  const samples = (figure: (quota: ProviderQuota) => number | null) =>
    answer.value.flatMap((quota) => {
      const value = figure(quota);
      const labels = { scope: 'provider', id: String(quota.provider.id), window: quota.window };
      return value === null ? [] : [{ labels, value }];
    });
  return {
    cch_quota_limit_usd: samples(({ limitUsd }) => Number(limitUsd)),
    cch_quota_used_usd: samples(({ usedUsd }) => (usedUsd === null ? null : Number(usedUsd))),
    cch_quota_reset_timestamp_seconds: samples(({ resetAt }) => (resetAt === null ? null : resetAt / 1000)),
  };
}
