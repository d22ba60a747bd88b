import { Decimal } from 'decimal.js';

/** A line of a chart over time. */
export interface Line {
  id: number | string;
  name: string;
  requests: readonly number[];
  /** Exact decimal text; null when it is not known. */
  cost: readonly string[] | null;
}

/** Enough for any sum of amounts to be exact. */
const Exact = Decimal.clone({ precision: 80 });

/** The exact sum of amounts of one bucket. */
function addAmounts(amounts: Iterable<string>): string {
  let sum = new Exact(0);
  for (const amount of amounts) {
    if (Number(amount) !== 0) sum = sum.plus(amount);
  }
  return sum.toFixed();
}

/**
 * The `limit` lines of most usage, in their order, and the others added up bucket by bucket. Lines that `stays` speaks
 * for are kept beside them. Costs are added as decimals; one that is not known makes the sum unknown.
 */
export function foldLines<L extends Line>(
  lines: readonly L[],
  limit: number,
  stays: (line: L) => boolean,
): { kept: L[]; rest: { lines: number; requests: number[]; cost: string[] | null } | null } {
  const ranked = lines
    .filter((line) => !stays(line))
    .map((line) => ({ line, cost: sum(line.cost?.map(Number) ?? []), requests: sum(line.requests) }))
    .sort((one, other) => other.cost - one.cost || other.requests - one.requests);
  if (ranked.length <= limit) return { kept: [...lines], rest: null };
  const folded = new Set(ranked.slice(limit).map(({ line }) => line));
  const rest = [...folded];
  const buckets = rest[0]?.requests.map((_, bucket) => bucket) ?? [];
  const costs = rest.map(({ cost }) => cost);
  const known = costs.filter((cost) => cost !== null);
  return {
    kept: lines.filter((line) => !folded.has(line)),
    rest: {
      lines: rest.length,
      requests: buckets.map((bucket) => sum(rest.map(({ requests }) => requests[bucket] ?? 0))),
      cost:
        known.length < costs.length
          ? null
          : buckets.map((bucket) => addAmounts(known.map((cost) => cost[bucket] ?? '0'))),
    },
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A limit of a query as a number; without one, or when it is none, there is no end. */
export function limitOf(limit: number | string | undefined): number {
  const value = Number(limit ?? NaN);
  return Number.isInteger(value) && value > 0 ? value : Infinity;
}
