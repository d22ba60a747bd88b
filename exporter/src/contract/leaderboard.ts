import { z } from 'zod';
import { isoInstant, usd } from './part.ts';

const rate = z.number().nullable();

const figures = {
  requests: z.number().describe('On a cache board only requests that use the cache'),
  costUsd: usd.nullable(),
  tokens: z.number().nullable().describe('On a cache board those of the prompt alone'),
  successRate: rate.optional().describe('Share, 0 to 1, of successes among countable outcomes'),
  avgTtftMs: rate.optional(),
  avgTokensPerSecond: rate.optional(),
  avgCostPerRequestUsd: usd.nullable(),
  avgCostPerMillionTokensUsd: usd.nullable(),
  cacheHitRate: rate.describe('Share, 0 to 1'),
  cacheReadTokens: rate,
  cacheCreationCostUsd: usd.nullable(),
  totalInputTokens: rate,
  cacheCoefficientBp: rate.describe("The gateway's cache coefficient in basis points, 0 to 10000"),
  durationP50Ms: rate.optional(),
  durationP95Ms: rate.optional(),
  durationP99Ms: rate.optional(),
  ttftP50Ms: rate.optional(),
  ttftP95Ms: rate.optional(),
  ttftP99Ms: rate.optional(),
};

const row = z.object({
  rank: z.number(),
  rankBefore: z.number().nullable().optional().describe('Rank in the period before; absent unless asked for'),
  id: z.union([z.number(), z.string()]).describe('Of the user, provider or key; a model is its own id'),
  name: z.string(),
  user: z
    .object({ id: z.union([z.number(), z.string()]), name: z.string() })
    .optional()
    .describe('The user that a row of users or keys belongs to'),
  ...figures,
  models: z
    .array(z.object({ model: z.string().nullable(), ...figures }))
    .optional()
    .describe('absent unless asked for; null names requests without a model'),
});

/** Span of a question; null at an end that is open. */
export const span = z.object({ from: isoInstant.nullable(), to: isoInstant.nullable() });

/** What answered a question about usage. */
export const engine = z.enum(['duckdb', 'postgres']);

/** A ranking. */
export const leaderboard = z.object({
  engine,
  scope: z.string(),
  span,
  modelBasis: z.enum(['original', 'redirected']).describe("Which of a request's two model names is shown"),
  count: z.number().describe('Rows there are, shown or not'),
  rows: z.array(row),
  own: z.array(row).describe("The viewer's own rows that the limit cuts off"),
});

/** See {@link leaderboard}. */
export type Leaderboard = z.infer<typeof leaderboard>;

/** A row of a ranking. */
export type LeaderboardRow = Leaderboard['rows'][number];
