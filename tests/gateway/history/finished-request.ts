import type { TokenUsage } from '../traffic/billing.ts';
import type { Conversation } from './conversations.ts';
import type { Tariff } from './money.ts';
import type { Route } from './routing.ts';

/** An element of the stored `provider_chain`. */
export interface ChainElement {
  readonly id: number;
  readonly name: string;
  readonly reason: string;
  readonly statusCode?: number;
  readonly errorMessage?: string;
  readonly errorDetails?: unknown;
  readonly [more: string]: unknown;
}

export interface BilledLoser {
  readonly route: Route;
  readonly usage: TokenUsage;
  /** Whole 10^-15 USD. */
  readonly cost: bigint;
}

/** One request of the past, in its final state. */
export interface FinishedRequest {
  readonly id: number;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly conversation: Conversation;
  /** Its number in the session. */
  readonly sequence: number;
  readonly endpoint: string | null;
  /** As the log has it; 0 = no provider was asked. */
  readonly providerId: number;
  /** Of the last element of the chain, else `providerId`. */
  readonly finalProviderId: number;
  /** Whose multipliers apply; null when no provider was asked. */
  readonly billing: {
    readonly route: Route;
    readonly groupMultiplier: string;
    /** Undefined: the model has no price. */
    readonly tariff: Tariff | undefined;
    /** What the answer costs without losers, in whole 10^-15 USD. */
    readonly cost: bigint;
  } | null;
  /** As it was sent upstream. */
  readonly model: string | null;
  readonly originalModel: string | null;
  readonly statusCode: number | null;
  readonly errorMessage: string | null;
  /** What success_rate_outcome must be. */
  readonly outcome: 'success' | 'failure' | 'excluded';
  readonly blockedBy: 'warmup' | 'sensitive_word' | null;
  /** Whole 10^-15 USD, losers included; null for warmups. */
  readonly cost: bigint | null;
  readonly usage: TokenUsage | null;
  readonly durationMs: number | null;
  readonly ttftMs: number | null;
  readonly firstByteMs: number | null;
  readonly replayOf: number | null;
  /** How to make the stored chain, which most rows never need. */
  readonly chain: {
    readonly elements: (first: Route, second: Route) => readonly ChainElement[];
    readonly first: Route;
    readonly second: Route;
  } | null;
  readonly losers: readonly BilledLoser[];
}
