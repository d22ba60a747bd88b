import type { CopyColumnName } from '../../ledger/columns.ts';
import type { MeasureName } from '../../ledger/measures.ts';
import { moneyUnits } from '../money.ts';
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

const all = Object.keys(needs) as BoardMeasure[];

/** The sums of a board that looks at all requests, or at those that use the cache. */
export const measuresOf = (counts: Scope['counts']): BoardMeasure[] =>
  all.filter((measure) => (counts === 'cache' ? measure.startsWith('cache_') : measure !== 'cache_cost_usd'));

/** Exact sums: whole numbers, and money in units of 10^-15 USD. Null = unknown. */
export type Sums = Readonly<Partial<Record<BoardMeasure, bigint | null>>>;

/** Makes sums of what an engine gave: a sum of nothing is 0, and one of a column that the gateway lacks unknown. */
export function sumsOf(
  row: Readonly<Record<BoardMeasure, string | null>>,
  measures: readonly BoardMeasure[],
  knows: (column: CopyColumnName) => boolean,
): Sums {
  const sums: Partial<Record<BoardMeasure, bigint | null>> = {};
  for (const measure of measures) {
    const text = row[measure] ?? '0';
    const number = measure.endsWith('_usd') ? moneyUnits(text) : BigInt(text);
    sums[measure] = needs[measure].every(knows) ? number : null;
  }
  return sums;
}

/** Adds up two parts. */
export function plus(one: Sums, other: Sums): Sums {
  const sums: Partial<Record<BoardMeasure, bigint | null>> = {};
  for (const measure of Object.keys(one) as BoardMeasure[]) {
    const [a, b] = [one[measure] ?? null, other[measure] ?? null];
    sums[measure] = a === null || b === null ? null : a + b;
  }
  return sums;
}
