import { z } from 'zod';
import type { Variable } from './config-schemas.ts';

/** Currencies other than USD that the gateway can show (gateway.md 0.4). */
export const foreignCurrencies = ['CNY', 'EUR', 'JPY', 'GBP', 'HKD', 'TWD', 'KRW', 'SGD'] as const;
type ForeignCurrency = (typeof foreignCurrencies)[number];

/** What one US dollar is in another currency: decimal text, and the day (yyyy-mm-dd) that the operator gives for it. */
export interface ExchangeRate {
  perUsd: string;
  date: string | null;
}

/** A rate as decimal text above 0. */
export const perUsd = z.string().regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,12})?$/, 'is no rate above 0');

/** A day. */
export const rateDay = z.iso.date('is no day yyyy-mm-dd');

const rate = z.string().transform((text, context): ExchangeRate => {
  const [value = '', date] = text.split('@', 2);
  const found = z
    .object({ perUsd, date: rateDay.nullable() })
    .safeParse({ perUsd: value, date: date ?? null });
  if (found.success) return found.data;
  context.addIssue({ code: 'custom', message: found.error.issues[0]?.message ?? 'is no rate' });
  return z.NEVER;
});

const rateVariable = (code: string): Variable & { schema: typeof rate } => ({
  meaning: `How many ${code} one US dollar is, perhaps with the day of the rate. Amounts are then also given in ${code} where the gateway shows that currency.`,
  example: '7.12@2026-11-20',
  schema: rate,
});

/** The variables that let amounts be converted. */
export const CURRENCY_VARIABLES = {
  ...(Object.fromEntries(foreignCurrencies.map((code) => [`FX_${code}`, rateVariable(code)])) as Record<
    `FX_${ForeignCurrency}`,
    ReturnType<typeof rateVariable>
  >),
  FX_FILE: {
    meaning:
      'A JSON file of such rates, `{ "date": "2026-11-20", "CNY": "7.12" }`, read again when it changes. A rate of its own variable comes first.',
    example: '/etc/hubscope/rates.json',
    schema: z.string(),
  },
} satisfies Record<string, Variable>;
