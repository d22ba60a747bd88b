import { inWords, type Duration } from '../duration.ts';
import type { Alert, GroupMaker, Recording } from '../rule.ts';
import { evaluationInterval, type Setting } from '../setting.ts';
import { dedent, percentage } from '../text.ts';
import type { BurnPair } from '../values.ts';

/** Two exporters of one gateway count the same, so the greater of the two is taken, not their sum. */
const perModel = 'job, provider_id, provider, model';
const perProvider = 'job, provider_id, provider';

const summed = (by: string, change: string) => `sum by (${by}) (max by (${perModel}) (${change}))`;

const ratio = 'job:cch_request_failures_per_judged_request:ratio_rate';
const longWindows: readonly Duration[] = ['30m', '1h', '2h', '6h', '1d', '3d'];
const floorWindows: readonly Duration[] = ['1h', '6h', '1d', '3d'];

/** Requests, failures, waiting and cost, as the ledger's counters tell them. */
export const requestsGroup: GroupMaker = (setting) => ({
  name: 'hubscope-requests',
  recordings: [...ofProviders(setting), ...ofJobs(setting)],
  alerts: [
    errorBudgetBurn(setting, 'GatewayErrorBudgetFastBurn', '1h', 'hour'),
    errorBudgetBurn(setting, 'GatewayErrorBudgetSlowBurn', '1d', 'day'),
    providerFailing(setting),
    firstTokenSlow(setting),
    trafficStopped(setting),
    costSpike(setting),
    unpricedModel(setting),
  ],
});

function ofProviders({ time }: Setting): Recording[] {
  const rate = (family: string) => summed(perProvider, `rate(${family}[${time('5m')}])`);
  const percentile = (family: string) =>
    dedent(`
      histogram_quantile(
        0.95,
        sum by (${perProvider}, le) (max by (${perProvider}, le) (rate(${family}_bucket[${time('5m')}])))
      )
    `);
  return [
    {
      record: 'job:cch_ledger_counters:answered',
      expr: `max by (job) (cch_exporter_collector_success{collector="ledger_counters"}) == 1`,
    },
    { record: 'provider:cch_requests:rate5m', expr: rate('cch_requests_total') },
    { record: 'provider:cch_request_failures:rate5m', expr: rate('cch_request_failures_total') },
    {
      // Gateways before 0.9 exclude nothing.
      record: 'provider:cch_judged_requests:rate5m',
      expr: dedent(`
          provider:cch_requests:rate5m
        -
          (${rate('cch_requests_excluded_total')} or 0 * provider:cch_requests:rate5m)
      `),
    },
    {
      record: 'provider:cch_request_failures_per_judged_request:ratio_rate5m',
      expr: 'provider:cch_request_failures:rate5m / (provider:cch_judged_requests:rate5m > 0)',
    },
    {
      record: 'provider:cch_requests:increase15m',
      expr: summed(perProvider, `increase(cch_requests_total[${time('15m')}])`),
    },
    {
      record: 'provider:cch_time_to_first_token_seconds:p95_rate5m',
      expr: percentile('cch_time_to_first_token_seconds'),
    },
    {
      record: 'provider:cch_request_duration_seconds:p95_rate5m',
      expr: percentile('cch_request_duration_seconds'),
    },
  ];
}

