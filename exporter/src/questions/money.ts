/** The ledger's own scale (gateway.md 0.4): whole units are 10^-15 USD, so that sums of them are exact. */
const DECIMALS = 15;

/** USD in decimal text, as the engines write it, in units of 10^-15. */
export function moneyUnits(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}

/** Units of 10^-`decimals` as decimal text, with all its decimals. */
export function decimalText(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** USD as an exact decimal string, always with the ledger's 15 decimals. */
export const moneyText = (units: bigint): string => decimalText(units, DECIMALS);
