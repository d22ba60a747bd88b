/*
 * Words of the API's parameters. They stand apart from the schemas, so that plugins can use them without zod in their
 * bundles.
 */

/** What a board ranks. The cache boards look only at requests that read or write the prompt cache. */
export const scopeNames = [
  'user',
  'userCacheHitRate',
  'provider',
  'providerCacheHitRate',
  'model',
  'key',
] as const;
export type ScopeName = (typeof scopeNames)[number];

/** Periods that go by a name: the local day, ISO week, month, quarter or year that it is now, or all of history. */
export const periodNames = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'allTime'] as const;
export type PeriodName = (typeof periodNames)[number];

/** Ranges of the gateway's chart: today by hours, the others by local days, each up to the end of today. */
export const rangeNames = ['today', '7days', '30days', 'thisMonth'] as const;
export type RangeName = (typeof rangeNames)[number];

/** Types of providers that the gateway knows; the same in every language. */
export const providerTypes = [
  'claude',
  'claude-auth',
  'codex',
  'gemini',
  'gemini-cli',
  'openai-compatible',
] as const;
export type ProviderType = (typeof providerTypes)[number];
