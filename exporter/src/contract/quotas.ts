import { z } from 'zod';
import { isoInstant, usd } from './part.ts';

const quota = z.object({
  window: z.enum(['5h', 'daily', 'weekly', 'monthly', 'total']),
  reset: z.enum(['fixed', 'rolling', 'never']),
  limitUsd: usd,
  usedUsd: usd.nullable(),
  remainingUsd: usd.nullable().describe('Never below 0'),
  ratio: z.number().nullable().describe('Share of the limit that is used; above 1 when it is exceeded'),
  countsFrom: isoInstant.nullable().describe('Since when spending counts; null = from the beginning'),
  resetsAt: isoInstant.nullable().describe('When spending begins anew; null for rolling windows and totals'),
  rate: z
    .object({ spentUsd: usd, overSeconds: z.number() })
    .nullable()
    .describe('Spending of late, the basis of emptyAt'),
  emptyAt: isoInstant
    .nullable()
    .describe('When nothing is left if spending goes on as of late; null when the window ends before'),
});

/** Limits of spending, and what is spent. */
export const quotas = z.object({
  subjects: z.array(
    z.object({
      scope: z.enum(['provider', 'user', 'key']),
      id: z.union([z.number(), z.string()]),
      name: z.string(),
      user: z.object({ id: z.union([z.number(), z.string()]), name: z.string() }).nullable(),
      enabled: z.boolean(),
      requestLimit: z.number().nullable().describe('Requests per minute; null = unlimited'),
      sessionLimit: z.number().nullable().describe('Concurrent sessions; null = unlimited'),
      quotas: z.array(quota),
    }),
  ),
});

/** See {@link quotas}. */
export type Quotas = z.infer<typeof quotas>;
