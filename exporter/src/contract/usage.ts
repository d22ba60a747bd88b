import { z } from 'zod';
import { engine, span } from './leaderboard.ts';
import { isoInstant, usd } from './part.ts';

/** Usage over time, a line for each user or key. */
export const statistics = z.object({
  engine,
  mode: z.enum(['users', 'keys', 'mixed']),
  step: z.union([z.string(), z.number()]).describe('hour, day, week, month, or minutes'),
  edges: z.array(isoInstant).describe('Bucket n lies from edge n to edge n + 1'),
  series: z.array(
    z.object({
      id: z.union([z.number(), z.string()]).describe('Of the user or key; `others` is everybody else'),
      name: z.string(),
      requests: z.array(z.number()),
      costUsd: z.array(usd).nullable(),
      totalRequests: z.number(),
      totalCostUsd: usd.nullable(),
    }),
  ),
});

/** See {@link statistics}. */
export type Statistics = z.infer<typeof statistics>;

/** Today hour by hour. */
export const trend = z.object({
  engine,
  hours: z.array(
    z.object({
      from: isoInstant,
      hour: z.number().describe('0 to 23 on the local clock; twice where the clock is set back'),
      requests: z.number(),
      costUsd: usd.nullable(),
    }),
  ),
});

/** See {@link trend}. */
export type Trend = z.infer<typeof trend>;

const share = {
  requests: z.number(),
  costUsd: usd.nullable(),
  tokens: z.number(),
  share: z.number().nullable().describe('Share of all requests, 0 to 1; null without any'),
};

/** How requests are spread over models. */
export const models = z.object({
  engine,
  span,
  modelBasis: z.enum(['original', 'redirected']),
  total: z.object(share),
  models: z.array(z.object({ model: z.string(), ...share })),
  other: z.object({ models: z.number().describe('Models beyond the limit'), ...share }),
});

/** See {@link models}. */
export type Models = z.infer<typeof models>;
