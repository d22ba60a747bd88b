import { readFileSync, statSync } from 'node:fs';
import type { Logger } from 'pino';
import { z } from 'zod';
import { foreignCurrencies, perUsd, rateDay, type ExchangeRate } from '../config-currency.ts';
import type { Config } from '../config.ts';

/** The rates in force, by ISO code. */
export type Rates = () => ReadonlyMap<string, ExchangeRate>;

const rateFile = z.object({
  date: rateDay.nullable().default(null),
  ...Object.fromEntries(foreignCurrencies.map((code) => [code, perUsd.optional()])),
});

/** How often the file is looked at. */
const LOOK_AFTER_MS = 10_000;

/**
 * The rates of the configuration, and those of its file as it is now. A file that cannot be used is said once in the
 * log, and leaves the rates that were read from it before.
 */
export function exchangeRates({ exchange }: Config, log: Logger): Rates {
  const { rates, file } = exchange;
  if (file === undefined) return () => rates;
  let all: ReadonlyMap<string, ExchangeRate> = rates;
  let lookedAt = -Infinity;
  let version = '';
  return () => {
    if (performance.now() - lookedAt < LOOK_AFTER_MS) return all;
    lookedAt = performance.now();
    const now = versionOf(file);
    if (now === version) return all;
    version = now;
    try {
      all = new Map([...ratesIn(readFileSync(file, 'utf8')), ...rates]);
      log.info({ currencies: [...all.keys()] }, 'exchange rates read');
    } catch {
      log.error('the file of FX_FILE cannot be read, or is not like { "date": "2026-11-20", "CNY": "7.12" }');
    }
    return all;
  };
}

function versionOf(file: string): string {
  try {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs} ${size}`;
  } catch {
    return 'gone';
  }
}

function ratesIn(text: string): [string, ExchangeRate][] {
  const { date, ...found } = rateFile.parse(JSON.parse(text));
  return Object.entries(found as Record<string, string | undefined>).flatMap(
    ([code, value]): [string, ExchangeRate][] =>
      value === undefined ? [] : [[code, { perUsd: value, date }]],
  );
}
