export type { Health, LedgerHealth, QuestionHealth, SourceHealth } from './health.ts';
export type { Quality } from './quality.ts';
