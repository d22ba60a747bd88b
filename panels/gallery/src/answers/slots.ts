import type { Answer, Slots } from '@hubscope/exporter/contract';
import { fresh, instantAt, wander } from './answer.ts';

type Row = Slots['providers'][number];

interface Invented {
  name: string;
  limit: number | null;
  /** Slots in use, and how far that wanders. */
  used: number;
  wanders: number;
  circuit?: Row['circuit'];
  enabled?: boolean;
  tokens?: number;
  /** Slots that it takes more with each answer of a busy hour. */
  fills?: number;
}

const providers: readonly Invented[] = [
  { name: 'anthropic-main', limit: 30, used: 28.6, wanders: 1.6, tokens: 142_300_000 },
  { name: 'anthropic-pool-2', limit: 20, used: 17, wanders: 2, tokens: 88_100_000 },
  { name: 'codex-team', limit: 16, used: 11, wanders: 3, tokens: 40_700_000, fills: 0.03 },
  { name: 'compat-eu', limit: 8, used: 0, wanders: 0, circuit: 'open', tokens: 9_400_000 },
  { name: 'gemini-cli', limit: 24, used: 9, wanders: 3, tokens: 31_200_000, fills: 0.1 },
];

const more: readonly Invented[] = [
  { name: '华东备用池 <A & B>', limit: 12, used: 7.5, wanders: 2, tokens: 5_600_000 },
  { name: 'vertex-on-trial', limit: 10, used: 1, wanders: 0, circuit: 'half-open', tokens: 1_200_000 },
  { name: 'bedrock-overflow', limit: null, used: 12, wanders: 4, tokens: 2_140_000_000 },
  { name: 'retired-proxy', limit: 6, used: 0, wanders: 0, enabled: false, tokens: 0 },
];

/** Slots of a working afternoon. `unread`: names of providers whose slots cannot be read; `busy`: the fleet is filling. */
export function slotsAt(
  tick: number,
  { all = false, busy = false, unread = [] as readonly string[], count = 0 } = {},
): Answer<Slots> {
  const many = Array.from({ length: count }, (_, index): Invented => ({
    name: `anthropic-pool-${index + 3}`,
    limit: 8 + (index % 5) * 4,
    used: ((index * 7) % 11) * 0.8,
    wanders: 2,
    tokens: 1_000_000 * (index + 1),
  }));
  const rows = [...providers, ...(all ? more : []), ...many].map((provider, index) =>
    rowOf(busy ? filledBy(provider, tick) : provider, index, tick, unread.includes(provider.name)),
  );
  const limited = rows.filter(({ limit, provider }) => provider.enabled && limit !== null);
  const limit = limited.reduce((sum, row) => sum + (row.limit ?? 0), 0);
  const known = limited.every(({ used }) => used !== null);
  const left = limited.reduce((sum, row) => sum + Math.max(0, (row.limit ?? 0) - (row.used ?? 0)), 0);
  return fresh(tick, {
    providers: rows,
    fleet: {
      providers: limited.length,
      limit,
      used: known ? limited.reduce((sum, row) => sum + (row.used ?? 0), 0) : null,
      left: known ? left : null,
      leftRatio: known && limit > 0 ? left / limit : null,
    },
  });
}

const filledBy = (provider: Invented, tick: number): Invented => ({
  ...provider,
  used: provider.used + (provider.fills ?? 0) * tick,
});

function rowOf(
  { name, limit, used, wanders, circuit = 'closed', enabled = true, tokens = 0 }: Invented,
  index: number,
  tick: number,
  isUnread: boolean,
): Row {
  const inUse = Math.max(0, Math.round(used + wander(tick, index) * wanders));
  const shown = limit === null ? inUse : Math.min(limit, inUse);
  return {
    provider: {
      id: index + 1,
      name,
      type: 'claude',
      groups: ['default'],
      enabled,
      priority: 10 - (index % 4),
    },
    used: isUnread ? null : shown,
    limit,
    utilizationRatio: isUnread || limit === null ? null : shown / limit,
    requestsToday: Math.round(tokens / 9000),
    tokensToday: tokens + tick * 1000,
    circuit,
    halfOpensAt: circuit === 'open' ? new Date(instantAt(0) + 252_000).toISOString() : null,
  };
}
