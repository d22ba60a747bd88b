import type { ModelPrice, TokenUsage } from '../traffic/billing.ts';

/**
 * Prices in whole 10^-12 USD per token, and multipliers in whole 10^-4: exact like the decimals of billing.ts, and
 * fast enough for millions of rows.
 */
export interface Tariff {
  readonly input: bigint;
  readonly output: bigint;
  readonly cacheWrite5m: bigint;
  readonly cacheWrite1h: bigint;
  readonly cacheRead: bigint;
}

const priceDecimals = 12;
const multiplierDecimals = 4;
const storedDecimals = 15;
/** From 10^-(12 + 4 + 4) USD to the stored 10^-15. */
const surplus = 10n ** BigInt(priceDecimals + 2 * multiplierDecimals - storedDecimals);

/** @throws RangeError when a price has more than 12 decimals */
export function tariffOf(price: ModelPrice): Tariff {
  const input = scaled(price.input ?? '0', priceDecimals);
  const or = (text: string | null, otherwise: bigint) =>
    text === null ? otherwise : scaled(text, priceDecimals);
  const cacheWrite5m = or(price.cacheWrite5m, input);
  return {
    input,
    output: or(price.output, 0n),
    cacheWrite5m,
    cacheWrite1h: or(price.cacheWrite1h, cacheWrite5m),
    cacheRead: or(price.cacheRead, 0n),
  };
}

/** A multiplier in whole 10^-4. @throws RangeError when it has more than 4 decimals */
export const multiplierOf = (decimal: string): bigint => scaled(decimal, multiplierDecimals);

/**
 * What an answer costs, in whole 10^-15 USD, rounded half up.
 *
 * @param factor the product of both multipliers
 */
export function costOf(tariff: Tariff, usage: TokenUsage, factor: bigint): bigint {
  return (componentsOf(tariff, usage).total * factor + surplus / 2n) / surplus;
}

/** The stored `cost_breakdown` of an answer that costs `cost` (whole 10^-15 USD): decimal strings. */
export function breakdownOf(
  tariff: Tariff,
  usage: TokenUsage,
  providerMultiplier: string,
  groupMultiplier: string,
  cost: bigint,
): Readonly<Record<string, string>> {
  const { input, output, cacheWrite5m, cacheWrite1h, cacheRead, total } = componentsOf(tariff, usage);
  return {
    input: priceText(input),
    output: priceText(output),
    cache_creation_5m: priceText(cacheWrite5m),
    cache_creation_1h: priceText(cacheWrite1h),
    cache_creation: priceText(cacheWrite5m + cacheWrite1h),
    cache_read: priceText(cacheRead),
    base_total: priceText(total),
    provider_multiplier: providerMultiplier,
    group_multiplier: groupMultiplier,
    total: moneyText(cost),
  };
}

/** In whole 10^-12 USD, before multipliers. */
function componentsOf(tariff: Tariff, usage: TokenUsage) {
  const input = tariff.input * BigInt(usage.input);
  const output = tariff.output * BigInt(usage.output);
  const cacheWrite5m = tariff.cacheWrite5m * BigInt(usage.cacheWrite5m ?? 0);
  const cacheWrite1h = tariff.cacheWrite1h * BigInt(usage.cacheWrite1h ?? 0);
  const cacheRead = tariff.cacheRead * BigInt(usage.cacheRead ?? 0);
  const total = input + output + cacheWrite5m + cacheWrite1h + cacheRead;
  return { input, output, cacheWrite5m, cacheWrite1h, cacheRead, total };
}

const priceText = (units: bigint) => moneyText(units * 10n ** BigInt(storedDecimals - priceDecimals));

/** Whole 10^-15 USD as the decimal text of numeric(21,15). */
export function moneyText(units: bigint): string {
  const digits = units.toString().padStart(storedDecimals + 1, '0');
  return `${digits.slice(0, -storedDecimals)}.${digits.slice(-storedDecimals)}`;
}

function scaled(decimal: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = fraction.replace(/0+$/, '');
  if (!/^\d+$/.test(whole + digits) || digits.length > decimals) {
    throw new RangeError(`not a decimal of at most ${decimals} places: ${decimal}`);
  }
  return BigInt(whole + digits.padEnd(decimals, '0'));
}
