import type { Answer, Leaderboard } from '@hubscope/exporter/contract';
import { fresh, randomOf, wander } from './answer.ts';

type Row = Leaderboard['rows'][number];
type Ranked = Omit<Row, 'rank' | 'rankBefore'>;

const people = [
  'Li M***', 'Chen W***', 'Ana R***', 'Build bot', 'Otto K***', 'Sara P***', 'Jun H***', 'Mia T***',
  '欧阳锦程', 'Wolfeschlegelsteinhausenbergerdorff & Sons <Hamburg>', 'nightly-evaluation-runner', 'Zoë',
]; // prettier-ignore
const providers = [
  'anthropic-main',
  'anthropic-pool-2',
  'codex-team',
  'gemini-cli',
  'compat-eu',
  'deepseek-cn',
];
const modelNames = [
  'claude-sonnet-4-5', 'claude-opus-4-5', 'gpt-5.1-codex', 'gemini-3-pro', 'claude-haiku-4-5', 'deepseek-v3.2',
]; // prettier-ignore

const names: Readonly<Record<string, readonly string[]>> = {
  user: people,
  userCacheHitRate: people,
  provider: providers,
  providerCacheHitRate: providers,
  model: modelNames,
  key: people.map((_, index) => `sk-…${(0x4f1c + index * 977).toString(16)}`),
};

const hitRateOf = (seed: number): number => 0.42 + 0.55 * randomOf(seed, 7);

/** Figures of a cost and a number of requests. */
function figuresOf(cost: number, requests: number, seed: number): Omit<Ranked, 'id' | 'name'> {
  const tokens = Math.round(requests * (17_000 + 9000 * randomOf(seed, 3)));
  const rate = 0.94 + 0.058 * randomOf(seed, 4);
  return {
    requests,
    costUsd: cost.toFixed(15),
    tokens,
    successRate: rate,
    avgTtftMs: 700 + 2600 * randomOf(seed, 5),
    avgTokensPerSecond: 38 + 60 * randomOf(seed, 6),
    avgCostPerRequestUsd: (cost / requests).toFixed(15),
    avgCostPerMillionTokensUsd: ((cost / tokens) * 1e6).toFixed(15),
    cacheHitRate: hitRateOf(seed),
    cacheReadTokens: Math.round(tokens * 0.6),
    cacheCreationCostUsd: (cost * 0.08).toFixed(15),
    totalInputTokens: Math.round(tokens * 0.9),
    cacheCoefficientBp: Math.round(7000 + 2900 * randomOf(seed, 8)),
  };
}

interface Asked {
  scope?: string;
  count?: number;
  /** Rows that the limit shows. */
  limit?: number;
  models?: boolean;
  /** Seed of the row that is the viewer's own. */
  own?: number;
}

/** A board of a working afternoon, on which places change now and then. */
export function leaderboardAt(
  tick: number,
  { scope = 'user', count = 62, limit = count, models = false, own }: Asked = {},
): Answer<Leaderboard> {
  const known = names[scope] ?? people;
  const costAt = (seed: number, at: number) =>
    (214.8 / (1 + seed * 0.155)) * (1 + 0.09 * wander(at, seed + 1)) + at * 0.004 * randomOf(seed, 1);
  const byRate = scope.endsWith('CacheHitRate');
  const ranksAt = (at: number) =>
    Array.from({ length: count }, (_, seed) => ({ seed, cost: costAt(seed, at) })).sort((one, other) =>
      byRate ? hitRateOf(other.seed) - hitRateOf(one.seed) : other.cost - one.cost,
    );
  const before = new Map(ranksAt(tick - 40).map(({ seed }, index) => [seed, index + 1]));
  const rows = ranksAt(tick).map(({ seed, cost }, index): Row => {
    const name = known[seed] ?? `${known[seed % known.length] ?? ''} ${Math.floor(seed / known.length) + 1}`;
    const requests = Math.round(cost * (6 + 16 * randomOf(seed, 2))) + 1;
    return {
      rank: index + 1,
      rankBefore: seed % 17 === 7 ? null : (before.get(seed) ?? null),
      id: scope === 'model' ? name : seed + 1,
      name,
      ...(scope === 'key' ? { user: { id: seed, name: people[seed % people.length] ?? '' } } : {}),
      ...figuresOf(cost, requests, seed),
      ...(models
        ? {
            models: modelNames.slice(0, 2 + (seed % 4)).map((model, place) => ({
              model,
              ...figuresOf(cost / (1.9 + place), Math.ceil(requests / (2 + place)), seed * 31 + place),
            })),
          }
        : {}),
    };
  });
  return fresh(tick, {
    engine: 'duckdb',
    scope,
    span: { from: '2026-03-08T16:00:00.000Z', to: null },
    modelBasis: 'original',
    count,
    rows: rows.slice(0, limit),
    own: own === undefined ? [] : rows.slice(limit).filter(({ id }) => id === own + 1),
  });
}
