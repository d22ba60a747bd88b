import { z } from 'zod';
import { isoInstant } from './part.ts';

const source = z.object({
  state: z.enum(['up', 'down', 'not-configured']).describe('not-configured: the configuration leaves it out'),
  reason: z.string().nullable().describe('Why it is down, in a sentence; null when it is not'),
  asOf: isoInstant.nullable().describe('Of the newest figures taken from it, by its own clock'),
});

/** What figures come from, and whether the copy of the ledger equals the ledger. */
export const sources = z.object({
  postgres: source,
  redis: source,
  ledger: source.extend({
    rows: z.number().nullable(),
    mismatchRows: z
      .number()
      .nullable()
      .describe('Rows that the last whole comparison with the ledger found different, and mended'),
    loadRatio: z.number().nullable().describe('Share of the history loaded, 0 to 1'),
  }),
});

/** See {@link sources}. */
export type Sources = z.infer<typeof sources>;
