import { Decimal } from 'decimal.js';
import type { ExchangeRate } from '../config-currency.ts';
import type { Currency } from '../contract/index.ts';

/** Symbols and locales of the currencies that the gateway knows (gateway.md 0.4). */
const currencies: Readonly<Record<string, { symbol: string; locale: string }>> = {
  USD: { symbol: '$', locale: 'en-US' },
  CNY: { symbol: '¥', locale: 'zh-CN' },
  EUR: { symbol: '€', locale: 'de-DE' },
  JPY: { symbol: '¥', locale: 'ja-JP' },
  GBP: { symbol: '£', locale: 'en-GB' },
  HKD: { symbol: 'HK$', locale: 'zh-HK' },
  TWD: { symbol: 'NT$', locale: 'zh-TW' },
  KRW: { symbol: '₩', locale: 'ko-KR' },
  SGD: { symbol: 'S$', locale: 'en-SG' },
};

/** How the gateway shows amounts, and at which rate they are really converted. */
export function currencyOf(code: string, rates: ReadonlyMap<string, ExchangeRate>): Currency {
  const known = currencies[code];
  return {
    code: known === undefined ? 'USD' : code,
    symbol: known?.symbol ?? '$',
    locale: known?.locale ?? 'en-US',
    rate: known === undefined || code === 'USD' ? null : (rates.get(code) ?? null),
  };
}

/** Enough for any product of an amount of the ledger and a rate to be exact. */
const Exact = Decimal.clone({ precision: 80 });

const USD = /Usd$/;

/**
 * Adds to every amount of US dollars (a name ending in `Usd`) the same in another currency, under the name without
 * `Usd`. Products are exact decimal text, like the amounts.
 */
export function withConverted(answer: unknown, rate: ExchangeRate | null): unknown {
  if (rate === null) return answer;
  const perUsd = new Exact(rate.perUsd);
  const convert = (amount: unknown): unknown =>
    Array.isArray(amount)
      ? amount.map(convert)
      : typeof amount === 'string'
        ? perUsd.times(amount).toFixed()
        : amount;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]): [string, unknown][] =>
        USD.test(name) && name !== 'perUsd'
          ? [
              [name, inner],
              [name.replace(USD, ''), convert(inner)],
            ]
          : [[name, walk(inner)]],
      ),
    );
  };
  return walk(answer);
}
