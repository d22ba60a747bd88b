import type { DataFrame } from '@grafana/data';
import type { Answer, Currency, Leaderboard, LeaderboardRow } from '@hubscope/exporter/contract';
import type { FrameContext } from './frame.ts';

/** Answers and frames of the tests. */

export const context: FrameContext = { refId: 'A', datasourceUid: 'hub' };

export const AS_OF = '2026-03-09T04:00:00.000Z';

/** The gateway shows yuan, and the operator has set a rate. */
export const yuan: Currency = {
  code: 'CNY',
  symbol: '¥',
  locale: 'zh-CN',
  rate: { perUsd: '7.12', date: '2026-03-06' },
};

/** The gateway shows yuan, and nobody has set a rate. */
export const yuanWithoutRate: Currency = { ...yuan, rate: null };

export const fresh = <T>(value: T, currency: Currency | null = null): Answer<T> => ({
  quality: 'fresh',
  asOf: AS_OF,
  ageSeconds: null,
  reason: null,
  timezone: 'Asia/Shanghai',
  currency,
  names: 'real',
  value,
});

export const unknown = <T>(reason: string | null): Answer<T> => ({
  ...fresh(null),
  quality: 'unknown',
  asOf: null,
  reason,
});

/** What `meta.custom` says of a fresh answer in US dollars. */
export const custom = {
  asOf: AS_OF,
  timezone: 'Asia/Shanghai',
  quality: 'fresh',
  ageSeconds: null,
  reason: null,
  names: 'real',
  currency: { code: 'USD', rate: null },
};

/** Values of a frame by the names of its fields. */
export const valuesOf = (frame: DataFrame | undefined): Record<string, unknown[]> =>
  Object.fromEntries((frame?.fields ?? []).map(({ name, values }) => [name, values]));

/** Texts of a frame's notices, each behind its severity. */
export const noticesOf = (frame: DataFrame | undefined): string[] =>
  (frame?.meta?.notices ?? []).map(({ severity, text }) => `${severity}: ${text}`);

/** A row of a board of users. */
export const boardRow = (
  row: Partial<LeaderboardRow> & Pick<LeaderboardRow, 'rank' | 'id' | 'name'>,
): LeaderboardRow => ({
  requests: 10,
  costUsd: '1.5',
  tokens: 1000,
  successRate: 0.9,
  avgTtftMs: 800,
  avgTokensPerSecond: 40,
  avgCostPerRequestUsd: '0.15',
  avgCostPerMillionTokensUsd: '1500',
  cacheHitRate: 0.5,
  cacheReadTokens: 400,
  cacheCreationCostUsd: '0.2',
  totalInputTokens: 800,
  cacheCoefficientBp: null,
  ...row,
});

export const board = (rows: LeaderboardRow[], more: Partial<Leaderboard> = {}): Leaderboard => ({
  engine: 'duckdb',
  scope: 'user',
  span: { from: '2026-03-08T16:00:00.000Z', to: null },
  modelBasis: 'original',
  count: rows.length,
  rows,
  own: [],
  ...more,
});
