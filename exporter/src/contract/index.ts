export type { Health, LedgerHealth, QuestionHealth, SourceHealth } from './health.ts';
export type { LedgerDigests, ProviderDigest } from './ledger.ts';
export type { Quality } from './quality.ts';
