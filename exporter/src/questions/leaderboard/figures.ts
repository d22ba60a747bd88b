import type { Decimal } from 'decimal.js';
import { TOKEN_RATE_UNITS } from '../../ledger/measures.ts';
import { Exact, moneyText } from '../money.ts';
import type { BoardMeasure } from './board-sql.ts';

/**
 * Figures of a row. Null = nothing to tell it from: no sample, nothing to divide by, or a column that the gateway's
 * version lacks. Money is in decimal strings of USD, sums exact, quotients to 20 significant digits. A count above 2^53
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

/** What is known of a row: sums as decimal text (null = unknown), and figures from elsewhere. */
export interface Known {
  sums: Readonly<Record<BoardMeasure, string | null>>;
  cacheCoefficientBp: number | null;
  percentiles?: Readonly<Percentiles> | undefined;
}

/** The part of {@link Figures} that sums cannot give. */
export type Percentiles = Required<Pick<Figures, Extract<ColumnName, `${string}P${number}Ms`>>>;

const SHOWN_DIGITS = 20;

type Sums = Known['sums'];

/** One or more sums added up; null when one is unknown. */
function exact(sums: Sums, ...measures: readonly BoardMeasure[]): Decimal | null {
  let total = new Exact(0);
  for (const measure of measures) {
    const text = sums[measure];
    if (text === null) return null;
    total = total.plus(text);
  }
  return total;
}

const quotient = (dividend: Decimal | null, divisor: Decimal | null): Decimal | null =>
  dividend === null || divisor === null || divisor.isZero() ? null : dividend.div(divisor);

const asNumber = (value: Decimal | null) => value?.toNumber() ?? null;

const asMoney = (value: Decimal | null) => (value === null ? null : moneyText(value));

const asUnitPrice = (value: Decimal | null) => value?.toSignificantDigits(SHOWN_DIGITS).toFixed() ?? null;

/** A share, kept within 0 and 1 whatever absurd rows there are. */
const asShare = (value: Decimal | null) =>
  value === null ? null : Math.min(1, Math.max(0, value.toNumber()));

const perMillion = (value: Decimal | null) => value?.div(1_000_000) ?? null;

/** What each figure is made of. */
type Formulas = Partial<Record<ColumnName, (known: Known) => number | string | null>>;

const cacheFormulas = {
  cacheHitRate: ({ sums }) =>
    asShare(quotient(exact(sums, 'cache_hit_tokens'), exact(sums, 'cache_prompt_tokens'))),
  cacheReadTokens: ({ sums }) => asNumber(exact(sums, 'cache_hit_tokens')),
  cacheCreationCostUsd: ({ sums }) => asMoney(exact(sums, 'cache_creation_cost_usd')),
  totalInputTokens: ({ sums }) => asNumber(exact(sums, 'cache_prompt_tokens')),
  cacheCoefficientBp: (known) => known.cacheCoefficientBp,
} satisfies Formulas;

/** Of a board that looks at all requests, and of one that looks at those that use the cache. */
const formulas: Readonly<Record<'usage' | 'cache', Formulas>> = {
  usage: {
    requests: ({ sums }) => asNumber(exact(sums, 'requests')),
    costUsd: ({ sums }) => asMoney(exact(sums, 'cost_usd')),
    tokens: ({ sums }) => asNumber(exact(sums, 'total_tokens')),
    successRate: ({ sums }) =>
      asShare(
        quotient(exact(sums, 'successful_outcomes'), exact(sums, 'successful_outcomes', 'failed_outcomes')),
      ),
    avgTtftMs: ({ sums }) => asNumber(quotient(exact(sums, 'ttfb_ms'), exact(sums, 'ttfts'))),
    avgTokensPerSecond: ({ sums }) =>
      asNumber(
        quotient(exact(sums, 'token_rate'), exact(sums, 'rated_requests'))?.div(TOKEN_RATE_UNITS) ?? null,
      ),
    avgCostPerRequestUsd: ({ sums }) =>
      asUnitPrice(quotient(exact(sums, 'cost_usd'), exact(sums, 'requests'))),
    avgCostPerMillionTokensUsd: ({ sums }) =>
      asUnitPrice(quotient(exact(sums, 'cost_usd'), perMillion(exact(sums, 'total_tokens')))),
    ...cacheFormulas,
  },
  cache: {
    requests: ({ sums }) => asNumber(exact(sums, 'cache_requests')),
    costUsd: ({ sums }) => asMoney(exact(sums, 'cache_cost_usd')),
    tokens: ({ sums }) => asNumber(exact(sums, 'cache_prompt_tokens')),
    avgCostPerRequestUsd: ({ sums }) =>
      asUnitPrice(quotient(exact(sums, 'cache_cost_usd'), exact(sums, 'cache_requests'))),
    avgCostPerMillionTokensUsd: ({ sums }) =>
      asUnitPrice(quotient(exact(sums, 'cache_cost_usd'), perMillion(exact(sums, 'cache_prompt_tokens')))),
    ...cacheFormulas,
  },
};

export const percentileColumns = [
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
