import { CustomVariableBuilder, VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import { breakerChanges, type Board } from '../kit/board.ts';
import { alerts, series } from '../kit/core.ts';
import { hues, seconds } from '../kit/fields.ts';
import { across, down, evenly, heading, place } from '../kit/grid.ts';
import { uids } from '../kit/links.ts';
import { leaderboard, metric } from '../kit/panels.ts';
import { quantile, rate, sum } from '../kit/promql.ts';
import { ask, promql } from '../kit/queries.ts';
import { hubscopeVariable, prometheusVariable, provisioned } from '../kit/sources.ts';
import { breakers } from './breakers.ts';

const span = new CustomVariableBuilder('span')
  .label('Over')
  .description('How long an error budget has to last.')
  .values('1 day : 1d, 7 days : 7d, 30 days : 30d')
  .current({ text: '7 days', value: '7d' })
  .build();

/** Share of requests that has to succeed, as the alerts have it (alerting/). */
const allowed = '(1 - scalar(max(gateway:availability:objective)))';

/** Share of requests that failed in a window that the alerts look at, too. Aborts, 404s and limits do not count. */
const failed = (window: '5m' | '30m' | '1h' | '6h' | '1d' | '3d'): string =>
  `max(job:cch_request_failures_per_judged_request:ratio_rate${window})`;

/** The same over any time. */
const failedOver = (time: string): string =>
  `max(sum_over_time(job:cch_request_failures:rate5m[${time}]) / (sum_over_time(job:cch_judged_requests:rate5m[${time}]) > 0))`;

/** How many times faster than allowed the budget is used. */
const burn = (window: Parameters<typeof failed>[0]): string => `${failed(window)} / ${allowed}`;

/** What is left of the failures that a time may have. */
const left = `1 - ${failedOver('$span')} / ${allowed}`;

const figures = evenly(
  4,
  metric(
    {
      description: 'Share of requests that succeeded, over the chosen time.',
      targets: [promql(`1 - ${failedOver('$span')}`)],
      shown: { unit: 'percentunit', decimals: 2, max: 1 },
    },
    { label: 'Success rate', hue: 'green', change: false },
  ),
  metric(
    {
      description:
        'What is left of the failures that the objective allows in the chosen time. Below 0 the objective is missed.',
      targets: [promql(left)],
      shown: { unit: 'percentunit', decimals: 0, levels: ['red', [0, 'orange'], [0.25, 'green']] },
    },
    { label: 'Error budget left', hue: 'green', change: false },
  ),
  metric(
    {
      description:
        'How many times faster than allowed the budget was used in the last hour. Beyond 14.4, two days use up a month’s.',
      targets: [promql(burn('1h'))],
      shown: { unit: 'suffix:×', decimals: 1, min: 0, levels: ['green', [1, 'orange'], [14.4, 'red']] },
    },
    { label: 'Burn rate, 1 hour', hue: 'amber', change: false },
  ),
  metric(
    {
      description: 'The same over the last six hours. Beyond 6, five days use up a month’s.',
      targets: [promql(burn('6h'))],
      shown: { unit: 'suffix:×', decimals: 1, min: 0, levels: ['green', [1, 'orange'], [6, 'red']] },
    },
    { label: 'Burn rate, 6 hours', hue: 'amber', change: false },
  ),
);

const budget = across(
  place(
    9,
    10,
    series(
      {
        title: 'Error budget left',
        description: 'What was left of the budget at each moment, looking back over the chosen time.',
        targets: [promql(left, { legend: 'Budget left' })],
      },
      {
        unit: 'percentunit',
        max: 1,
        colours: { 'Budget left': hues.good },
        calculations: ['lastNotNull', 'min'],
      },
    ),
  ),
  place(
    9,
    10,
    series(
      {
        title: 'Burn rate',
        description:
          'How many times faster than allowed the budget is used; 1 is just enough. Alerts look at a long and a short window together.',
        targets: [
          promql(burn('5m'), { legend: '5 minutes' }),
          promql(burn('1h'), { refId: 'B', legend: '1 hour' }),
          promql(burn('6h'), { refId: 'C', legend: '6 hours' }),
        ],
      },
      {
        unit: 'suffix:×',
        decimals: 1,
        min: 0,
        reach: 2,
        colours: { '5 minutes': hues.quiet, '1 hour': hues.errors, '6 hours': hues.warning },
        dashed: ['5 minutes'],
        calculations: ['lastNotNull', 'max'],
      },
    ),
  ),
  place(6, 10, alerts('Alerts', 'Alerts that fire or are about to. None is what one wants to see.')),
);

const providers = across(
  place(
    12,
    10,
    series(
      {
        title: 'Failures by provider',
        description: 'Share of the requests of each provider that failed in the five minutes before.',
        targets: [
          promql('max by (provider) (provider:cch_request_failures_per_judged_request:ratio_rate5m)', {
            legend: '{{provider}}',
          }),
        ],
      },
      { unit: 'percentunit', min: 0, reach: 0.1, calculations: ['mean', 'max'] },
    ),
  ),
  place(
    12,
    10,
    leaderboard(
      {
        description:
          'Providers by their success rate today, with speed and cost. A name leads to its own board.',
        targets: [
          ask({
            queryType: 'leaderboard',
            scope: 'provider',
            period: 'daily',
            limit: 50,
            percentiles: true,
            sort: 'requests',
            order: 'desc',
          }),
        ],
        drill: [{ field: 'name', to: 'provider' }],
      },
      {
        value: 'requests',
        form: 'columns',
        columns: ['successRate', 'ttftP95Ms', 'durationP95Ms', 'avgTokensPerSecond'],
        label: 'Providers',
      },
    ),
  ),
);

const detail = across(
  place(
    7,
    9,
    series(
      {
        title: 'Responses by status',
        description: 'Finished requests per minute by their HTTP status.',
        targets: [promql(`60 * ${sum(rate('cch_responses_total'), 'code')} > 0`, { legend: '{{code}}' })],
      },
      { unit: 'reqpm', min: 0, stacked: 'values', calculations: ['mean', 'max'] },
    ),
  ),
  place(
    7,
    9,
    series(
      {
        title: 'Time to first token, p95',
        description: 'All but one in twenty requests of each provider had their first token sooner.',
        targets: [
          promql(quantile(0.95, 'cch_time_to_first_token_seconds', '', 'provider'), {
            legend: '{{provider}}',
          }),
        ],
      },
      { unit: seconds, min: 0, calculations: ['mean', 'max'] },
    ),
  ),
  place(10, 9, breakers),
);

/** Whether the gateway keeps what it promises. */
export const reliability: Board = {
  uid: uids.reliability,
  title: 'Reliability',
  description: 'The objective, how much of the error budget is left, how fast it is used, and by whom.',
  from: 'now-24h',
  refresh: '30s',
  variables: [
    hubscopeVariable(provisioned.hubscope, VariableHide.InControlsMenu),
    prometheusVariable(),
    span,
  ],
  annotations: [breakerChanges()],
  body: down(figures, heading('Error budget'), budget, heading('Where it fails'), providers, detail),
};
