import { derivedViews, VIEW_SCHEMA, type DerivedViewName, type GatewayTable } from './columns.ts';
import type { GatewaySchema } from './schema.ts';

/**
 * The billable usage rows of any gateway under one set of column names: the ledger where it exists, the request
 * log where it does not, restricted to predicate B (gateway.md 1.3). Questions are written against it.
 */
export interface Usage {
  /** A FROM item with alias `usage`. */
  from: string;
  /** Whether a column is known on this gateway; an unknown one reads as NULL, and its figures are unknown. */
  knows: (column: UsageColumn) => boolean;
}

/** Endpoints whose requests cost nothing and count nowhere. */
const freeEndpoints = "('/v1/messages/count_tokens', '/v1/responses/compact')";

/** Columns of {@link Usage}: the SQL type, and the ledger's column (the request log's is the same unless derived). */
const usageColumns = {
  created_at: 'timestamptz',
  user_id: 'integer',
  final_provider_id: 'integer',
  cost_usd: 'numeric',
  duration_ms: 'integer',
  is_success: 'boolean',
} as const;

/** A column of {@link Usage}, named as in the ledger. */
export type UsageColumn = keyof typeof usageColumns;

/** Describes the billable rows of a gateway whose schema was probed. */
export function usageOf(schema: GatewaySchema): Usage {
  return schema.shape === 'request-log' ? requestLogUsage(schema) : ledgerUsage(schema);
}

function ledgerUsage(schema: GatewaySchema): Usage {
  const knows = (column: UsageColumn) => schema.has('usage_ledger', column);
  return {
    from: relation('usage_ledger', knows, (column) => `r.${column}`, billable(schema, 'usage_ledger')),
    knows,
  };
}

function requestLogUsage(schema: GatewaySchema): Usage {
  const derived = schema.canDerive('request_facts');
  const facts = derivedViews.request_facts.facts;
  const isFact = (column: UsageColumn) => column === 'final_provider_id' || column === 'is_success';
  const knows = (column: UsageColumn) => (isFact(column) ? derived : schema.has('message_request', column));
  const expression = (column: UsageColumn) => {
    if (column !== 'final_provider_id' && column !== 'is_success') return `r.${column}`;
    return schema.views.includes('request_facts') ? `facts.${column}` : facts[column];
  };
  const conditions = ['r.deleted_at IS NULL', ...billable(schema, 'message_request')];
  return {
    from: relation('message_request', knows, expression, conditions, joinOf(schema, 'request_facts')),
    knows,
  };
}

function relation(
  table: GatewayTable,
  knows: (column: UsageColumn) => boolean,
  expression: (column: UsageColumn) => string,
  conditions: string[],
  join = '',
): string {
  const columns = (Object.keys(usageColumns) as UsageColumn[]).map(
    (column) => `${knows(column) ? expression(column) : `NULL::${usageColumns[column]}`} AS ${column}`,
  );
  return `(SELECT ${columns.join(', ')} FROM public.${table} r ${join} WHERE ${conditions.join(' AND ')}) AS usage`;
}

/** Joins a derived view of the least-privilege role, where there is one; else its expressions stand inline. */
function joinOf(schema: GatewaySchema, view: DerivedViewName): string {
  if (!schema.views.includes(view)) return '';
  const { identifier } = derivedViews[view];
  return `JOIN ${VIEW_SCHEMA}.${view} facts ON facts.${identifier} = r.${identifier}`;
}

/** Predicate B. The two plain terms come first: PostgreSQL's partial indexes ask for them word by word. */
function billable(schema: GatewaySchema, table: 'usage_ledger' | 'message_request'): string[] {
  return [
    ...(schema.has(table, 'blocked_by') ? ['r.blocked_by IS NULL'] : []),
    ...(schema.has(table, 'is_replay') ? ['r.is_replay = false'] : []),
    ...(schema.has(table, 'endpoint')
      ? [`(r.endpoint IS NULL OR lower(rtrim(r.endpoint, '/')) NOT IN ${freeEndpoints})`]
      : []),
  ];
}
