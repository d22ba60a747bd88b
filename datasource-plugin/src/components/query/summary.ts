import { t } from '@hubscope/panel-kit/format/t.ts';
import type { GatewayQuery, QueryType, RowFilter } from '../../types/query.ts';
import {
  boardFigures,
  headlineFigures,
  modelFigures,
  quotaFigures,
  slotFigures,
  usageFiguresTable,
} from '../../figures/index.ts';
import type { FilterKey } from '../../frames/filters.ts';
import { subjectLabels } from '../../frames/labels.ts';
import { filterKeysOf, takesSeveral } from './filter-keys.ts';
import { operatorWords } from './filter-words.ts';
import { completeQuery } from './new-query.ts';
import type { QueryByType } from './query-types.ts';
import {
  figureWords,
  periodWords,
  quotaScopeWords,
  slotsOfWords,
  rangeWords,
  scopeWords,
  stepWords,
  typeWords,
  wordOf,
} from './words.ts';

/** A query in plain words, for where its editor is folded. */
export function summaryOf(query: GatewayQuery): string {
  const complete = completeQuery(query);
  const { queryType, live } = complete;
  const details = [
    ...sayingOf(queryType, complete),
    ...filtersOf(complete),
    ...(live === true ? [t('query.summary.live', 'live')] : []),
  ].join(separator());
  const type = typeWords()[queryType];
  return details === '' ? type : t('query.summary.sentence', '{{type}}: {{details}}', { type, details });
}

const separator = () => t('query.summary.separator', ', ');

type Sayings = { [Type in QueryType]: (query: QueryByType[Type]) => Array<string | undefined> };

const sayings: Sayings = {
  overview: ({ figures, compare }) => [
    ...(figures?.map((figure) => wordOf(figureWords(headlineFigures), figure)) ?? [
      t('query.summary.all-figures', 'all figures'),
    ]),
    compare === false ? undefined : t('query.summary.compared', 'beside yesterday'),
  ],
  leaderboard: (query) => [
    wordOf(scopeWords(), query.scope),
    wordOf(periodWords(), query.period),
    limitOf(query.limit),
    query.form === 'figures' && query.figure !== undefined
      ? wordOf(figureWords(boardFigures), query.figure)
      : undefined,
    orderOf(query),
    query.providerType,
    listOf(query.userTags),
    listOf(query.userGroups),
    query.ofUser,
    query.models === true ? t('query.summary.models', 'with models') : undefined,
    query.rankChange === true ? t('query.summary.rank-change', 'with the change of ranks') : undefined,
  ],
  statistics: ({ figures, range, step, daysEarlier, ofUser, limit }) => [
    ...usageOf(figures),
    wordOf(rangeWords(), range),
    (daysEarlier ?? 0) > 0 ? t('query.summary.day-before', 'the day before') : undefined,
    step === undefined || step === 'auto' ? undefined : wordOf(stepWords(), step),
    ofUser,
    limitOf(limit),
  ],
  trend: ({ figures }) => [t('query.summary.hourly', 'today by the hour'), ...usageOf(figures)],
  models: ({ period, limit, form, figure }) => [
    wordOf(periodWords(), period),
    limitOf(limit),
    form === 'figures' && figure !== undefined ? wordOf(figureWords(modelFigures), figure) : undefined,
  ],
  activity: ({ limit }) => [t('query.summary.newest', 'newest first'), limitOf(limit)],
  sessions: ({ limit }) => [limitOf(limit)],
  slots: ({ of, form, figure }) => [
    of === 'fleet' ? slotsOfWords().fleet : undefined,
    form === 'figures' && figure !== undefined ? wordOf(figureWords(slotFigures), figure) : undefined,
  ],
  quotas: ({ quotaScope, form, figure }) => [
    wordOf(quotaScopeWords(), quotaScope),
    form === 'figures' && figure !== undefined ? wordOf(figureWords(quotaFigures), figure) : undefined,
  ],
  sources: () => [],
};

function sayingOf<Type extends QueryType>(type: Type, query: QueryByType[Type]): string[] {
  return sayings[type](query).filter((part) => part !== undefined);
}

const usageOf = (figures: QueryByType['trend']['figures']): string[] =>
  (figures ?? (['costUsd', 'requests'] as const)).map((figure) =>
    wordOf(figureWords(usageFiguresTable), figure),
  );

const limitOf = (limit: number | string | undefined): string | undefined =>
  limit === undefined || limit === '' ? undefined : t('query.summary.limit', 'at most {{limit}}', { limit });

const listOf = (words: readonly string[] | undefined): string | undefined =>
  words === undefined || words.length === 0 ? undefined : words.join(' | ');

function orderOf({ sort, order }: QueryByType['leaderboard']): string | undefined {
  if (sort === undefined) return undefined;
  const by = sort === 'name' ? t('query.sort.name', 'Name') : wordOf(figureWords(boardFigures), sort);
  return (order ?? (sort === 'name' ? 'asc' : 'desc')) === 'asc'
    ? t('query.summary.ascending', 'by {{by}}, lowest first', { by })
    : t('query.summary.descending', 'by {{by}}, highest first', { by });
}

/** Filters that mean nothing here do nothing, so nothing is said of them. */
function filtersOf(query: GatewayQuery): string[] {
  const keys: readonly string[] = filterKeysOf(query);
  return (query.filters ?? []).filter(({ key }) => keys.includes(key)).map(filterText);
}

const filterText = ({ key, operator, value, values }: RowFilter): string => {
  const wanted = takesSeveral(operator) ? (values ?? [value]).join(' | ') : value;
  const subject = subjectLabels[key as FilterKey]();
  return `${subject} ${operatorWords()[operator]} ${wanted}`;
};
