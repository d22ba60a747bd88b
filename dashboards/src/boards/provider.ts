import { VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import { breakerChanges, type Board } from '../kit/board.ts';
import { series, timeline } from '../kit/core.ts';
import { circuitStates, hues, seconds } from '../kit/fields.ts';
import { across, down, evenly, heading, place } from '../kit/grid.ts';
import { uids } from '../kit/links.ts';
import { activity, leaderboard, metric, slots } from '../kit/panels.ts';
import { once, quantile, rate, share, sum } from '../kit/promql.ts';
import { ask, promql } from '../kit/queries.ts';
import { dimensionVariable, hubscopeVariable, prometheusVariable, provisioned } from '../kit/sources.ts';

const chosen = '{provider="$provider"}';
const filters = [{ key: 'provider', operator: '=' as const, value: '$provider' }];

/** A figure of the provider in the dashboard's time range, exact from the ledger, over its course from Prometheus. */
const figure = (field: string, description: string, course?: string) =>
  metric(
    {
      description: `${description} In the time range of the dashboard, from the ledger.`,
      targets: [
        ask({ queryType: 'leaderboard', scope: 'provider', period: 'dashboard', percentiles: true, filters }),
        ...(course === undefined ? [] : [promql(course, { refId: 'B' })]),
      ],
    },
    { field },
  );

const figures = evenly(
  4,
  figure('cost', 'What was spent through the provider.', sum(rate(`cch_cost_usd_total${chosen}`))),
  figure('requests', 'Requests that went through the provider.', sum(rate(`cch_requests_total${chosen}`))),
  figure(
    'successRate',
    "Share of its requests that succeeded, by the gateway's own rule, which leaves out aborts, 404s and limits.",
    `1 - ${share(
      sum(rate(`cch_request_failures_total${chosen}`)),
      `${sum(rate(`cch_requests_total${chosen}`))} - ${sum(rate(`cch_requests_excluded_total${chosen}`))}`,
    )}`,
  ),
  figure(
    'ttftP50Ms',
    'Half of its requests had their first token sooner.',
    quantile(0.5, 'cch_time_to_first_token_seconds', chosen),
  ),
  figure('avgTokensPerSecond', 'Mean speed of output after the first token.'),
  figure('avgCostPerMillionTokens', 'What a million tokens cost on average.'),
);

const capacity = across(
  down(
    place(
      8,
      4,
      slots(
        {
          description: 'Slots of the provider in use now, and its circuit breaker.',
          targets: [ask({ queryType: 'slots', filters })],
        },
        { fleet: false, disabled: true },
      ),
    ),
    place(
      8,
      7,
      leaderboard(
        {
          description:
            'Spending limits of the provider, the fullest first. At 100 % the gateway chooses another one.',
          targets: [ask({ queryType: 'quotas', quotaScope: 'provider', filters })],
        },
        { value: 'ratio', label: 'Quotas', controls: false },
      ),
    ),
  ),
  down(
    place(
      16,
      8,
      series(
        {
          title: 'Slots over time',
          description:
            'Concurrent sessions of the provider, and how many it may have. No dashed line: it may have any number.',
          targets: [
            promql(once(`cch_provider_slots_used${chosen}`), { legend: 'In use' }),
            promql(once(`cch_provider_slots_limit${chosen}`), { refId: 'B', legend: 'Limit' }),
          ],
        },
        {
          unit: 'short',
          decimals: 0,
          min: 0,
          colours: { 'In use': hues.sessions, Limit: hues.quiet },
          dashed: ['Limit'],
        },
      ),
    ),
    place(
      16,
      3,
      timeline(
        {
          title: '',
          description:
            'State of the circuit breaker: while it is open, the gateway sends the provider nothing.',
          targets: [
            promql(
              `max(cch_provider_circuit_state{provider="$provider",state="half_open"})
               + 2 * max(cch_provider_circuit_state{provider="$provider",state="open"})`,
              { legend: 'Breaker' },
            ),
          ],
        },
        { unit: 'short', values: circuitStates },
      ),
    ),
  ),
);

const percentiles = (title: string, histogram: string, description: string) =>
  series(
    {
      title,
      description,
      targets: [
        promql(quantile(0.5, histogram, chosen), { legend: 'p50' }),
        promql(quantile(0.95, histogram, chosen), { refId: 'B', legend: 'p95' }),
        promql(quantile(0.99, histogram, chosen), { refId: 'C', legend: 'p99' }),
      ],
    },
    {
      unit: seconds,
      min: 0,
      colours: { p50: 'light-purple', p95: 'purple', p99: 'dark-purple' },
      calculations: ['lastNotNull', 'max'],
    },
  );

const speed = evenly(
  9,
  percentiles(
    'Duration',
    'cch_request_duration_seconds',
    'How long requests took from begin to end: half of them less than p50, all but one in a hundred less than p99.',
  ),
  percentiles(
    'Time to first token',
    'cch_time_to_first_token_seconds',
    'How long until the first content came; of requests that were not streamed, the whole duration.',
  ),
  percentiles(
    'Time to first byte',
    'cch_time_to_first_byte_seconds',
    'How long until the provider answered at all.',
  ),
);

const errors = evenly(
  9,
  series(
    {
      title: 'Responses by status',
      description:
        'Finished requests per minute by the class of their HTTP status. 4xx of the provider and the gateway are told apart in the stream below.',
      targets: [
        promql(
          `60 * sum by (class) (label_replace(${rate(`cch_responses_total${chosen}`)}, "class", "\${1}xx", "code", "(.).*"))`,
          { legend: '{{class}}' },
        ),
      ],
    },
    {
      unit: 'reqpm',
      min: 0,
      bars: true,
      stacked: 'values',
      colours: { '2xx': hues.good, '3xx': hues.sessions, '4xx': hues.warning, '5xx': hues.errors },
      calculations: ['mean', 'max'],
    },
  ),
  series(
    {
      title: 'Failures',
      description:
        "Share of finished requests that failed by the gateway's rule, and of those that it leaves out of it.",
      targets: [
        promql(
          share(sum(rate(`cch_request_failures_total${chosen}`)), sum(rate(`cch_requests_total${chosen}`))),
          { legend: 'Failed' },
        ),
        promql(
          share(sum(rate(`cch_requests_excluded_total${chosen}`)), sum(rate(`cch_requests_total${chosen}`))),
          { refId: 'B', legend: 'Left out' },
        ),
      ],
    },
    {
      unit: 'percentunit',
      min: 0,
      reach: 0.1,
      colours: { Failed: hues.errors, 'Left out': hues.quiet },
      calculations: ['mean', 'max'],
    },
  ),
  activity(
    {
      description: 'The newest requests that went through the provider.',
      targets: [ask({ queryType: 'activity', limit: 200, filters })],
      drill: [{ field: 'user', to: 'user' }],
    },
    { parts: ['time', 'user', 'model', 'status', 'ttft', 'latency'] },
  ),
);

const money = evenly(
  9,
  series(
    {
      title: 'Cost by model',
      description: 'US dollars per hour at the rate of the moment, by the model that was asked for.',
      targets: [
        promql(`3600 * ${sum(rate(`cch_cost_usd_total${chosen}`), 'model')} > 0`, { legend: '{{model}}' }),
      ],
    },
    { unit: 'currencyUSD', min: 0, stacked: 'values', calculations: ['mean', 'max'] },
  ),
  series(
    {
      title: 'Tokens by kind',
      description: 'Tokens per second. Input is what no cache held.',
      targets: [promql(sum(rate(`cch_tokens_total${chosen}`), 'token_type'), { legend: '{{token_type}}' })],
    },
    {
      unit: 'short',
      min: 0,
      stacked: 'values',
      colours: {
        input: hues.requests,
        output: hues.latency,
        cache_read: hues.good,
        cache_creation: hues.money,
      },
      calculations: ['mean', 'max'],
    },
  ),
);

/** All about one provider. */
export const provider: Board = {
  uid: uids.provider,
  title: 'Provider',
  description: 'One provider in depth: slots, breaker, speed, errors, cost and quotas.',
  from: 'now-6h',
  refresh: '30s',
  variables: [
    hubscopeVariable(provisioned.hubscope, VariableHide.InControlsMenu),
    prometheusVariable(),
    dimensionVariable('provider', {
      label: 'Provider',
      description: 'One of the gateway’s providers.',
      dimension: 'providers',
    }),
  ],
  annotations: [breakerChanges()],
  body: down(
    figures,
    heading('Slots and circuit breaker'),
    capacity,
    heading('Speed'),
    speed,
    heading('Errors'),
    errors,
    heading('Cost'),
    money,
  ),
};
