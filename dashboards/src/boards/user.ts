import { VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Scope } from '../../../datasource-plugin/src/types/query.ts';
import type { Board } from '../kit/board.ts';
import { across, down, evenly, place } from '../kit/grid.ts';
import { uids, type Drill } from '../kit/links.ts';
import { activity, leaderboard, metric, usage } from '../kit/panels.ts';
import { watch } from '../kit/queries.ts';
import { dimensionVariable, hubscopeVariable, provisioned } from '../kit/sources.ts';

const filters = [{ key: 'user', operator: '=' as const, value: '$user' }];

const figure = (field: string, description: string) =>
  metric(
    {
      description: `${description} In the time range of the dashboard.`,
      targets: [watch({ queryType: 'leaderboard', scope: 'user', period: 'dashboard', filters })],
    },
    { field, sparkline: false },
  );

const ranking = (scope: Scope, description: string, drill: Drill[] = []) =>
  leaderboard({
    description: `${description} In the time range of the dashboard.`,
    targets: [watch({ queryType: 'leaderboard', scope, period: 'dashboard', limit: 50, ofUser: '$user' })],
    drill,
  });

/** All about one user. */
export const user: Board = {
  uid: uids.user,
  title: 'User',
  description: 'One user: what they use and spend, by which keys, and how far their limits are.',
  from: 'now-7d',
  variables: [
    hubscopeVariable(provisioned.hubscope, VariableHide.InControlsMenu),
    dimensionVariable('user', {
      label: 'User',
      description: 'One of the gateway’s users.',
      dimension: 'users',
    }),
  ],
  body: down(
    evenly(
      3,
      figure('cost', 'What the user spent.'),
      figure('requests', 'Requests of the user.'),
      figure('tokens', 'Tokens of the user.'),
      figure('successRate', 'Share of the requests that succeeded.'),
      figure('avgTtftMs', 'Mean time to the first token.'),
      figure('avgCostPerRequest', 'What a request cost on average.'),
    ),
    place(
      24,
      11,
      usage(
        {
          description: 'Cost and requests of the user over time, a line for each client key.',
          targets: [
            watch({
              queryType: 'statistics',
              range: 'dashboard',
              step: 'auto',
              ofUser: '$user',
              figures: ['costUsd', 'requests'],
            }),
          ],
        },
        { arrangement: 'stacked' },
      ),
    ),
    across(
      place(8, 11, ranking('model', 'Models by what the user spent on them.')),
      place(
        8,
        11,
        ranking('provider', 'Providers by what the user spent through them.', [
          { field: 'name', to: 'provider' },
        ]),
      ),
      down(
        place(8, 5, ranking('key', 'Client keys of the user by what was spent with them.')),
        place(
          8,
          6,
          leaderboard(
            {
              description: 'Spending limits of the user. At 80 % the gateway warns; at 100 % it refuses.',
              targets: [watch({ queryType: 'quotas', quotaScope: 'user', filters })],
            },
            { value: 'ratio', label: 'Quotas', controls: false },
          ),
        ),
      ),
    ),
    place(
      24,
      11,
      activity({
        description: 'The newest requests of the user.',
        targets: [watch({ queryType: 'activity', limit: 200, filters })],
        drill: [{ field: 'provider', to: 'provider' }],
      }),
    ),
  ),
};
