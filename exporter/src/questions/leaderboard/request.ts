import { providerTypes, scopeNames, type ProviderType, type ScopeName } from '../../contract/words.ts';
import { BadQuestion } from '../bad-question.ts';
import type { Period } from '../periods.ts';
import { columnNames } from './figures.ts';
import { scopes, type SortKey } from './scopes.ts';

/** What a board is narrowed to, whatever it ranks. */
export interface BoardFilters {
  /** Requests that a provider of this type answered. */
  providerType?: ProviderType | undefined;
  /** Requests of users who have any of these tags, or are in any of these groups; at most 20 each. */
  userTags?: readonly string[] | undefined;
  userGroups?: readonly string[] | undefined;
  /** Requests of this user alone. */
  onlyUser?: number | undefined;
}

/** The question of a leaderboard. */
export interface BoardRequest extends BoardFilters {
  scope: ScopeName;
  period: Period;
  /** Adds each row's models; default only on the cache board of providers. Not on the model board. */
  models?: boolean | undefined;
  /** Adds percentiles. They are read from the requests themselves, which takes longer. */
  percentiles?: boolean | undefined;
  /** Adds the rank in the period before. */
  rankChange?: boolean | undefined;
  /** Default: the gateway's order. Rows without the figure come last either way. */
  sort?: SortKey | undefined;
  /** The most rows, 1 to 1000; default all. */
  limit?: number | undefined;
  /** User whose own rows are given in any case. */
  viewer?: number | undefined;
}

const MOST_FILTERS = 20;
const MOST_ROWS = 1000;

/**
 * Checks a question and trims its filters.
 * @throws BadQuestion naming the first part that is wrong
 */
export function checkRequest(request: BoardRequest): BoardRequest {
  const { scope, providerType, limit, models, sort, percentiles } = request;
  oneOf('scope', scope, scopeNames);
  if (providerType !== undefined) oneOf('providerType', providerType, providerTypes);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= MOST_ROWS)) {
    throw new BadQuestion('limit', `${limit} is no whole number from 1 to ${MOST_ROWS}`, '20');
  }
  if (models === true && scope === 'model') {
    throw new BadQuestion('models', 'has no meaning on the model board', 'false');
  }
  if (sort !== undefined) {
    const columns = ['name', ...columnNames(scopes[scope].counts, percentiles === true)];
    oneOf('sort', sort.column, columns);
  }
  return {
    ...request,
    userTags: filterList('userTags', request.userTags),
    userGroups: filterList('userGroups', request.userGroups),
  };
}

function oneOf(field: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new BadQuestion(field, `is none of ${allowed.join(', ')}`, allowed[0] ?? '');
}

function filterList(field: string, values: readonly string[] = []): string[] {
  const wanted = [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '');
  if (wanted.length > MOST_FILTERS) {
    throw new BadQuestion(field, `names ${wanted.length} items, and ${MOST_FILTERS} is the most`, 'vip');
  }
  return wanted;
}
