import { Decimal } from 'decimal.js';

/** The gateway computes money with 30 digits, half up, and stores 15 decimals. */
const Money = Decimal.clone({ precision: 30, rounding: Decimal.ROUND_HALF_UP });
const storedDecimals = 15;

/** USD per token as decimal texts; absent or null = that kind of token is not sold for this model. */
export interface ModelPrice {
  readonly input: string | null;
  readonly output: string | null;
  readonly cacheWrite5m: string | null;
  readonly cacheWrite1h: string | null;
  readonly cacheRead: string | null;
}

/** Tokens of one answer. `null` = the upstream did not report them. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheWrite5m: number | null;
  readonly cacheWrite1h: number | null;
  readonly cacheRead: number | null;
}

export interface Bill {
  /** USD, 15 decimals. */
  readonly total: string;
  /** The stored `cost_breakdown`: decimal strings. */
  readonly breakdown: Readonly<Record<string, string>>;
}

/**
 * What one answer costs: the sum of its components times both multipliers.
 *
 * @returns undefined when the model has no price; the gateway then bills nothing
 */
export function billFor(
  price: ModelPrice | undefined,
  usage: TokenUsage,
  providerMultiplier: string,
  groupMultiplier: string,
): Bill | undefined {
  if (price === undefined) return undefined;
  const cost = (tokens: number | null, perToken: string | null) =>
    new Money(perToken ?? 0).times(tokens ?? 0);
  const components = {
    input: cost(usage.input, price.input),
    output: cost(usage.output, price.output),
    cache_creation_5m: cost(usage.cacheWrite5m, price.cacheWrite5m ?? price.input),
    cache_creation_1h: cost(usage.cacheWrite1h, price.cacheWrite1h ?? price.cacheWrite5m ?? price.input),
    cache_read: cost(usage.cacheRead, price.cacheRead),
  };
  const base = Object.values(components).reduce((sum, part) => sum.plus(part));
  const total = base.times(providerMultiplier).times(groupMultiplier);
  const stored = (amount: Decimal) => amount.toFixed(storedDecimals);
  return {
    total: stored(total),
    breakdown: {
      ...Object.fromEntries(Object.entries(components).map(([name, amount]) => [name, stored(amount)])),
      cache_creation: stored(components.cache_creation_5m.plus(components.cache_creation_1h)),
      base_total: stored(base),
      provider_multiplier: providerMultiplier,
      group_multiplier: groupMultiplier,
      total: stored(total),
    },
  };
}
