import { t } from '@hubscope/panel-kit/format/t.ts';
import type { LeaderboardRow } from '@hubscope/exporter/contract';
import { scopeNames } from '@hubscope/exporter/contract/words';
import type { Scope } from '../types/query.ts';
import { thresholds, type Figure } from './figure.ts';

/** Name of a board's figure. */
export type BoardFigureName = Exclude<
  keyof LeaderboardRow,
  'rank' | 'rankBefore' | 'id' | 'name' | 'user' | 'models'
>;

/** A figure, and the boards that it is on. */
export interface BoardFigure extends Figure<BoardFigureName> {
  scopes: readonly Scope[];
  /** Whether it is there only when percentiles are asked for. */
  percentile?: true;
}

/** Boards of those requests alone that use the prompt cache. */
const cacheScopes: readonly Scope[] = ['userCacheHitRate', 'providerCacheHitRate'];
const usageScopes = scopeNames.filter((scope) => !cacheScopes.includes(scope));
const providerScopes: readonly Scope[] = ['provider', 'providerCacheHitRate'];

/** Colours as on the gateway's own boards (gateway.md 5.3). */
const hitRateColours = thresholds('orange', [0.6, 'yellow'], [0.85, 'green']);
const coefficientColours = thresholds('orange', [0.8, 'yellow'], [0.9, 'green']);

const all: readonly Figure<BoardFigureName>[] = [
  { name: 'costUsd', label: () => t('frames.figure.cost', 'Cost'), kind: 'money' },
  { name: 'requests', label: () => t('frames.figure.requests', 'Requests'), kind: 'count' },
  { name: 'tokens', label: () => t('frames.figure.tokens', 'Tokens'), kind: 'tokens' },
  { name: 'successRate', label: () => t('frames.figure.successRate', 'Success rate'), kind: 'ratio' },
  { name: 'avgTtftMs', label: () => t('frames.figure.avgTtft', 'Avg TTFT'), kind: 'milliseconds' },
  {
    name: 'avgTokensPerSecond',
    label: () => t('frames.figure.avgTokenRate', 'Avg tok/s'),
    kind: 'tokenRate',
  },
  {
    name: 'avgCostPerRequestUsd',
    label: () => t('frames.figure.avgCostPerRequest', 'Avg cost per request'),
    kind: 'price',
  },
  {
    name: 'avgCostPerMillionTokensUsd',
    label: () => t('frames.figure.avgCostPerMillionTokens', 'Avg cost per 1M tokens'),
    kind: 'price',
  },
  {
    name: 'cacheHitRate',
    label: () => t('frames.figure.cacheHitRate', 'Cache hit rate'),
    kind: 'ratio',
    config: hitRateColours,
  },
  {
    name: 'cacheReadTokens',
    label: () => t('frames.figure.cacheReadTokens', 'Cache read tokens'),
    kind: 'tokens',
  },
  {
    name: 'cacheCreationCostUsd',
    label: () => t('frames.figure.cacheCreationCost', 'Cache creation spend'),
    kind: 'money',
  },
  {
    name: 'totalInputTokens',
    label: () => t('frames.figure.cachePromptTokens', 'Prompt tokens with cache'),
    kind: 'tokens',
  },
  {
    name: 'cacheCoefficientBp',
    label: () => t('frames.figure.cacheCoefficient', 'Cache coefficient'),
    kind: 'coefficient',
    config: coefficientColours,
  },
  {
    name: 'durationP50Ms',
    label: () => t('frames.figure.durationP50', 'Duration p50'),
    kind: 'milliseconds',
  },
  {
    name: 'durationP95Ms',
    label: () => t('frames.figure.durationP95', 'Duration p95'),
    kind: 'milliseconds',
  },
  {
    name: 'durationP99Ms',
    label: () => t('frames.figure.durationP99', 'Duration p99'),
    kind: 'milliseconds',
  },
  { name: 'ttftP50Ms', label: () => t('frames.figure.ttftP50', 'TTFT p50'), kind: 'milliseconds' },
  { name: 'ttftP95Ms', label: () => t('frames.figure.ttftP95', 'TTFT p95'), kind: 'milliseconds' },
  { name: 'ttftP99Ms', label: () => t('frames.figure.ttftP99', 'TTFT p99'), kind: 'milliseconds' },
];

/** Figures that are not on every board. */
const only: Partial<Record<BoardFigureName, readonly Scope[]>> = {
  successRate: usageScopes,
  avgTtftMs: usageScopes,
  avgTokensPerSecond: usageScopes,
  cacheCoefficientBp: providerScopes,
};

/** All figures of boards, in the order of columns. */
export const boardFigures: readonly BoardFigure[] = all.map((figure) => ({
  ...figure,
  scopes: only[figure.name] ?? scopeNames,
  ...(/P\d\dMs$/.test(figure.name) ? { percentile: true } : {}),
}));

/** Figures of a board, its own first: cost, or on a cache board the hit rate. */
export function figuresOf(scope: Scope, percentiles = false): BoardFigure[] {
  const found = boardFigures.filter(
    (figure) => figure.scopes.includes(scope) && (percentiles || figure.percentile !== true),
  );
  if (!cacheScopes.includes(scope)) return found;
  const [first, rest] = [
    found.filter(({ name }) => name === 'cacheHitRate'),
    found.filter(({ name }) => name !== 'cacheHitRate'),
  ];
  return [...first, ...rest];
}
