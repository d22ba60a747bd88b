import { z } from 'zod';
import { isoInstant, usd } from './part.ts';

const id = z.union([z.number(), z.string()]);
const named = z.object({ id, name: z.string().nullable().describe('null: the gateway has no such name') });
const figure = z.number().nullable();

/** The live stream of requests. */
export const activity = z.object({
  requests: z
    .array(
      z.object({
        id: z.number(),
        session: z.string().nullable(),
        live: z.boolean().describe('Whether its session is live'),
        user: named.nullable(),
        key: named.nullable(),
        provider: named.nullable(),
        model: z.string().nullable().describe('The model that was asked for'),
        billedModel: z.string().nullable().describe('The model as boards name it'),
        state: z
          .enum(['running', 'finished', 'lost'])
          .describe('lost: without an end for a day, and no longer taken for running'),
        statusCode: figure,
        blockedBy: z.string().nullable(),
        durationMs: figure.describe('Of a running request: how long it has run'),
        ttftMs: figure,
        firstByteMs: figure,
        costUsd: usd.nullable(),
        inputTokens: figure,
        outputTokens: figure,
        cacheCreationTokens: figure,
        cacheReadTokens: figure,
        startedAt: isoInstant,
      }),
    )
    .describe('Newest first'),
});

/** See {@link activity}. */
export type Activity = z.infer<typeof activity>;

/** Sessions that are live, each with the sums of all its requests. */
export const sessions = z.object({
  live: z.number().describe('Sessions that are live, in the list or not'),
  sessions: z
    .array(
      z.object({
        id: z.string(),
        user: named.nullable(),
        key: named.nullable(),
        state: z.enum(['INIT', 'BUSY', 'IDLE', 'FAIL']).nullable(),
        inFlight: figure.describe('Requests being served now'),
        requests: z.number(),
        costUsd: usd,
        inputTokens: z.number(),
        outputTokens: z.number(),
        cacheCreationTokens: z.number(),
        cacheReadTokens: z.number(),
        durationMs: z.number(),
        providers: z.array(named),
        models: z.array(z.string()),
        startedAt: isoInstant.nullable(),
        lastRequestAt: isoInstant.nullable(),
      }),
    )
    .describe('Those with the newest requests first'),
});

/** See {@link sessions}. */
export type Sessions = z.infer<typeof sessions>;

/** Slots of concurrent sessions. */
export const slots = z.object({
  providers: z
    .array(
      z.object({
        provider: z.object({
          id: z.number(),
          name: z.string(),
          type: z.string(),
          groups: z.array(z.string()),
          enabled: z.boolean(),
          priority: z.number().describe('Lower is tried first'),
        }),
        used: figure,
        limit: figure.describe('null = unlimited'),
        utilizationRatio: figure.describe('used / limit; may pass 1'),
        requestsToday: figure,
        tokensToday: figure.describe('What the gateway calls the volume'),
        circuit: z.enum(['closed', 'open', 'half-open']).nullable(),
        halfOpensAt: isoInstant.nullable().describe('When an open breaker lets a trial request through'),
      }),
    )
    .describe("In the gateway's order: by priority, then id"),
  fleet: z
    .object({
      providers: z.number().describe('Enabled providers that have a limit'),
      limit: z.number(),
      used: figure,
      left: figure,
      leftRatio: figure,
    })
    .describe('All limited capacity of enabled providers taken together'),
});

/** See {@link slots}. */
export type Slots = z.infer<typeof slots>;
