import type { Random } from '../random.ts';
import type { TokenUsage } from '../traffic/billing.ts';
import type { Conversation } from './conversations.ts';
import type { Route } from './routing.ts';

/** Longest context that a conversation reaches before its client compacts it. */
const contextLimit = 180_000;

/** Milliseconds since the request's start. */
export interface Times {
  readonly durationMs: number | null;
  readonly ttftMs: number | null;
  readonly firstByteMs: number | null;
}

export const noTimes: Times = { durationMs: null, ttftMs: null, firstByteMs: null };

/** Tokens of the conversation's next answer; the conversation grows by them. */
export function drawUsage(conversation: Conversation, random: Random): TokenUsage {
  const { family } = conversation.model;
  const added = Math.min(Math.round(random.lognormal(1_600, 1)), 60_000);
  const output = Math.max(1, Math.min(Math.round(random.lognormal(320, 1.1)), 16_000));
  const read = conversation.requests === 1 ? 0 : conversation.cachedTokens;
  const grown = conversation.cachedTokens + added + output;
  conversation.cachedTokens = grown > contextLimit ? contextLimit / 10 : grown;
  if (family !== 'claude') {
    const cacheRead = family === 'openai' || read < 1_024 ? null : read;
    return {
      input: added + Math.round(added * 0.2),
      output,
      cacheRead,
      cacheWrite5m: null,
      cacheWrite1h: null,
    };
  }
  const { cacheLife } = conversation;
  const oneHour = cacheLife === 'mixed' ? Math.round(added * 0.3) : cacheLife === '1h' ? added : 0;
  const input = random.integer(3, 40);
  return { input, output, cacheRead: read, cacheWrite5m: added - oneHour, cacheWrite1h: oneHour };
}

/**
 * @param usage null = nothing was answered
 * @param longestMs how long ago the request began
 */
export function drawTimes(
  { stream, cachedTokens }: Conversation,
  { slowness, tokensPerSecond }: Route,
  usage: TokenUsage | null,
  longestMs: number,
  random: Random,
): Times {
  const first = random.lognormal(1_100, 0.45) * slowness + cachedTokens / 100;
  const writing = ((usage?.output ?? 0) * 1_000) / (tokensPerSecond * random.lognormal(1, 0.2));
  const durationMs = Math.min(Math.round(first + writing), longestMs);
  if (usage === null) return { durationMs, ttftMs: null, firstByteMs: null };
  if (!stream) return { durationMs, ttftMs: durationMs, firstByteMs: durationMs };
  const ttftMs = Math.min(Math.round(first), durationMs);
  return { durationMs, ttftMs, firstByteMs: Math.round(ttftMs * (0.6 + 0.35 * random.next())) };
}
