import type { Outage } from '../requests/outage.ts';
import { createBreakers, type Breakers } from './breakers.ts';
import { connectRedis } from './connection.ts';
import type { KeyGeneration } from './generation.ts';
import type { KeyContext } from './key-context.ts';
import { createLiveChain, type LiveChain } from './live-chain.ts';
import { createSessionKeys, type SessionKeys } from './sessions.ts';
import { createSlots, type Slots } from './slots.ts';
import { createSpend, type Spend } from './spend.ts';

export interface GatewayKeysOptions {
  /** `redis://` or `rediss://`, the logical database included. */
  readonly redisUrl: string;
  readonly generation: KeyGeneration;
  /** SESSION_TTL of the gateway, in seconds; 300 by default. */
  readonly sessionTtlSeconds?: number;
  /** Simulated seconds per real second; 1 by default. */
  readonly speed?: number;
  /** Hears once when Redis goes away, and once when it is back. */
  readonly outage: Outage;
  /** Unix milliseconds; the clock by default. */
  readonly now?: () => number;
}

/** Everything that the gateway keeps in Redis and that a read-only observer may read. */
export interface GatewayKeys {
  readonly sessions: SessionKeys;
  readonly slots: Slots;
  readonly breakers: Breakers;
  readonly spend: Spend;
  readonly liveChain: LiveChain;
  /** Ends the connection. */
  close(): void;
}

/** @throws Error when Redis does not answer now */
export async function openGatewayKeys(options: GatewayKeysOptions): Promise<GatewayKeys> {
  const redis = await connectRedis(options.redisUrl, options.outage);
  const context: KeyContext = {
    redis,
    generation: options.generation,
    sessionTtlSeconds: options.sessionTtlSeconds ?? 300,
    now: options.now ?? Date.now,
  };
  return {
    sessions: createSessionKeys(context),
    slots: createSlots(context),
    breakers: createBreakers(context, options.speed ?? 1),
    spend: createSpend(context),
    liveChain: createLiveChain(context),
    close: () => {
      redis.close();
    },
  };
}
