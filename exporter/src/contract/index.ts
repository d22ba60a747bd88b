export type { Annotations, Dimension } from './annotations.ts';
export type { Health, IdentityHealth, LedgerHealth, QuestionHealth, SourceHealth } from './health.ts';
export type { LedgerDigests, ProviderDigest } from './ledger.ts';
export type { Leaderboard, LeaderboardRow } from './leaderboard.ts';
export type { Overview } from './overview.ts';
export type { Quotas } from './quotas.ts';
export type { Realtime } from './realtime.ts';
export type { Answer, Currency, Part, Quality } from './part.ts';
export type { Models, Statistics, Trend } from './usage.ts';
