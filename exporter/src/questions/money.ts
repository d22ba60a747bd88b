import { Decimal } from 'decimal.js';

/** Decimals with digits enough that no sum of the ledger is rounded. */
export const Exact = Decimal.clone({ precision: 50 });

/** The ledger's own scale (gateway.md 0.4). */
const DECIMALS = 15;

/** USD as an exact decimal string, always with the ledger's 15 decimals. */
export const moneyText = (value: Decimal): string => value.toFixed(DECIMALS);

/** No money. */
export const NO_MONEY = moneyText(new Exact(0));

/** Sum of decimal strings, exact. */
export const moneySum = (amounts: readonly string[]): string =>
  moneyText(amounts.reduce((total, amount) => total.plus(amount), new Exact(0)));
