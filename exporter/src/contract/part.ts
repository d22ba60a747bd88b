import { z } from 'zod';

/** How far a figure can be trusted: now true, true a while ago (see its age), or not known. */
export const qualities = ['fresh', 'stale', 'unknown'] as const;

/** One of {@link qualities}. */
export type Quality = (typeof qualities)[number];

const instant = z.iso.datetime();

/** An instant in UTC, as `2026-11-24T10:00:00.000Z`. */
export const isoInstant = instant.describe('Instant in UTC');

/** An exact amount of US dollars as decimal text. */
export const usd = z.string().describe('US dollars, exact decimal text');

/** How a part of an answer can be trusted, and where it is from. */
const trust = {
  quality: z.enum(qualities).describe('fresh: now true; stale: true at asOf; unknown: value is null'),
  asOf: isoInstant.nullable().describe('What moment of its source the value holds for; null when unknown'),
  ageSeconds: z.number().nullable().describe('Age of a stale value; null when it is fresh or unknown'),
  reason: z.string().nullable().describe('Why the value is unknown or stale; else null'),
};

/** A value that can be missing without its neighbours: it is null exactly when its quality is `unknown`. */
export const part = <T extends z.ZodType>(value: T) => z.object({ ...trust, value: value.nullable() });

/** See {@link part}. */
export interface Part<T> {
  quality: Quality;
  asOf: string | null;
  ageSeconds: number | null;
  reason: string | null;
  value: T | null;
}

/**
 * In what money amounts may be shown. Amounts are US dollars whatever the gateway's currency is: the gateway itself
 * never converts, it only changes the symbol (gateway.md 0.4).
 */
export const currency = z.object({
  code: z.string().describe('ISO code that the gateway shows amounts in'),
  symbol: z.string().describe("The gateway's symbol for it"),
  locale: z.string().describe('Locale whose grouping the gateway uses'),
  rate: z
    .object({
      perUsd: z.string().describe('Units of the currency that one US dollar is, decimal text'),
      date: z.string().nullable().describe('Day of the rate, yyyy-mm-dd; null when the operator gives none'),
    })
    .nullable()
    .describe('Rate set by the operator; null: amounts cannot be converted, and are only US dollars'),
});

/** See {@link currency}. */
export type Currency = z.infer<typeof currency>;

/** How users, keys and sessions are called: as they are, as `A***`, or by pseudonyms that stay the same. */
export const nameStyles = ['real', 'masked', 'pseudonym'] as const;

/** One of {@link nameStyles}. */
export type NameStyle = (typeof nameStyles)[number];

/** What every answer carries beside its figures. */
const frame = {
  timezone: z.string().nullable().describe("Zone of the gateway's days; null before the first look at it"),
  currency: currency.nullable().describe('null before the first look at the gateway'),
  names: z.enum(nameStyles).describe('How users, keys and sessions are called in it, for whoever asks'),
};

/** Schema of a whole answer of one part. */
export const answer = <T extends z.ZodType>(value: T) => z.object({ ...frame, ...part(value).shape });

/** See {@link answer}. */
export interface Answer<T> extends Part<T> {
  timezone: string | null;
  currency: Currency | null;
  names: NameStyle;
}
