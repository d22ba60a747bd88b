import type { FilterKey } from '../../frames/filters.ts';
import type { GatewayQuery, QueryType, RowFilter, Scope } from '../../types/query.ts';
import type { QueryByType } from './query-types.ts';

const ofBoard: Readonly<Record<Scope, readonly FilterKey[]>> = {
  user: ['user'],
  userCacheHitRate: ['user'],
  provider: ['provider'],
  providerCacheHitRate: ['provider'],
  model: ['model'],
  key: ['key', 'user'],
};

const everything: readonly FilterKey[] = ['user', 'key', 'provider', 'model'];

const keysOf: { [Type in QueryType]: (query: QueryByType[Type]) => readonly FilterKey[] } = {
  overview: () => [],
  trend: () => [],
  leaderboard: ({ scope }) => ofBoard[scope],
  statistics: ({ mode = 'auto' }) =>
    (({ auto: ['user', 'key'], users: ['user'], keys: ['key'], mixed: ['key'] }) as const)[mode],
  models: () => ['model'],
  activity: () => everything,
  sessions: () => everything,
  slots: () => ['provider'],
  quotas: ({ quotaScope }) =>
    (({ provider: ['provider'], user: ['user'], key: ['key', 'user'] }) as const)[quotaScope],
  sources: () => [],
};

/** What the rows of a query's answer can be kept by; nothing where rows say nothing of it. */
export const filterKeysOf = (query: GatewayQuery): readonly FilterKey[] => keysIn(query.queryType, query);

const keysIn = <Type extends QueryType>(type: Type, query: QueryByType[Type]): readonly FilterKey[] =>
  keysOf[type](query);

/** Whether an operator takes several values. */
export const takesSeveral = (operator: RowFilter['operator']): boolean =>
  operator === '=|' || operator === '!=|';
