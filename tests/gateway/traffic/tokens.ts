import type { TokenUsage } from './billing.ts';
import type { ModelFamily } from '../models.ts';
import type { Random } from '../random.ts';

/** What a conversation carries from request to request. */
export interface ConversationContext {
  /** Tokens that the next request can read from the provider's cache. */
  cachedTokens: number;
  /** How long its cache writes are kept. */
  readonly cacheLife: '5m' | '1h' | 'mixed';
}

/** How each protocol reports its tokens. */
const families: Readonly<
  Record<ModelFamily, { readonly writesCache: boolean; readonly freshShare: number }>
> = {
  claude: { writesCache: true, freshShare: 0.01 },
  codex: { writesCache: false, freshShare: 0.12 },
  openai: { writesCache: false, freshShare: 0.4 },
  gemini: { writesCache: false, freshShare: 0.3 },
};

/** Longest context that the simulated clients let grow before they compact it. */
const contextLimit = 180_000;

/** Tokens of one answered request; the conversation grows by them. */
export function drawUsage(random: Random, family: ModelFamily, context: ConversationContext): TokenUsage {
  const { writesCache, freshShare } = families[family];
  const added = Math.min(Math.round(random.lognormal(1_800, 1)), 60_000);
  const output = Math.max(1, Math.min(Math.round(random.lognormal(350, 1.1)), 16_000));
  const read = context.cachedTokens;
  context.cachedTokens = read + added > contextLimit ? Math.round(contextLimit / 8) : read + added + output;
  const fresh = Math.max(3, Math.round(added * freshShare));
  if (!writesCache) {
    // Other protocols report cached input only when there was some, and never a write.
    return {
      input: fresh + added,
      output,
      cacheRead: read > 1_024 ? read : null,
      cacheWrite5m: null,
      cacheWrite1h: null,
    };
  }
  const oneHour =
    context.cacheLife === 'mixed' ? Math.round(added * 0.3) : context.cacheLife === '1h' ? added : 0;
  return { input: fresh, output, cacheRead: read, cacheWrite5m: added - oneHour, cacheWrite1h: oneHour };
}

/** Tokens of a request that only counts tokens. */
export function drawCountedTokens(random: Random): TokenUsage {
  const input = Math.round(random.lognormal(8_000, 1));
  return { input, output: 0, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null };
}
