export type { Health, QuestionHealth, SourceHealth } from './health.ts';
export type { Quality } from './quality.ts';
