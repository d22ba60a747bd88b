import type { Firing, Scenario } from '../promtool.ts';
import { alpha, alphaLabels, beta, healthy, series, success, traffic } from './healthy.ts';

const job = { job: 'hubscope' };

const fastBurn = (share: string, value: number): Firing => ({
  alert: 'GatewayErrorBudgetFastBurn',
  labels: job,
  summary: `${share} of the gateway's requests failed in the last hour.`,
  value,
});
const slowBurn = (share: string, value: number): Firing => ({
  alert: 'GatewayErrorBudgetSlowBurn',
  labels: job,
  summary: `${share} of the gateway's requests failed in the last day.`,
  value,
});
const failing = (share: string, value: number): Firing => ({
  alert: 'GatewayProviderFailing',
  labels: alphaLabels,
  summary: `Alpha fails ${share} of its requests.`,
  value,
});

const firstToken = (labels: string, bounds: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(bounds).map(([le, values]) => [
      series('cch_time_to_first_token_seconds_bucket', `${labels},le="${le}"`),
      values,
    ]),
  );

/** Intervals of five minutes in so many days. */
const days = (count: number) => 288 * count;

/** A gateway whose counters are told for eight days. */
function ofJob(name: string, given: { requests?: string; cost?: string; counted?: string }) {
  const of = (family: string, labels: string) => `${family}{job="${name}",${labels}}`;
  const { requests = `0+30x${days(8)}`, cost = `0x${days(8)}`, counted = `1x${days(8)}` } = given;
  const labels = `${alpha},model="m"`;
  return {
    [of('cch_requests_total', labels)]: requests,
    [of('cch_cost_usd_total', labels)]: cost,
    [of('cch_exporter_collector_success', 'collector="ledger_counters"')]: counted,
    [of('cch_exporter_build_info', 'version="0.1.0"')]: `1x${days(8)}`,
  };
}

