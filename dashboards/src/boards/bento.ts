import { VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import type { OverviewFigure } from '../../../datasource-plugin/src/types/query.ts';
import type { Board } from '../kit/board.ts';
import { across, down, evenly, place } from '../kit/grid.ts';
import { KIOSK, linkTo, uids } from '../kit/links.ts';
import { activity, leaderboard, metric, slots, usage } from '../kit/panels.ts';
import { increase, share, sum } from '../kit/promql.ts';
import { ask, promql } from '../kit/queries.ts';
import { hubscopeVariable, prometheusVariable, provisioned } from '../kit/sources.ts';

/** A headline figure against yesterday's same period, over its course of the last day. */
const card = (figure: OverviewFigure, description: string, course: string) =>
  metric({
    description: `${description} Above right: against yesterday at the same time. Below: the last 24 hours.`,
    targets: [ask({ queryType: 'overview', figures: [figure] }), promql(course, { refId: 'B' })],
    over: '24h',
  });

const cards = evenly(
  4,
  card(
    'concurrentSessions',
    'Sessions that are live now, as the gateway counts them.',
    `max(cch_concurrent_sessions)`,
  ),
  card(
    'requests',
    "Requests begun today, in the gateway's time zone.",
    sum(increase('cch_requests_total', '30m')),
  ),
  card(
    'costUsd',
    'What the requests begun today cost, exact to the last decimal of the ledger.',
    sum(increase('cch_cost_usd_total', '30m')),
  ),
  card(
    'avgResponseSeconds',
    'Mean duration of the finished requests begun today.',
    share(
      sum(increase('cch_request_duration_seconds_sum', '30m')),
      sum(increase('cch_request_duration_seconds_count', '30m')),
    ),
  ),
);

const chart = usage(
  {
    description:
      "Cost and requests of each user over time. Dashed: the same time yesterday. The buttons above choose a range by the gateway's calendar.",
    targets: [
      ask({
        queryType: 'statistics',
        range: 'dashboard',
        step: 'auto',
        mode: 'auto',
        figures: ['costUsd', 'requests'],
        limit: 12,
      }),
      ask(
        {
          queryType: 'statistics',
          range: '7days',
          mode: 'auto',
          figures: ['costUsd', 'requests'],
          limit: 12,
        },
        'B',
      ),
    ],
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
    6,
    11,
    leaderboard({
      description: 'Models by what was spent on them today.',
      targets: [
        ask({ queryType: 'leaderboard', scope: 'model', period: 'daily', limit: 20, rankChange: true }),
      ],
    }),
  ),
  place(
    6,
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
