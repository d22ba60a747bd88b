import type { KeyGeneration } from './generation.ts';
import type { RedisWriter } from './connection.ts';

/** What every writer of keys needs. */
export interface KeyContext {
  readonly redis: RedisWriter;
  readonly generation: KeyGeneration;
  /** SESSION_TTL of the gateway, in seconds. */
  readonly sessionTtlSeconds: number;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** Seconds that a session set lives after its last write. */
export const setTtlSeconds = ({ sessionTtlSeconds }: KeyContext) => Math.max(3_600, sessionTtlSeconds);
