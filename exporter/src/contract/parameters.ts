import { z } from 'zod';

/*
 * Query parameters, from their text. A message continues a sentence that begins with the parameter's name, and ends
 * with a good example.
 */

/** A whole number within bounds. */
export const whole = (least: number, most: number, example: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `is no whole number; for example ${example}`)
    .transform(Number)
    .pipe(
      z
        .number()
        .int()
        .min(least, `is below ${least}; for example ${example}`)
        .max(most, `is above ${most}; for example ${example}`),
    )
    .describe(`A whole number from ${least} to ${most}`);

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: () => `is none of ${words.join(', ')}; for example ${words[0]}` });

/** `1` or `0`. */
export const flag = z
  .enum(['0', '1', 'true', 'false'], { error: () => 'is neither 0 nor 1; for example 1' })
  .transform((word) => word === '1' || word === 'true');

/** A few words: separated by commas, or as a JSON array for words that have commas in them. */
export const list = z
  .string()
  .max(2000, 'is longer than 2000 characters; for example vip,trial')
  .transform((text, context): string[] => {
    if (!text.startsWith('[')) return text.split(',');
    try {
      return z.array(z.string()).parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON array of texts; for example ["vip","trial"]' });
      return z.NEVER;
    }
  });

/** A day of the gateway's zone, `yyyy-mm-dd`. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is no date yyyy-mm-dd; for example 2026-03-31');

/** An instant: ISO 8601 with a zone, or Unix milliseconds as Grafana gives them. */
export const instant = z
  .string()
  .max(40, 'is no instant; for example 2026-03-31T00:00:00Z')
  .transform((text, context): number => {
    const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text);
    const ms = isIso ? Date.parse(text) : /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (ms >= 0 && ms < LATEST_MS) return ms;
    context.addIssue({
      code: 'custom',
      message: 'is no instant from 1970 to 9998; for example 2026-03-31T00:00:00Z or 1774915200000',
    });
    return z.NEVER;
  });

const LATEST_MS = Date.parse('9999-01-01T00:00:00Z');