function ofJobs({ time, seconds, values }: Setting): Recording[] {
  const judged = (window: Duration, change: 'rate' | 'increase') =>
    dedent(`
      (
          ${summed('job', `${change}(cch_requests_total[${time(window)}])`)}
        -
          (
              ${summed('job', `${change}(cch_requests_excluded_total[${time(window)}])`)}
            or
              0 * ${summed('job', `${change}(cch_requests_total[${time(window)}])`)}
          )
      )
    `);
  return [
    { record: 'gateway:availability:objective', expr: `vector(${values.objective})` },
    { record: 'job:cch_judged_requests:rate5m', expr: 'sum by (job) (provider:cch_judged_requests:rate5m)' },
    {
      record: 'job:cch_request_failures:rate5m',
      expr: 'sum by (job) (provider:cch_request_failures:rate5m)',
    },
    {
      record: `${ratio}5m`,
      expr: 'job:cch_request_failures:rate5m / (job:cch_judged_requests:rate5m > 0)',
    },
    ...longWindows.map((window) => ({
      record: `${ratio}${window}`,
      expr: dedent(`
          avg_over_time(job:cch_request_failures:rate5m[${time(window)}])
        /
          (avg_over_time(job:cch_judged_requests:rate5m[${time(window)}]) > 0)
      `),
      inline: `${summed('job', `rate(cch_request_failures_total[${time(window)}])`)} / (${judged(window, 'rate')} > 0)`,
    })),
    ...floorWindows.map((window) => ({
      record: `job:cch_judged_requests:increase${window}`,
      expr: `sum_over_time(job:cch_judged_requests:rate5m[${time(window)}]) * ${seconds(evaluationInterval)}`,
      inline: judged(window, 'increase'),
    })),
    {
      record: 'job:cch_requests:increase15m',
      expr: summed('job', `increase(cch_requests_total[${time('15m')}])`),
    },
    {
      record: 'job:cch_cost_usd:increase1h',
      expr: summed('job', `increase(cch_cost_usd_total[${time('1h')}])`),
    },
  ];
}

function errorBudgetBurn(
  { values }: Setting,
  name: 'GatewayErrorBudgetFastBurn' | 'GatewayErrorBudgetSlowBurn',
  shown: '1h' | '1d',
  shownWord: string,
): Alert {
  const budget = 1 - values.objective;
  const most = ({ burn }: BurnPair) => Number((burn * budget).toPrecision(12));
  const burns = (pair: BurnPair) =>
    [
      `${ratio}${pair.long} > ${most(pair)}`,
      `${ratio}${pair.short} > ${most(pair)}`,
      `job:cch_judged_requests:increase${pair.long} >= ${pair.requests}`,
    ].join(' and ');
  const [first, second] = values.alerts[name].pairs;
  const inWordsOf = (pair: BurnPair) =>
    `${percentage(most(pair))} of the judged requests of ${inWords(pair.long)} and of the last ${inWords(pair.short)}`;
  return {
    name,
    by: ['job'],
    when: dedent(`
        ${ratio}${shown}
      and on (job)
        (
            (${burns(first)})
          or
            (${burns(second)})
        )
    `),
    known: 'job:cch_judged_requests:rate5m',
    answered: 'job:cch_ledger_counters:answered',
    ...(shown === '1d' ? { looksBack: 'days' as const } : {}),
    summary: `{value:percentage} of the gateway's requests failed in the last ${shownWord}.`,
    unknown: "The gateway's requests were failing when they were last counted. They cannot be counted now.",
    description: `${percentage(values.objective)} of the requests should succeed. At this pace the failures that 30 days may have are used up in ${inWords(usedUpIn(Math.max(first.burn, second.burn)))} to ${inWords(usedUpIn(Math.min(first.burn, second.burn)))}.`,
    condition: `more than ${inWordsOf(first)} failed (at least ${first.requests} requests), or more than ${inWordsOf(second)} (at least ${second.requests})`,
    dashboard: 'hubscope-reliability',
  };
}

/** Whole days in which a burn rate uses up the budget of 30. */
const usedUpIn = (burn: number): Duration => `${Math.round(30 / burn)}d`;

function providerFailing({ values }: Setting): Alert {
  const { ratio: most, requests } = values.alerts.GatewayProviderFailing;
  return {
    name: 'GatewayProviderFailing',
    by: ['job', 'provider_id', 'provider'],
    when: dedent(`
        provider:cch_request_failures_per_judged_request:ratio_rate5m > ${most}
      and
        provider:cch_requests:increase15m >= ${requests}
    `),
    known: 'provider:cch_requests:rate5m',
    answered: 'job:cch_ledger_counters:answered',
    summary: '{provider} fails {value:percentage} of its requests.',
    unknown: '{provider} was failing when its requests were last counted. They cannot be counted now.',
    description:
      'These are requests that ended with its error. What another provider could answer in its place does not count here.',
    condition: `a provider fails more than ${percentage(most)} of its judged requests of 5 minutes, and has ended at least ${requests} in 15`,
    dashboard: 'hubscope-provider',
  };
}

