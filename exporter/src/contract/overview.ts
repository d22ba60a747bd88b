import { z } from 'zod';
import { part, usd } from './part.ts';

const periodFigures = z.object({
  requests: z.number().describe('Requests begun in the span, in flight or finished'),
  costUsd: usd.nullable(),
  avgResponseSeconds: z.number().nullable().describe('Mean duration of finished requests; null without any'),
  errorRatio: z
    .number()
    .nullable()
    .describe('Share, 0 to 1, of requests that failed, as the gateway counts; null without requests'),
});

/** The gateway's headline figures. */
export const overview = z.object({
  today: periodFigures,
  yesterdaySamePeriod: periodFigures.describe('Yesterday, up to the same local time'),
  requestsPerMinute: z.number().describe('Requests begun in the last 60 s'),
  concurrentSessions: part(z.number()),
  inflightRequests: part(z.number()),
});

/** See {@link overview}. */
export type Overview = z.infer<typeof overview>;
