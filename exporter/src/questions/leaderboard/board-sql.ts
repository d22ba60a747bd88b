import type { CopyColumnName } from '../../ledger/columns.ts';
import { familyOf, type MeasureName } from '../../ledger/measures.ts';
import type { LedgerReader } from '../../ledger/reader.ts';
import type { Span } from '../../ledger/totals.ts';
import type { Scope } from './scopes.ts';

/** The columns without which a sum is unknown; the others of a board's measures are in every gateway. */
const needs = {
  requests: [],
  cost_usd: ['cost_usd'],
  total_tokens: ['input_tokens', 'output_tokens'],
  successful_outcomes: ['success_rate_outcome'],
  failed_outcomes: ['success_rate_outcome'],
  ttfts: ['ttfb_ms'],
  ttfb_ms: ['ttfb_ms'],
  rated_requests: ['duration_ms', 'first_byte_ms'],
  token_rate: ['duration_ms', 'first_byte_ms'],
  cache_requests: ['cache_creation_input_tokens', 'cache_read_input_tokens'],
  cache_hit_tokens: ['cache_read_input_tokens'],
  cache_prompt_tokens: ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'],
  cache_cost_usd: ['cost_usd', 'cache_creation_input_tokens', 'cache_read_input_tokens'],
  cache_creation_cost_usd: ['cost_usd', 'cache_creation_input_tokens'],
} as const satisfies Partial<Record<MeasureName, readonly CopyColumnName[]>>;

/** A sum that boards are made of. */
export type BoardMeasure = keyof typeof needs;

const measuresOf: Record<Scope['counts'], readonly BoardMeasure[]> = {
  usage: (Object.keys(needs) as BoardMeasure[]).filter((measure) => measure !== 'cache_cost_usd'),
  cache: (Object.keys(needs) as BoardMeasure[]).filter((measure) => measure.startsWith('cache_')),
};

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

/** A row of {@link boardSql}: sums of a subject, or of one model of it when `whole` is '0'. */
export type BoardSqlRow = Record<BoardMeasure, string | null> & {
  subject: number | string;
  model: string | null;
  whole: '0' | '1';
};

const names = { original: ['original_model', 'model'], redirected: ['model', 'original_model'] } as const;

/** A row's model on the model board: not trimmed, as the gateway has it. */
export const boardModel = (basis: ModelBasis) => `coalesce(${names[basis].join(', ')})`;

/** A row's model within a user, provider or key; a name of spaces is none, and is not replaced by the other. */
const subjectModel = (basis: ModelBasis) => `nullif(trim(${boardModel(basis)}, ' '), '')`;

const idList = (ids: readonly number[]) => (ids.length === 0 ? 'NULL' : ids.map(Math.trunc).join(', '));

/** SQL conditions for filters. */
export function filterConditions(filters: IdFilters): string[] {
  return Object.entries(filters).map(([column, ids]) => `${column} IN (${idList(ids)})`);
}

/** The columns that a question groups and filters by. */
function dimensionsOf({ scope, withModels, filters }: Omit<BoardQuery, 'span' | 'modelBasis'>) {
  const models = withModels || scope.subject === 'model' ? (['model', 'original_model'] as const) : [];
  return [
    ...(scope.dimension === undefined ? [] : [scope.dimension]),
    ...models,
    ...(Object.keys(filters) as CopyColumnName[]),
  ];
}

/** What a row of the ledger is counted under, and what keeps it off the board. */
export function subjectSql({ scope, modelBasis }: Pick<BoardQuery, 'scope' | 'modelBasis'>): {
  subject: string;
  condition: string;
} {
  const subject = scope.dimension ?? boardModel(modelBasis);
  return {
    subject,
    condition: scope.dimension === undefined ? `${subject} <> ''` : `${subject} IS NOT NULL`,
  };
}

/** The statement of a board: one row for each subject, and with models one more for each of its models. */
export function boardSql(reader: LedgerReader, query: BoardQuery): string {
  const { scope, span, modelBasis, withModels, filters } = query;
  const measures = measuresOf[scope.counts];
  const { subject, condition } = subjectSql(query);
  const sums = measures.map((measure) =>
    needs[measure].every(reader.knows)
      ? `coalesce(sum(${measure}), 0)::text AS ${measure}`
      : `NULL::text AS ${measure}`,
  );
  const model = withModels ? subjectModel(modelBasis) : 'NULL::text';
  const totals = reader.totals(familyOf(dimensionsOf(query)), span, 'any', measures);
  const groups = withModels ? 'GROUPING SETS ((subject), (subject, part))' : 'subject';
  return `
    SELECT subject, ${withModels ? 'part' : 'NULL::text'} AS model,
           ${withModels ? 'grouping(part)::text' : "'1'"} AS whole, ${sums.join(', ')}
    FROM (
      SELECT ${subject} AS subject, ${model} AS part, ${measures.join(', ')}
      FROM ${totals} WHERE ${[condition, ...filterConditions(filters)].join(' AND ')}
    ) AS counted
    GROUP BY ${groups} ${scope.counts === 'cache' ? 'HAVING sum(cache_requests) > 0' : ''}`;
}