function firstTokenSlow({ values }: Setting): Alert {
  const { seconds, requests } = values.alerts.GatewayFirstTokenSlow;
  return {
    name: 'GatewayFirstTokenSlow',
    by: ['job', 'provider_id', 'provider'],
    when: dedent(`
        provider:cch_time_to_first_token_seconds:p95_rate5m > ${seconds}
      and
        provider:cch_requests:increase15m >= ${requests}
    `),
    known: 'provider:cch_requests:rate5m',
    answered: 'job:cch_ledger_counters:answered',
    summary: 'One request in 20 to {provider} waits {value:duration} or longer for its first token.',
    unknown: '{provider} was slow when its requests were last counted. They cannot be counted now.',
    description: `It should be less than ${seconds} seconds. Requests without streaming count with their whole duration.`,
    condition: `the 95th percentile of a provider's time to first token over 5 minutes is above ${seconds} seconds, with at least ${requests} requests in 15 minutes`,
    dashboard: 'hubscope-provider',
  };
}

function trafficStopped({ time, values }: Setting): Alert {
  const { requests } = values.alerts.GatewayTrafficStopped;
  const least = (offset: Duration) =>
    `min_over_time(job:cch_requests:increase15m[${time('1h')}] offset ${time(offset)})`;
  return {
    name: 'GatewayTrafficStopped',
    by: ['job'],
    // Counters that nobody brings up to date stand still, too.
    when: dedent(`
        job:cch_requests:increase15m == 0
      and on (job)
        (max by (job) (min_over_time(cch_exporter_collector_success{collector="ledger_counters"}[${time('15m')}])) == 1)
      and on (job)
        (${least('23h30m')} >= ${requests})
      unless on (job)
        (${least('6d23h30m')} < ${requests})
    `),
    known: 'job:cch_requests:increase15m',
    answered: 'job:cch_ledger_counters:answered',
    summary: 'No request has ended for 15 minutes.',
    unknown: 'Traffic had stopped when requests were last counted. They cannot be counted now.',
    description: `Around this time yesterday every quarter of an hour had at least ${requests} requests, and a week ago, too, as far as is known.`,
    condition: `no request has ended for 15 minutes, though every quarter of the hour around this time had at least ${requests} yesterday and a week ago`,
    dashboard: 'hubscope-bento',
  };
}

function costSpike({ time, values }: Setting): Alert {
  const { factor, usd } = values.alerts.GatewayCostSpike;
  const usual = (offset: Duration) =>
    `(${factor} * (job:cch_cost_usd:increase1h offset ${time(offset)}) + ${usd})`;
  return {
    name: 'GatewayCostSpike',
    by: ['job'],
    when: dedent(`
        job:cch_cost_usd:increase1h > ${usual('1d')}
      unless
        job:cch_cost_usd:increase1h <= ${usual('7d')}
    `),
    known: 'job:cch_cost_usd:increase1h',
    answered: 'job:cch_ledger_counters:answered',
    summary: '{value:usd} USD were spent in the last hour.',
    unknown: 'Spending was high when it was last added up. It cannot be added up now.',
    description: `That is more than ${factor} times as much as in the same hour yesterday and a week ago, as far as is known, and ${usd} USD.`,
    condition: `the last hour cost more than ${factor} times as much as the same hour yesterday, and a week ago, plus ${usd} USD`,
    dashboard: 'hubscope-leaderboards',
  };
}

function unpricedModel({ time, values }: Setting): Alert {
  const { requests, freeModels } = values.alerts.GatewayUnpricedModel;
  const increase = `sum by (job, model) (max by (job, model) (increase(cch_zero_cost_requests_total{model!~"${freeModels}"}[${time('1h')}])))`;
  return {
    name: 'GatewayUnpricedModel',
    by: ['job', 'model'],
    when: `${increase} >= ${requests}`,
    known: increase,
    answered: 'job:cch_ledger_counters:answered',
    summary: '{value:count} requests for {model} cost nothing in the last hour.',
    unknown: 'Requests for {model} cost nothing when they were last counted. They cannot be counted now.',
    description:
      'They used tokens, so the gateway knows no price for the model. Costs and quotas leave them out.',
    condition: `at least ${requests} requests of an hour used tokens of a model and still cost nothing half an hour later`,
    dashboard: 'hubscope-leaderboards',
  };
}
