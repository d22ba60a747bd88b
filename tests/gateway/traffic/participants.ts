import type { ModelPrice } from './billing.ts';

/** Spending limits in USD as exact decimal strings; absent = unlimited. */
export interface SpendLimits {
  readonly fiveHours?: string;
  readonly daily?: string;
  readonly weekly?: string;
  readonly monthly?: string;
  readonly total?: string;
}

/** When spending begins anew. */
export interface SpendResets {
  readonly fiveHours: 'fixed' | 'rolling';
  readonly daily: 'fixed' | 'rolling';
  /** HH:mm in the gateway's zone, of a fixed day. */
  readonly dailyAt: string;
}

export interface User {
  readonly id: number;
  readonly name: string;
  /** Enabled, not deleted, not expired. */
  readonly active: boolean;
  readonly deleted: boolean;
  /** Requests per minute; undefined = unlimited. */
  readonly requestsPerMinute: number | undefined;
  readonly limits: SpendLimits;
  readonly resets: SpendResets;
}

export interface ApiKey {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  /** The plaintext that clients send and that the request log copies. Not unique. */
  readonly key: string;
  readonly active: boolean;
  /** Provider groups it may use; `*` = all. */
  readonly groups: readonly string[];
  readonly limits: SpendLimits;
  readonly resets: SpendResets;
}

export const providerTypes = [
  'claude',
  'claude-auth',
  'codex',
  'gemini',
  'gemini-cli',
  'openai-compatible',
] as const;
export type ProviderType = (typeof providerTypes)[number];

export interface Provider {
  readonly id: number;
  readonly name: string;
  readonly type: ProviderType;
  /** Enabled and not deleted. */
  readonly active: boolean;
  readonly deleted: boolean;
  readonly weight: number;
  /** Lower is tried first. */
  readonly priority: number;
  /** Exact decimal. */
  readonly costMultiplier: string;
  readonly groups: readonly string[];
  /** Requested model -> model sent upstream. */
  readonly redirects: ReadonlyMap<string, string>;
  /** Concurrent sessions; undefined = unlimited. */
  readonly slots: number | undefined;
  readonly limits: SpendLimits;
  readonly resets: SpendResets;
  readonly breaker: BreakerSettings;
}

interface BreakerSettings {
  readonly failureThreshold: number;
  readonly openMs: number;
  readonly halfOpenSuccesses: number;
}

export interface GatewaySettings {
  /** IANA zone, the settings' own or the gateway's default. */
  readonly timezone: string;
  /** No session is kept in Redis. */
  readonly highConcurrency: boolean;
  /** Warm-up requests are answered by the gateway itself. */
  readonly answersWarmups: boolean;
  readonly billsHedgeLosers: boolean;
}

/** Everybody and everything that takes part in a request, as the gateway's tables say now. */
export interface Participants {
  readonly users: readonly User[];
  readonly keys: readonly ApiKey[];
  readonly providers: readonly Provider[];
  /** Group name -> cost multiplier (exact decimal). */
  readonly groupMultipliers: ReadonlyMap<string, string>;
  readonly prices: ReadonlyMap<string, ModelPrice>;
  readonly settings: GatewaySettings;
}

/** A key that can send requests, with its owner. */
export interface Caller {
  readonly user: User;
  readonly key: ApiKey;
}

export function activeCallers({ users, keys }: Participants): Caller[] {
  const owners = new Map(users.filter(({ active }) => active).map((user) => [user.id, user]));
  return keys.flatMap((key) => {
    const user = owners.get(key.userId);
    return key.active && user !== undefined ? [{ user, key }] : [];
  });
}

/** Splits a stored comma list of groups; an empty one means `default`. */
export function groupNames(list: string | null | undefined): string[] {
  const names = (list ?? '')
    .split(/[,，\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? ['default'] : names;
}
