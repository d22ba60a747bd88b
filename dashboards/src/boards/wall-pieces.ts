import type { OverviewFigure, UsageFigure } from '../../../datasource-plugin/src/types/query.ts';
import { donut } from '../kit/core.ts';
import { hues } from '../kit/fields.ts';
import { activity, leaderboard, metric, slots, stage, usage } from '../kit/panels.ts';
import { watch, type Question } from '../kit/queries.ts';

/*
 * Panels of the big screens. All of them are live: a new answer at each heartbeat, with no refresh of the dashboard.
 */

/** Title, clock, age of the data, state of the sources; it also watches over the page. */
export const header = stage(
  {
    description:
      "Title, state of the sources, age of the data and the gateway's clock; loads the page again when data stops coming.",
    targets: [watch({ queryType: 'sources' })],
    transparent: true,
  },
  { part: 'header', heading: 'CC Hub', subtitle: 'Gateway wall' },
);

/** What the figures mean. */
export const footer = stage(
  {
    description:
      'Whose day is today, in which money, over how many rows of the ledger, and how people are called.',
    targets: [watch({ queryType: 'sources' }), watch({ queryType: 'overview', figures: ['costUsd'] }, 'B')],
    transparent: true,
  },
  { part: 'footer' },
);

const figure = (
  figures: OverviewFigure[],
  description: string,
  { course, second = '' }: { course?: UsageFigure; second?: OverviewFigure | '' } = {},
) =>
  metric(
    {
      description,
      targets: [
        watch({ queryType: 'overview', figures }),
        ...(course === undefined ? [] : [watch({ queryType: 'trend', figures: [course] }, 'B')]),
      ],
    },
    { second },
  );

export const sessions = figure(
  ['concurrentSessions', 'requestsPerMinute'],
  'Sessions that are live now, and requests per minute. Below: since the page was opened.',
  { second: 'requestsPerMinute' },
);
export const requests = figure(
  ['requests'],
  'Requests begun today, against yesterday. Below: hour by hour.',
  { course: 'requests' },
);
export const cost = figure(['costUsd'], 'Cost of today, against yesterday. Below: hour by hour.', {
  course: 'costUsd',
});
export const latency = figure(
  ['avgResponseSeconds'],
  'Mean duration of the requests of today, against yesterday. Below: since the page was opened.',
);
export const errors = figure(
  ['errorRatio'],
  'Share of the requests of today that failed, against yesterday. Below: since the page was opened.',
);

export const users = leaderboard({
  description:
    'Users by what they spent today; arrows tell places won or lost against yesterday. Pages turn by themselves.',
  targets: [watch({ queryType: 'leaderboard', scope: 'user', period: 'daily', limit: 10, rankChange: true })],
});

export const providers = leaderboard(
  {
    description: 'Providers by what was spent through them today, with their success rate.',
    targets: [
      watch({ queryType: 'leaderboard', scope: 'provider', period: 'daily', limit: 10, rankChange: true }),
    ],
  },
  { secondary: ['successRate'] },
);

export const slotBars = slots({
  description:
    'Slots in use of all there are, and of each provider, the fullest first. An open breaker takes the place of its bar.',
  targets: [watch({ queryType: 'slots' }), watch({ queryType: 'slots', of: 'fleet' }, 'B')],
});

const hours = (more: { daysEarlier?: number } = {}) =>
  ({
    queryType: 'statistics',
    range: 'dashboard',
    step: 'hour',
    mode: 'users',
    figures: ['requests'],
    ...more,
  }) as const satisfies Question;

/** The last day by the hour, all users together, and the day before as a dashed line. */
export const traffic = {
  ...usage(
    {
      description: 'Requests of the last 24 hours, all users together. Dashed: the day before.',
      targets: [watch(hours()), watch(hours({ daysEarlier: 1 }), 'B')],
    },
    {
      label: 'Requests, last 24 hours',
      figures: 'requests',
      ranges: false,
      legend: false,
      ghostQuery: 'B',
    },
  ),
  // One line of all users, of each query by itself: Grafana would else put both on one axis of time first.
  transformations: [
    {
      id: 'calculateField',
      options: { mode: 'reduceRow', reduce: { reducer: 'sum' }, alias: 'total', timeSeries: false },
    },
    { id: 'filterFieldsByName', options: { include: { names: ['time', 'total'] } } },
  ],
};

/** How today's cost is shared by models: strong for the first, fainter with each place, as the bars beside it. */
export const share = donut(
  {
    title: '',
    description: "How today's cost is shared by models.",
    targets: [watch({ queryType: 'models', period: 'daily', limit: 5, form: 'figures', figure: 'costUsd' })],
  },
  { colour: hues.money },
);

/** Names of models are long: one figure beside them leaves them whole. */
export const models = leaderboard(
  {
    description: 'Models by what was spent on them today. Pages turn by themselves.',
    targets: [watch({ queryType: 'leaderboard', scope: 'model', period: 'daily', limit: 6 })],
  },
  { secondary: ['requests'] },
);

export const stream = activity(
  {
    description: 'Requests as they come: who, which model and provider, how long, and what became of it.',
    targets: [watch({ queryType: 'activity', limit: 40 })],
  },
  { parts: ['time', 'user', 'model', 'provider', 'status', 'ttft', 'latency', 'tokens', 'cost'] },
);
