import { Decimal } from 'decimal.js';
import { TOKEN_RATE_UNITS } from '../../ledger/measures.ts';
import { decimalText, moneyText } from '../money.ts';
import type { BoardMeasure, Sums } from './sums.ts';

/**
 * Figures of a row. Null = nothing to tell it from: no sample, nothing to divide by, or a column that the gateway's
 * version lacks. Money is in decimal strings of USD, sums exact, quotients to 20 decimals. A count above 2^53
 * is the nearest double.
 */
export interface Figures {
  /** Requests; on a cache board those that use the cache. */
  requests: number;
  costUsd: string | null;
  /** Input, output, and tokens written to and read from the cache; on a cache board the prompt's alone. */
  tokens: number | null;
  /** Share, 0 to 1, of successes among requests whose outcome is a success or a failure. Not on a cache board. */
  successRate?: number | null;
  /** Mean time to the first token; an answer that is not streamed counts with its whole duration. Not on a cache board. */
  avgTtftMs?: number | null;
  /** Mean of the requests' output rates. Not on a cache board. */
  avgTokensPerSecond?: number | null;
  avgCostPerRequestUsd: string | null;
  avgCostPerMillionTokensUsd: string | null;
  /** Share, 0 to 1, of prompt tokens that were read from the cache, over the requests that use it. */
  cacheHitRate: number | null;
  /** Tokens read from the cache. */
  cacheReadTokens: number | null;
  /** Cost of the requests that write to the cache. */
  cacheCreationCostUsd: string | null;
  /** Prompt tokens of the requests that use the cache. */
  totalInputTokens: number | null;
  /** How well a provider's cache does against what it could (gateway.md 1.11), 0 to 10000. */
  cacheCoefficientBp: number | null;
  /** Percentiles of the requests that have a duration or time to first token, in ms; absent unless asked for. */
  durationP50Ms?: number | null;
  durationP95Ms?: number | null;
  durationP99Ms?: number | null;
  ttftP50Ms?: number | null;
  ttftP95Ms?: number | null;
  ttftP99Ms?: number | null;
}

/** Name of a figure. */
export type ColumnName = keyof Figures;

/** What is known of a row: sums, and figures from elsewhere. */
export interface Known {
  sums: Sums;
  cacheCoefficientBp: number | null;
  percentiles?: Readonly<Percentiles> | undefined;
}

/** The part of {@link Figures} that sums cannot give. */
export type Percentiles = Required<Pick<Figures, Extract<ColumnName, `${string}P${number}Ms`>>>;

const PRICE_DECIMALS = 20;

const Quotient = Decimal.clone({ precision: 20 });

const get = (sums: Sums, measure: BoardMeasure) => sums[measure] ?? null;

const asCount = (value: bigint | null) => (value === null ? null : Number(value));

const asMoney = (value: bigint | null) => (value === null ? null : moneyText(value));

const isExact = (value: bigint) => value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;

/** The double nearest to a quotient; null when nothing is to be divided by. */
function ratio(dividend: bigint | null, divisor: bigint | null): number | null {
  if (dividend === null || divisor === null || divisor === 0n) return null;
  if (isExact(dividend) && isExact(divisor)) return Number(dividend) / Number(divisor);
  return new Quotient(dividend.toString()).div(divisor.toString()).toNumber();
}

/** A share, kept within 0 and 1 whatever absurd rows there are. */
function share(part: bigint | null, whole: bigint | null): number | null {
  const value = ratio(part, whole);
  return value === null ? null : Math.min(1, Math.max(0, value));
}

/** USD per something, in decimals of which the last is rounded half up. */
function price(cost: bigint | null, divisor: bigint | null, per = 1n): string | null {
  if (cost === null || divisor === null || divisor <= 0n) return null;
  const dividend = cost * per * 10n ** BigInt(PRICE_DECIMALS - 15);
  const half = dividend < 0n ? -divisor : divisor;
  return decimalText((dividend * 2n + half) / (divisor * 2n), PRICE_DECIMALS);
}

