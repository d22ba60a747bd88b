import type { Answer } from '@hubscope/exporter/contract';

/**
 * Grafana's units of the currencies that the gateway knows (gateway.md 0.4). Grafana has units for some; `currency:`
 * makes the same of any symbol. `currencyCNY` and the like, which it does not know, would be shown as text.
 */
const units: Readonly<Record<string, string>> = {
  USD: 'currencyUSD',
  CNY: 'currency:¥',
  EUR: 'currencyEUR',
  JPY: 'currencyJPY',
  GBP: 'currencyGBP',
  HKD: 'currency:HK$',
  TWD: 'currency:NT$',
  KRW: 'currencyKRW',
  SGD: 'currency:S$',
};

/** Codes of the currencies that have a unit. */
export const currencyCodes = Object.keys(units);

/** Amounts of an answer, in the one currency that its frames show. */
export interface Money {
  /** ISO code. */
  code: string;
  /** Grafana's unit. */
  unit: string;
  /** Rate by which the exporter has converted; null when amounts are US dollars, as the ledger has them. */
  rate: { perUsd: string; date: string | null } | null;
  /** Where the amount called `costUsd` is: there, or in `cost` when it is converted. */
  property: (name: string) => string;
}

/** In what currency a query shows an answer: the gateway's when the exporter has a rate, else US dollars. */
export function moneyOf(
  answer: Pick<Answer<unknown>, 'currency'>,
  asked: 'gateway' | 'USD' = 'gateway',
): Money {
  const { currency } = answer;
  const rate = currency?.rate ?? null;
  if (asked === 'USD' || currency === null || rate === null) {
    return { code: 'USD', unit: 'currencyUSD', rate: null, property: (name) => name };
  }
  const { code, symbol } = currency;
  const unit = units[code] ?? `currency:${symbol}`;
  return { code, unit, rate, property: (name) => name.replace(/Usd$/, '') };
}

/** The double nearest to an exact amount; null when it is not known. */
export const nearest = (amount: unknown): number | null =>
  typeof amount === 'string' ? Number(amount) : null;
