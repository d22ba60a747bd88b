import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import type { OverviewFigure, UsageFigure } from '../../../datasource-plugin/src/types/query.ts';
import type { Board } from '../kit/board.ts';
import { across, down, evenly, place } from '../kit/grid.ts';
import { KIOSK, linkTo, uids } from '../kit/links.ts';
import { activity, leaderboard, metric, slots, usage } from '../kit/panels.ts';
import { increase, share, sum } from '../kit/promql.ts';
import { ask, promql, type Question } from '../kit/queries.ts';
import { hubscopeVariable, prometheusVariable, provisioned } from '../kit/sources.ts';

/** A headline figure of today, over its course. */
const card = (figures: OverviewFigure[], description: string, course: Builder<Dataquery>, second = '') =>
  metric(
    {
      description: `${description} Above right: against yesterday at the same time. Below: its course today.`,
      targets: [ask({ queryType: 'overview', figures }), course],
    },
    { second },
  );

const hourly = (figure: UsageFigure) => ask({ queryType: 'trend', figures: [figure] }, 'B');

const cards = evenly(
  4,
  card(
    ['concurrentSessions', 'requestsPerMinute'],
    'Sessions that are live now, as the gateway counts them, and requests per minute.',
    promql('max(cch_concurrent_sessions)', { refId: 'B' }),
    'requestsPerMinute',
  ),
  card(['requests'], "Requests begun today, in the gateway's time zone.", hourly('requests')),
  card(
    ['costUsd'],
    'What the requests begun today cost, exact to the last decimal of the ledger.',
    hourly('costUsd'),
  ),
  card(
    ['avgResponseSeconds'],
    'Mean duration of the finished requests begun today.',
    promql(
      share(
        sum(increase('cch_request_duration_seconds_sum', '30m')),
        sum(increase('cch_request_duration_seconds_count', '30m')),
      ),
      { refId: 'B' },
    ),
  ),
);

/** Cost and requests of users over time. */
const usageOf = (more: { daysEarlier?: number } = {}) =>
  ({
    queryType: 'statistics',
    range: 'dashboard',
    step: 'auto',
    mode: 'auto',
    figures: ['costUsd', 'requests'],
    limit: 12,
    ...more,
  }) as const satisfies Question;

const chart = usage(
  {
    description:
      "Cost and requests of each user over time. Dashed: the same time yesterday. The buttons above choose a range by the gateway's calendar.",
    targets: [ask(usageOf()), ask(usageOf({ daysEarlier: 1 }), 'B')],
  },
  { ghostQuery: 'B' },
);

const boards = across(
  place(
    6,
    11,
    leaderboard({
      description: 'Users by what they spent today. A name leads to its own board.',
      targets: [
        ask({ queryType: 'leaderboard', scope: 'user', period: 'daily', limit: 20, rankChange: true }),
      ],
      drill: [{ field: 'name', to: 'user' }],
    }),
  ),
  place(
    6,
    11,
    leaderboard(
      {
        description:
          'Providers by what was spent through them today, with their success rate and time to first token.',
        targets: [
          ask({ queryType: 'leaderboard', scope: 'provider', period: 'daily', limit: 20, rankChange: true }),
        ],
        drill: [{ field: 'name', to: 'provider' }],
      },
      { secondary: ['successRate', 'avgTtftMs'] },
    ),
  ),
  place(
    7,
    11,
    leaderboard({
      description: 'Models by what was spent on them today.',
      targets: [
        ask({ queryType: 'leaderboard', scope: 'model', period: 'daily', limit: 20, rankChange: true }),
      ],
    }),
  ),
  place(
    5,
    11,
    activity(
      {
        description: 'Sessions that are live now, the newest request first.',
        targets: [ask({ queryType: 'sessions', limit: 50 })],
        drill: [{ field: 'user', to: 'user' }],
      },
      { mode: 'sessions', parts: ['session', 'user', 'status'], controls: false },
    ),
  ),
);

const limits = across(
  place(
    8,
    9,
    slots({
      description: 'Slots of each provider in use, the fullest first, and open circuit breakers.',
      targets: [ask({ queryType: 'slots' }), ask({ queryType: 'slots', of: 'fleet' }, 'B')],
      drill: [{ field: 'provider', to: 'provider' }],
    }),
  ),
  place(
    8,
    9,
    leaderboard(
      {
        description:
          'Spending limits of users, the fullest first. At 80 % the gateway warns; at 100 % it refuses.',
        targets: [ask({ queryType: 'quotas', quotaScope: 'user' })],
        drill: [{ field: 'name', to: 'user' }],
      },
      { value: 'ratio', label: 'User quotas near their limit' },
    ),
  ),
  place(
    8,
    9,
    leaderboard(
      {
        description:
          'Spending limits of providers, the fullest first. At 100 % the gateway chooses another provider.',
        targets: [ask({ queryType: 'quotas', quotaScope: 'provider' })],
        drill: [{ field: 'name', to: 'provider' }],
      },
      { value: 'ratio', label: 'Provider quotas near their limit' },
    ),
  ),
);

/** The gateway's own first page, and more. */
export const bento: Board = {
  uid: uids.bento,
  title: 'Gateway',
  description: 'Who uses the gateway today, for how much, how fast, and where it is about to be full.',
  from: 'now/d',
  to: 'now/d',
  refresh: '5s',
  variables: [hubscopeVariable(provisioned.hubscope, VariableHide.InControlsMenu), prometheusVariable()],
  links: [linkTo('Wall', `/d/${uids.wall}?${KIOSK}`, 'The big screen')],
  body: down(cards, place(24, 11, chart), boards, limits),
};
