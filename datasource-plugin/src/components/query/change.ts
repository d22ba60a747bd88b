import type { Settings } from '../../types/config.ts';
import type { GatewayQuery, LeaderboardQuery, QueryType } from '../../types/query.ts';
import { hasFigure, isPercentile, leadingFigure } from './board-figures.ts';
import { filterKeysOf } from './filter-keys.ts';
import { mostRows, newQuery } from './new-query.ts';
import { hasVariable, type QueryByType, type QueryChange } from './query-types.ts';

/**
 * A query after a change of the editor: whatever the change makes meaningless goes, and whatever it needs comes, so that
 * no query can be made that the gateway would refuse. Another `queryType` keeps what both types have, and begins with the
 * settings' defaults elsewhere.
 */
export function withChange(query: GatewayQuery, change: QueryChange, settings: Settings = {}): GatewayQuery {
  const type = change.queryType ?? query.queryType;
  const base = type === query.queryType ? query : moved(query, type, settings);
  const changed = { ...base, ...change, queryType: type } as GatewayQuery;
  return withoutGaps(withFilters(settled(type, changed, change)));
}

type Settle = {
  [Type in QueryType]: (
    query: QueryByType[Type],
    change: Partial<QueryByType[Type]>,
  ) => Partial<QueryByType[Type]>;
};

/** What has to be different in a changed query of each type. */
const settle: Settle = {
  overview: ({ figures }) => ({ figures: someOf(figures) }),
  leaderboard: (query, change) => settledBoard({ ...query, ...settledFigures(query, change) }),
  statistics: ({ range, step, daysEarlier, figures }) => ({
    figures: someOf(figures),
    ...(range === 'dashboard' || hasVariable(range)
      ? { step, daysEarlier }
      : { step: undefined, daysEarlier: undefined }),
  }),
  trend: ({ figures }) => ({ figures: someOf(figures) }),
  models: ({ form, figure }) => ({ figure: form === 'figures' ? (figure ?? 'requests') : undefined }),
  activity: () => ({}),
  sessions: () => ({}),
  slots: ({ of, form, figure }) => ({
    of: of === 'fleet' ? of : undefined,
    form: of === 'fleet' ? undefined : form,
    figure: form === 'figures' && of !== 'fleet' ? (figure ?? 'utilizationRatio') : undefined,
    currency: undefined,
  }),
  quotas: ({ form, figure }) => ({ figure: form === 'figures' ? (figure ?? 'ratio') : undefined }),
  sources: () => ({}),
};

function settled<Type extends QueryType>(
  type: Type,
  query: QueryByType[Type],
  change: QueryChange,
): GatewayQuery {
  return { ...query, ...settle[type](query, change as Partial<QueryByType[Type]>) };
}

/** None chosen means all, and so does every one. */
const someOf = <Figure>(figures: Figure[] | undefined): Figure[] | undefined =>
  figures === undefined || figures.length === 0 ? undefined : figures;

/** Sort and figure that the board has, and percentiles where they need them. */
function settledFigures(
  { scope, form, sort, order, figure }: LeaderboardQuery,
  change: Partial<LeaderboardQuery>,
): Partial<LeaderboardQuery> {
  const has = (name: string | undefined) =>
    hasFigure(scope, name) && !(change.percentiles === false && isPercentile(name));
  const keptSort = sort === 'name' || has(sort) ? sort : undefined;
  const isOtherSort = 'sort' in change && !('order' in change);
  return {
    sort: keptSort,
    order: keptSort === undefined || isOtherSort ? undefined : order,
    figure: form === 'figures' ? (has(figure) ? figure : leadingFigure(scope)) : undefined,
  };
}

/** Only what the board and its form can show. */
function settledBoard(query: LeaderboardQuery): LeaderboardQuery {
  const { scope, period, form, sort, figure, models, rankChange, percentiles } = query;
  const isTable = form !== 'figures';
  const needsPercentiles = isPercentile(sort) || isPercentile(figure);
  return {
    ...query,
    models: isTable && scope !== 'model' ? models : undefined,
    rankChange: isTable && period !== 'allTime' ? rankChange : undefined,
    percentiles: needsPercentiles ? true : isTable ? percentiles : undefined,
  };
}

/** Rows can be kept only by what they say. */
function withFilters(query: GatewayQuery): GatewayQuery {
  const keys: readonly string[] = filterKeysOf(query);
  const filters = query.filters?.filter(({ key }) => keys.includes(key));
  return { ...query, filters: filters?.length === 0 ? undefined : filters };
}

/** A query of another type that says the same where both types have a word for it. */
function moved(query: GatewayQuery, type: QueryType, settings: Settings): GatewayQuery {
  const { refId, key, hide, datasource, version, live, currency, filters } = query;
  const common = { refId, key, hide, datasource, version, live, currency, filters };
  const next: GatewayQuery = { ...newQuery(type, settings), ...common };
  return { ...next, ...periodFor(query, next), ...limitFor(query, next) };
}

const periodFor = (query: GatewayQuery, next: GatewayQuery) =>
  'period' in query && 'period' in next ? { period: query.period } : {};

function limitFor(query: GatewayQuery, next: GatewayQuery) {
  if (!('limit' in query) || !('limit' in next)) return {};
  const { limit } = query;
  return { limit: typeof limit === 'number' ? Math.min(limit, mostRows[next.queryType]) : limit };
}

/** JSON has no `undefined`, and a saved query should equal the one at hand. */
const withoutGaps = (query: GatewayQuery): GatewayQuery =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  ) as unknown as GatewayQuery;
