import type { Settings } from '../../types/config.ts';
import { queryTypes, type GatewayQuery, type QueryType } from '../../types/query.ts';
import type { QueryByType } from './query-types.ts';

/** What a query says beside its place in the panel. */
type OwnByType = { [Type in QueryType]: Omit<QueryByType[Type], 'refId'> };

/** The most rows that each type can be asked for. */
export const mostRows: Readonly<
  Record<'leaderboard' | 'statistics' | 'models' | 'activity' | 'sessions', number>
> = { leaderboard: 1000, statistics: 1000, models: 1000, activity: 200, sessions: 1000 };

const hasLimit = (type: QueryType): type is keyof typeof mostRows => type in mostRows;

/** The most rows of a new query where the settings do not say. */
export const DEFAULT_LIMIT = 20;

/** What a new query of a type says, by the datasource's settings; only `refId` is left to say. */
export function newQuery<Type extends QueryType>(type: Type, settings: Settings): OwnByType[Type] {
  const { limit = DEFAULT_LIMIT, live = true, currency } = settings;
  return {
    ...must[type],
    ...(hasLimit(type) ? { limit: Math.min(limit, mostRows[type]) } : {}),
    live,
    ...(currency === undefined ? {} : { currency }),
  };
}

/**
 * A query with what its type must have: of a new panel, or written by hand, it may have nothing but `refId`. What it
 * says stays.
 */
export function completeQuery(query: Partial<GatewayQuery> & { refId: string }): GatewayQuery {
  const type = queryTypes.find((name) => name === query.queryType) ?? 'overview';
  return { ...must[type], ...query, queryType: type } as GatewayQuery;
}

const must: OwnByType = {
  overview: { queryType: 'overview' },
  leaderboard: { queryType: 'leaderboard', scope: 'user', period: 'dashboard' },
  statistics: { queryType: 'statistics', range: 'dashboard' },
  trend: { queryType: 'trend' },
  models: { queryType: 'models', period: 'dashboard' },
  activity: { queryType: 'activity' },
  sessions: { queryType: 'sessions' },
  slots: { queryType: 'slots' },
  quotas: { queryType: 'quotas', quotaScope: 'provider' },
  sources: { queryType: 'sources' },
};
