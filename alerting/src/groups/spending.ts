import { inWords, milliseconds } from '../duration.ts';
import type { Alert, GroupMaker, Recording } from '../rule.ts';
import type { Setting } from '../setting.ts';
import { dedent, percentage } from '../text.ts';

const perLimit = 'job, scope, id, window';

/** Limits of spending, of providers and, where they have series, of users and keys. */
export const spendingGroup: GroupMaker = (setting) => ({
  name: 'hubscope-spending',
  recordings,
  alerts: [quotaNearlySpent(setting), quotaEmptiesSoon(setting)],
});

const recordings: Recording[] = [
  {
    record: 'scope:cch_quota:answered',
    expr: dedent(`
      label_replace(
        max by (job, collector) (cch_exporter_collector_success{collector=~".+_quotas"}) == 1,
        "scope", "$1", "collector", "(.+)_quotas"
      )
    `),
  },
  {
    // Providers by name; users and keys have none in their limits' labels.
    record: 'quota:cch_quota_used_per_limit:ratio',
    expr: named(
      `max by (${perLimit}) (cch_quota_used_usd) / (max by (${perLimit}) (cch_quota_limit_usd) > 0)`,
    ),
  },
  {
    record: 'quota:cch_quota_empty_timestamp_seconds:max',
    expr: named(`max by (${perLimit}) (cch_quota_empty_timestamp_seconds)`),
  },
];

function named(figure: string): string {
  return dedent(`
      (${figure})
      * on (job, scope, id) group_left (provider)
      label_replace(
        label_replace(max by (job, provider_id, provider) (cch_provider_info), "id", "$1", "provider_id", "(.+)"),
        "scope", "provider", "", ""
      )
    or on (${perLimit})
      (${figure})
  `);
}

function quotaNearlySpent({ values }: Setting): Alert {
  const { ratio } = values.alerts.GatewayQuotaNearlySpent;
  return {
    name: 'GatewayQuotaNearlySpent',
    by: ['job', 'scope', 'id', 'window', 'provider'],
    when: `quota:cch_quota_used_per_limit:ratio >= ${ratio}`,
    known: 'quota:cch_quota_used_per_limit:ratio',
    answered: 'scope:cch_quota:answered',
    summary: '{subject} has spent {value:percentage} of its {window} limit.',
    unknown:
      '{subject} had nearly spent its {window} limit when it was last added up. It cannot be added up now.',
    description: 'When it is spent the gateway sends a provider nothing more, and refuses a user or key.',
    condition: `${percentage(ratio)} of a spending limit or more are spent`,
    dashboard: 'hubscope-capacity',
  };
}

function quotaEmptiesSoon({ values }: Setting): Alert {
  const { within } = values.alerts.GatewayQuotaEmptiesSoon;
  const windows = Object.entries(within);
  const nearly = values.alerts.GatewayQuotaNearlySpent.ratio;
  const left = 'quota:cch_quota_empty_timestamp_seconds:max - time()';
  const seconds = (duration: string) => milliseconds(duration) / 1000;
  const limits = windows.map(
    ([window, duration]) => `label_replace(vector(${seconds(duration)}), "window", "${window}", "", "")`,
  );
  return {
    name: 'GatewayQuotaEmptiesSoon',
    by: ['job', 'scope', 'id', 'window', 'provider'],
    when: dedent(`
        clamp_min(${left}, 0) < on (window) group_left ()
        (
            ${limits.join('\n          or\n            ')}
        )
      and
        quota:cch_quota_used_per_limit:ratio < ${nearly}
    `),
    known: 'quota:cch_quota_used_per_limit:ratio',
    answered: 'scope:cch_quota:answered',
    summary: '{subject} will have spent its {window} limit in {value:duration}, at the pace of late.',
    unknown:
      '{subject} was about to spend its {window} limit when it was last added up. It cannot be added up now.',
    description:
      'The pace is that of the last hour for limits of 5 hours and a day, else that of the last day. When the limit is spent the gateway sends a provider nothing more, and refuses a user or key.',
    condition: `less than ${percentage(nearly)} of a spending limit is spent, and the rest would last less than ${windows.map(([window, duration]) => `${inWords(duration)} (${window})`).join(', ')} at the pace of late`,
    dashboard: 'hubscope-capacity',
  };
}