export const requestScenarios: Scenario[] = [
  {
    name: 'many failures: the budget burns and the provider is named, until they have stopped for long enough',
    series: healthy(150, {
      ...traffic(alpha, '0+30x150', '0+9x40 360x110'),
      ...traffic(beta, '0+30x150', '0x150'),
    }),
    firing: {
      '1m': [],
      '19m': [fastBurn('15%', 0.15), failing('30%', 0.3)],
      '58m': [],
    },
  },
  {
    name: 'few requests all of which fail say nothing; nor do aborts and limits, which are no failures',
    series: healthy(80, {
      ...traffic(alpha, '0+0.3x80', '0+0.3x80'),
      ...traffic(beta, '0+30x80', '0x80', '0+10x80'),
    }),
    firing: { '30m': [] },
  },
  {
    name: 'a few failures for hours: no haste, but a warning',
    series: healthy(200, traffic(alpha, '0+40x200', '0+2x200')),
    firing: { '30m': [], '90m': [slowBurn('5%', 0.05)] },
  },
  {
    name: 'two exporters of one gateway are not added up',
    series: healthy(80, {
      ...traffic(alpha, '0+20x80', '0+8x80'),
      'cch_requests_total{job="hubscope",instance="second",provider_id="1",provider="Alpha",model="m"}':
        '0+20x80',
      'cch_request_failures_total{job="hubscope",instance="second",provider_id="1",provider="Alpha",model="m"}':
        '0+8x80',
    }),
    firing: { '19m': [fastBurn('40%', 0.4), failing('40%', 0.4)] },
  },
  {
    name: 'the exporter goes away while requests fail: what fires goes on, and says that nothing is known',
    series: {
      ...healthy(30, traffic(alpha, '0+30x30 _x170', '0+9x30 _x170')),
      [series('up')]: '1x30 0x170',
    },
    firing: {
      '15m': [fastBurn('30%', 0.3), failing('30%', 0.3)],
      '80m': [
        {
          ...fastBurn('', 0),
          summary:
            "The gateway's requests were failing when they were last counted. They cannot be counted now.",
          value: undefined,
        },
        {
          ...failing('', 0),
          summary: 'Alpha was failing when its requests were last counted. They cannot be counted now.',
          value: undefined,
        },
        {
          alert: 'HubscopeExporterDown',
          labels: job,
          summary: 'The exporter of hubscope cannot be scraped.',
          value: 0,
        },
      ],
    },
  },
  {
    name: 'what was about to fire when figures were lost never does',
    series: {
      ...healthy(4, traffic(alpha, '0+30x3 stale', '0+9x3 stale')),
      [success('ledger_counters')]: '1x3 stale',
      [series('up')]: '1x3 0x3 1x97',
    },
    firing: { '5m': [], '30m': [] },
  },
  {
    name: 'a slow provider is one that has requests',
    series: healthy(100, {
      ...traffic(alpha, '0+10x100', '0x100'),
      ...traffic(beta, '0+0.1x100', '0x100'),
      ...firstToken(alpha, { '13': '0x100', '20': '0+10x100', '+Inf': '0+10x100' }),
      ...firstToken(beta, { '13': '0x100', '20': '0+0.1x100', '+Inf': '0+0.1x100' }),
    }),
    firing: {
      '10m': [],
      '20m': [
        {
          alert: 'GatewayFirstTokenSlow',
          labels: alphaLabels,
          summary: 'One request in 20 to Alpha waits 19.65s or longer for its first token.',
          value: 19.65,
        },
      ],
    },
  },
  {
    name: 'a provider whose first tokens come in time',
    series: healthy(100, {
      ...traffic(alpha, '0+100x100', '0x100'),
      ...firstToken(alpha, { '13': '0+96x100', '20': '0+100x100', '+Inf': '0+100x100' }),
    }),
    firing: { '45m': [] },
  },
  {
    name: 'a model without a price, and one that has one',
    series: healthy(100, {
      [series('cch_zero_cost_requests_total', 'model="qwen"')]: '0+1x100',
      [series('cch_zero_cost_requests_total', 'model="opus"')]: '3x100',
    }),
    firing: {
      '2m': [],
      '30m': [
        {
          alert: 'GatewayUnpricedModel',
          labels: { ...job, model: 'qwen' },
          summary: '60 requests for qwen cost nothing in the last hour.',
          value: 60,
        },
      ],
    },
  },
  {
    name: 'a week: traffic stops, or nobody counts it, or it was never there; an hour costs much, or always did',
    days: 8,
    series: {
      ...ofJob('stopped', { requests: `0+33x${days(7.5)} 71280x${days(0.5)}` }),
      ...ofJob('uncounted', {
        requests: `0+33x${days(7.5)} 71280x${days(0.5)}`,
        counted: `1x${days(7.5)} 0x${days(0.5)}`,
      }),
      ...ofJob('quiet-a-week-ago', { requests: `0x${days(1)} 0+33x${days(6.5)} 61776x${days(0.5)}` }),
      ...ofJob('dear', { cost: `0+1x${days(7.5)} 2180+20x${days(0.5)}` }),
      ...ofJob('always-dear', { cost: `0+20x${days(1)} 5760+1x${days(6.5)} 7660+20x${days(0.5)}` }),
      [series('up')]: `1x${days(8)}`,
    },
    firing: {
      '7d11h': [],
      '7d14h': [
        {
          alert: 'GatewayTrafficStopped',
          labels: { job: 'stopped' },
          summary: 'No request has ended for 15 minutes.',
          value: 0,
        },
        {
          alert: 'HubscopeCollectorFailing',
          labels: { job: 'uncounted', collector: 'ledger_counters' },
          summary: "Hubscope's collector ledger_counters fails.",
          value: 0,
        },
        {
          alert: 'GatewayCostSpike',
          labels: { job: 'dear' },
          summary: '240.00 USD were spent in the last hour.',
          value: 240,
        },
      ],
    },
  },
];
