import { Redis } from 'ioredis';
import type { Outage } from '../requests/outage.ts';

/**
 * The simulated gateway's way to Redis. It fails open: a command that Redis does not take is forgotten, because the
 * gateway serves on without Redis.
 */
export interface RedisWriter {
  /**
   * Runs `commands`; several of them become one round trip when they are issued together.
   *
   * @returns undefined when Redis is away
   */
  attempt<T>(commands: (redis: ScriptedRedis) => Promise<T>): Promise<T | undefined>;
  close(): void;
}

/** Redis with the read-modify-write steps that must be atomic; each touches a single key, as Redis Cluster demands. */
export interface ScriptedRedis extends Redis {
  /**
   * Drops the members that are too old, then adds `member` unless the set is full without it.
   *
   * @returns "1" or "0" (whether the member is in), then the dropped members
   */
  takeSlot(
    key: string,
    nowMs: number,
    sessionTtlMs: number,
    limit: number,
    member: string,
    keyTtlSeconds: number,
  ): Promise<string[]>;
  /** Counts down and deletes the key at zero. */
  countDown(key: string): Promise<number>;
  /** Sets `status` in the hash, if there is one: an expired session must not come back half. */
  setSessionStatus(key: string, status: string): Promise<number>;
}

const takeSlot = `
local cutoff = tonumber(ARGV[1]) - tonumber(ARGV[2])
local dropped = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', cutoff)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', cutoff)
local known = redis.call('ZSCORE', KEYS[1], ARGV[4])
if not known and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then
  table.insert(dropped, 1, '0')
  return dropped
end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
table.insert(dropped, 1, '1')
return dropped`;

const countDown = `
local left = redis.call('DECR', KEYS[1])
if left <= 0 then redis.call('DEL', KEYS[1]) end
return left`;

const setSessionStatus = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSET', KEYS[1], 'status', ARGV[1])`;

/**
 * Connects, and keeps reconnecting for ever.
 *
 * @param url `redis://` or `rediss://`, the logical database included
 * @throws Error when Redis does not answer now
 */
export async function connectRedis(url: string, outage: Outage): Promise<RedisWriter> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    socketTimeout: 4_000,
    // ioredis waits as long for the close of a connection that is closed already.
    disconnectTimeout: 200,
    autoResendUnfulfilledCommands: false,
    retryStrategy: () => 250,
    connectionName: 'gateway-simulator',
    disableClientInfo: true,
    scripts: {
      takeSlot: { lua: takeSlot, numberOfKeys: 1 },
      countDown: { lua: countDown, numberOfKeys: 1 },
      setSessionStatus: { lua: setSessionStatus, numberOfKeys: 1 },
    },
  }) as ScriptedRedis;
  redis.on('error', (error) => {
    outage.failed(error);
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  return {
    async attempt(commands) {
      try {
        const result = await commands(redis);
        outage.worked();
        return result;
      } catch (error) {
        outage.failed(error);
        return undefined;
      }
    },
    close() {
      redis.disconnect();
    },
  };
}
