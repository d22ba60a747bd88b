import { CustomVariableBuilder, VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import { providerTypes } from '../../../exporter/src/contract/words.ts';
import type { LeaderboardQuery, Scope } from '../../../datasource-plugin/src/types/query.ts';
import type { Board } from '../kit/board.ts';
import { across, down, place } from '../kit/grid.ts';
import { uids, type Drill } from '../kit/links.ts';
import { leaderboard } from '../kit/panels.ts';
import { watch } from '../kit/queries.ts';
import { dimensionVariable, filtersVariable, hubscopeVariable, provisioned } from '../kit/sources.ts';

const period = new CustomVariableBuilder('period')
  .label('Period')
  .description("A period of the gateway's calendar, or the dashboard's time range.")
  .values(
    'Today : daily, This week : weekly, This month : monthly, This quarter : quarterly, This year : yearly, All time : allTime, Time range : dashboard',
  )
  .current({ text: 'Today', value: 'daily' })
  .build();

const providerType = new CustomVariableBuilder('providerType')
  .label('Provider type')
  .description('What is counted is what went through providers of this type.')
  .values(providerTypes.join(', '))
  .includeAll(true)
  .current({ text: 'All', value: '$__all' })
  .build();

const limit = new CustomVariableBuilder('limit')
  .label('Rows')
  .description('The most rows of each board. Your own are always there.')
  .values('20, 50, 100, 500, 1000')
  .current({ text: '50', value: '50' })
  .build();

const question = (scope: Scope, more: Partial<Pick<LeaderboardQuery, 'models' | 'percentiles'>> = {}) =>
  watch({
    queryType: 'leaderboard',
    scope,
    period: '$period',
    limit: '$limit',
    rankChange: true,
    userTags: ['$tags'],
    userGroups: ['$groups'],
    filters: [{ key: 'providerType', operator: '=', value: '$providerType' }],
    ...more,
  });

const ranking = (scope: Scope, description: string, drill: Drill[], more?: Parameters<typeof question>[1]) =>
  leaderboard(
    {
      description: `${description} A click on a head sorts; arrows tell places won or lost against the period before.`,
      targets: [question(scope, more)],
      drill,
    },
    { form: 'columns' },
  );

const toUser: Drill[] = [{ field: 'name', to: 'user' }];
const toProvider: Drill[] = [{ field: 'name', to: 'provider' }];

/** Every ranking that the gateway has. */
export const leaderboards: Board = {
  uid: uids.leaderboards,
  title: 'Leaderboards',
  description:
    'Users, providers, models and keys by cost, requests, tokens, speed and use of the prompt cache.',
  variables: [
    hubscopeVariable(provisioned.hubscope, VariableHide.InControlsMenu),
    period,
    providerType,
    dimensionVariable('tags', {
      label: 'User tags',
      description: 'Users who have any of these tags.',
      dimension: 'tags',
      several: true,
    }),
    dimensionVariable('groups', {
      label: 'User groups',
      description: 'Users who are in any of these groups.',
      dimension: 'groups',
      several: true,
    }),
    limit,
    filtersVariable(),
  ],
  body: down(
    across(
      place(12, 13, ranking('user', 'Users by what they spent.', toUser)),
      place(12, 13, ranking('model', 'Models by what was spent on them.', [])),
    ),
    place(
      24,
      13,
      ranking(
        'provider',
        'Providers by what was spent through them, with their models and percentiles of duration and time to first token.',
        toProvider,
        { models: true, percentiles: true },
      ),
    ),
    place(
      24,
      11,
      ranking('key', 'Client keys by what was spent with them, and whose they are.', [
        { field: 'user', to: 'user' },
      ]),
    ),
    across(
      place(
        12,
        11,
        ranking('userCacheHitRate', 'Users by how much of their prompts came from the cache.', toUser),
      ),
      place(
        12,
        11,
        ranking(
          'providerCacheHitRate',
          'Providers by how much of the prompts came from the cache.',
          toProvider,
        ),
      ),
    ),
  ),
};
