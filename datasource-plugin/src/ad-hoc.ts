import type { AdHocVariableFilter } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { GatewayProblem } from './problem.ts';
import type { DimensionName, GatewayQuery, LeaderboardQuery, RowFilter } from './types/query.ts';

/** What a dashboard can be filtered by, and where the values to choose from come from. */
export const filterDimensions: Readonly<Record<string, DimensionName>> = {
  user: 'users',
  key: 'keys',
  provider: 'providers',
  model: 'models',
  userTag: 'tags',
  userGroup: 'groups',
};

/** Filters that are a part of a leaderboard's question, and not of its rows. */
const listParameters = { userTag: 'userTags', userGroup: 'userGroups' } as const;
const isListParameter = (key: string): key is keyof typeof listParameters => key in listParameters;

/** Adds the filters of a dashboard to those that a query has. */
export function withAdHocFilters(
  query: GatewayQuery,
  filters: readonly AdHocVariableFilter[] = [],
): GatewayQuery {
  if (filters.length === 0) return query;
  const own = query.filters ?? [];
  return { ...query, filters: [...own, ...filters.filter(({ key }) => key !== '').map(rowFilter)] };
}

const rowFilter = ({ key, operator, value, values }: AdHocVariableFilter): RowFilter => ({
  key,
  operator: operator as RowFilter['operator'],
  value,
  ...(values === undefined ? {} : { values }),
});

/**
 * Turns filters of a leaderboard that its question knows into parameters of it; all others stay, for its rows. A question of
 * another type has no such parameters: there they change nothing.
 * @throws GatewayProblem for an operator that the gateway's boards do not know
 */
export function withParameters(query: GatewayQuery): GatewayQuery {
  const all = query.filters ?? [];
  const ofQuestion = all.filter(({ key }) => isListParameter(key) || key === 'providerType');
  if (ofQuestion.length === 0) return query;
  const filters = all.filter((filter) => !ofQuestion.includes(filter));
  if (query.queryType !== 'leaderboard') return { ...query, filters };
  return ofQuestion.reduce<LeaderboardQuery>(withParameter, { ...query, filters });
}

function withParameter(
  query: LeaderboardQuery,
  { key, operator, value, values }: RowFilter,
): LeaderboardQuery {
  const wanted = operator === '=' ? [value] : operator === '=|' ? (values ?? [value]) : undefined;
  if (wanted === undefined || (key === 'providerType' && wanted.length !== 1)) {
    throw new GatewayProblem(
      t('errors.filterOperator', 'The filter {{key}} knows "=" only, and for tags and groups "one of".', {
        key,
      }),
      'filter-operator',
      0,
    );
  }
  if (!isListParameter(key)) return { ...query, providerType: wanted[0] };
  const name = listParameters[key];
  return { ...query, [name]: [...(query[name] ?? []), ...wanted] };
}
