import type { CopyColumnName } from '../../ledger/columns.ts';
import { familyOf } from '../../ledger/measures.ts';
import type { LedgerReader } from '../../ledger/reader.ts';
import type { Span } from '../../ledger/totals.ts';
import type { Scope } from './scopes.ts';
import { measuresOf, type BoardMeasure } from './sums.ts';

/** Which of a row's two model names counts, as in the gateway's setting. */
export type ModelBasis = 'original' | 'redirected';

/** Ids that rows are kept of; a dimension that is left out is not looked at. */
export type IdFilters = Partial<Record<'user_id' | 'final_provider_id', readonly number[]>>;

/** A board's rows as the ledger knows them. */
export interface BoardQuery {
  scope: Scope;
  span: Span;
  modelBasis: ModelBasis;
  withModels: boolean;
  filters: IdFilters;
}

/** A row of {@link boardSql}: sums as decimal text of a subject, or with models of one model of it. */
export type BoardSqlRow = Record<BoardMeasure, string | null> & {
  subject: number | string;
  model: string | null;
};

const names = { original: ['original_model', 'model'], redirected: ['model', 'original_model'] } as const;

/** A row's model, not trimmed: that costs DuckDB as much as all the rest. */
export const boardModel = (basis: ModelBasis) => `coalesce(${names[basis].join(', ')})`;

/** A model's name within a user, provider or key, where unlike on the model board a name of spaces is none. */
export function modelLabel(model: string | null): string | null {
  const label = model?.replace(/^ +| +$/g, '');
  return label === undefined || label === '' ? null : label;
}

const idList = (ids: readonly number[]) => (ids.length === 0 ? 'NULL' : ids.map(Math.trunc).join(', '));

/** What a row of the ledger is counted under, and the rows that count. */
export function subjectSql({
  scope,
  modelBasis,
  filters,
}: Pick<BoardQuery, 'scope' | 'modelBasis' | 'filters'>): {
  subject: string;
  where: string;
} {
  const subject = scope.dimension ?? boardModel(modelBasis);
  const isNamed = scope.dimension === undefined ? `${subject} <> ''` : `${subject} IS NOT NULL`;
  const isFiltered = Object.entries(filters).map(([column, ids]) => `${column} IN (${idList(ids)})`);
  return { subject, where: [isNamed, ...isFiltered].join(' AND ') };
}

/** The columns that a board groups and filters by. */
function dimensionsOf({ scope, withModels, filters }: BoardQuery): CopyColumnName[] {
  const hasModels = withModels || scope.subject === 'model';
  return [
    ...(scope.dimension === undefined ? [] : [scope.dimension]),
    ...(hasModels ? (['model', 'original_model'] as const) : []),
    ...(Object.keys(filters) as CopyColumnName[]),
  ];
}

/** The statement of a board: one row for each subject, or with models for each of its models. */
export function boardSql(reader: LedgerReader, query: BoardQuery): string {
  const measures = measuresOf(query.scope.counts);
  const { subject, where } = subjectSql(query);
  const totals = reader.totals(familyOf(dimensionsOf(query)), query.span, 'any', measures);
  return `
    SELECT ${subject} AS subject, ${query.withModels ? boardModel(query.modelBasis) : 'NULL'} AS model,
           ${measures.map((measure) => `sum(${measure}) AS ${measure}`).join(', ')}
    FROM ${totals} WHERE ${where}
    GROUP BY ${query.withModels ? '1, 2' : '1'} HAVING sum(${query.scope.counts === 'cache' ? 'cache_requests' : 'requests'}) > 0`;
}
