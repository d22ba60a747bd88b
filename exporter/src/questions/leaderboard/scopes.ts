import type { ScopeName } from '../../contract/words.ts';
import type { CopyColumnName } from '../../ledger/columns.ts';
import type { ColumnName } from './figures.ts';

/** One step of an order. */
export interface SortKey {
  column: ColumnName | 'name';
  descending: boolean;
}

/** How a scope is counted, named and ordered. */
export interface Scope {
  /** Whom a row stands for, and so where its name comes from. */
  subject: 'user' | 'provider' | 'model' | 'key';
  dimension: CopyColumnName | undefined;
  counts: 'usage' | 'cache';
  /** The gateway's order; ties that it leaves open are settled by name and id. */
  order: readonly SortKey[];
  /** Order of a row's models. */
  modelOrder: readonly SortKey[];
  /** Whether a row's models include requests that name none. */
  keepsUnnamedModels: boolean;
  /** Whether rows have their models unless it is asked otherwise. */
  showsModels: boolean;
}

const down = (column: SortKey['column']): SortKey => ({ column, descending: true });
const up = (column: SortKey['column']): SortKey => ({ column, descending: false });

const byCost = [down('costUsd'), down('requests')];
const byHitRate = [down('cacheHitRate'), down('requests')];

const consumer = {
  counts: 'usage',
  order: byCost,
  modelOrder: byCost,
  keepsUnnamedModels: true,
  showsModels: false,
} as const;

/** The boards of the gateway (gateway.md 3.4), and one of keys that it has not. */
export const scopes: Readonly<Record<ScopeName, Scope>> = {
  user: { ...consumer, subject: 'user', dimension: 'user_id' },
  userCacheHitRate: {
    ...consumer,
    subject: 'user',
    dimension: 'user_id',
    counts: 'cache',
    order: [...byHitRate, up('name')],
    modelOrder: [...byHitRate, down('costUsd')],
  },
  provider: { ...consumer, subject: 'provider', dimension: 'final_provider_id', keepsUnnamedModels: false },
  providerCacheHitRate: {
    subject: 'provider',
    dimension: 'final_provider_id',
    counts: 'cache',
    order: [down('cacheCoefficientBp'), ...byHitRate],
    modelOrder: [...byHitRate, down('costUsd')],
    keepsUnnamedModels: false,
    showsModels: true,
  },
  model: { ...consumer, subject: 'model', dimension: undefined },
  key: { ...consumer, subject: 'key', dimension: 'key_id' },
};