const plus = (one: bigint | null, other: bigint | null) =>
  one === null || other === null ? null : one + other;

/** What each figure is made of. */
type Formulas = Partial<Record<ColumnName, (known: Known) => number | string | null>>;

const cacheFormulas = {
  cacheHitRate: ({ sums }) => share(get(sums, 'cache_hit_tokens'), get(sums, 'cache_prompt_tokens')),
  cacheReadTokens: ({ sums }) => asCount(get(sums, 'cache_hit_tokens')),
  cacheCreationCostUsd: ({ sums }) => asMoney(get(sums, 'cache_creation_cost_usd')),
  totalInputTokens: ({ sums }) => asCount(get(sums, 'cache_prompt_tokens')),
  cacheCoefficientBp: (known) => known.cacheCoefficientBp,
} satisfies Formulas;

/** Of a board that looks at all requests, and of one that looks at those that use the cache. */
const formulas: Readonly<Record<'usage' | 'cache', Formulas>> = {
  usage: {
    requests: ({ sums }) => asCount(get(sums, 'requests')),
    costUsd: ({ sums }) => asMoney(get(sums, 'cost_usd')),
    tokens: ({ sums }) => asCount(get(sums, 'total_tokens')),
    successRate({ sums }) {
      const successes = get(sums, 'successful_outcomes');
      return share(successes, plus(successes, get(sums, 'failed_outcomes')));
    },
    avgTtftMs: ({ sums }) => ratio(get(sums, 'ttfb_ms'), get(sums, 'ttfts')),
    avgTokensPerSecond({ sums }) {
      const requests = get(sums, 'rated_requests');
      return ratio(get(sums, 'token_rate'), requests === null ? null : requests * BigInt(TOKEN_RATE_UNITS));
    },
    avgCostPerRequestUsd: ({ sums }) => price(get(sums, 'cost_usd'), get(sums, 'requests')),
    avgCostPerMillionTokensUsd: ({ sums }) =>
      price(get(sums, 'cost_usd'), get(sums, 'total_tokens'), 1_000_000n),
    ...cacheFormulas,
  },
  cache: {
    requests: ({ sums }) => asCount(get(sums, 'cache_requests')),
    costUsd: ({ sums }) => asMoney(get(sums, 'cache_cost_usd')),
    tokens: ({ sums }) => asCount(get(sums, 'cache_prompt_tokens')),
    avgCostPerRequestUsd: ({ sums }) => price(get(sums, 'cache_cost_usd'), get(sums, 'cache_requests')),
    avgCostPerMillionTokensUsd: ({ sums }) =>
      price(get(sums, 'cache_cost_usd'), get(sums, 'cache_prompt_tokens'), 1_000_000n),
    ...cacheFormulas,
  },
};

const percentileColumns = [
  'durationP50Ms',
  'durationP95Ms',
  'durationP99Ms',
  'ttftP50Ms',
  'ttftP95Ms',
  'ttftP99Ms',
] as const satisfies readonly (keyof Percentiles)[];

/** The figures that a board has, in order; percentiles only when it was asked for them. */
export const columnNames = (counts: 'usage' | 'cache', withPercentiles: boolean): ColumnName[] => [
  ...(Object.keys(formulas[counts]) as ColumnName[]),
  ...(withPercentiles ? percentileColumns : []),
];

/** One figure of a row; null also when the board has it not. */
export function figure(counts: 'usage' | 'cache', column: ColumnName, known: Known): number | string | null {
  const formula = formulas[counts][column];
  if (formula !== undefined) return formula(known);
  return known.percentiles?.[column as keyof Percentiles] ?? null;
}

/** All figures of a row. */
export function figures(counts: 'usage' | 'cache', known: Known): Figures {
  const columns = columnNames(counts, known.percentiles !== undefined);
  return Object.fromEntries(
    columns.map((column) => [column, figure(counts, column, known)]),
  ) as unknown as Figures;
}
