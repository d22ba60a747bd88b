import type { OverviewFigure } from '../../../datasource-plugin/src/types/query.ts';
import { donut } from '../kit/core.ts';
import { hues } from '../kit/fields.ts';
import { activity, leaderboard, metric, slots, stage, usage } from '../kit/panels.ts';
import { watch } from '../kit/queries.ts';

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

const figure = (name: OverviewFigure, description: string, hasCourse = false) =>
  metric({
    description,
    targets: [
      watch({ queryType: 'overview', figures: [name] }),
      ...(hasCourse ? [watch({ queryType: 'trend' }, 'B')] : []),
    ],
  });

export const sessions = figure(
  'concurrentSessions',
  'Sessions that are live now. Below: since the page was opened.',
);
export const requests = figure(
  'requests',
  'Requests begun today, against yesterday. Below: hour by hour.',
  true,
);
export const cost = figure('costUsd', 'Cost of today, against yesterday. Below: hour by hour.', true);
export const latency = figure(
  'avgResponseSeconds',
  'Mean duration of the requests of today, against yesterday. Below: since the page was opened.',
);
export const errors = figure(
  'errorRatio',
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

/** The last day by the half hour, all users together, and the day before as a dashed line. */
export const traffic = usage(
  {
    description: 'Requests of the last 24 hours, all users together.',
    targets: [
      watch({
        queryType: 'statistics',
        range: 'dashboard',
        step: '30',
        mode: 'users',
        figures: ['requests'],
      }),
    ],
  },
  { figures: 'requests', arrangement: 'stacked', coloured: 0, ranges: false, legend: false, ghost: 'off' },
);

/** How today's requests are shared by models: strong for the first, fainter with each place, as the board beside it. */
export const share = donut(
  {
    title: '',
    description: "How today's requests are shared by models.",
    targets: [watch({ queryType: 'models', period: 'daily', limit: 5, form: 'figures', figure: 'requests' })],
  },
  { colour: hues.requests, unit: 'locale' },
);

export const models = leaderboard(
  {
    description: 'Models by requests of today, with their share.',
    targets: [watch({ queryType: 'models', period: 'daily', limit: 5 })],
  },
  { value: 'requests', secondary: ['share'], hue: 'blue' },
);

export const stream = activity({
  description: 'Requests as they come: who, which model and provider, how long, and what became of it.',
  targets: [watch({ queryType: 'activity', limit: 40 })],
});
