import { Cluster, Redis as IoRedis, type RedisOptions } from 'ioredis';
import type { Config } from '../config.ts';
import { explain, GatewayError, type Failure } from './failure.ts';
import { createSourceState, type SourceState } from './source-state.ts';

/** A key's value, or why it cannot be told (a wrong type is left alone, and unknown). */
export type Reading<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** The gateway's Redis: the read-only commands Hubscope uses, and no others. Commands of one turn share a round trip. */
export interface Redis {
  state: SourceState;
  /** The server's clock, in Unix milliseconds (TIME). */
  now: () => Promise<number>;
  /** Those of some keys, each given once, that exist (EXISTS), in their order. */
  existing: (keys: readonly string[]) => Promise<string[]>;
  /** Members of a sorted set whose score is above `minimum` (ZRANGEBYSCORE); empty when the key is missing. */
  membersAbove: (key: string, minimum: number) => Promise<Reading<string[]>>;
  /** Fields of a hash, null where missing (HMGET). */
  fields: <Name extends string>(
    key: string,
    names: readonly Name[],
  ) => Promise<Reading<Record<Name, string | null>>>;
  /** A key's text, null when it is missing (GET). */
  text: (key: string) => Promise<Reading<string | null>>;
  /** Milliseconds a key has left to live (PTTL); null when it is missing or has no end. */
  timeToLive: (key: string) => Promise<number | null>;
  /** Runs `work` when the server may be tried, and notes in {@link state} whether it answered. */
  attempt: <T>(work: () => Promise<T>) => Promise<T>;
  end: () => void;
}

type RedisConfig = Exclude<Config['redis'], { mode: 'none' }>;

/** Connects to the gateway's Redis, Cluster or Sentinel; never gives up reconnecting. */
export function connectRedis(config: RedisConfig): Redis {
  const client = createClient(config);
  // Without a listener ioredis prints to the console; failures are reported through the state.
  client.on('error', () => undefined);
  const state = createSourceState();
  return {
    state,
    now: async () => {
      const [seconds, microseconds] = await client.time();
      return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
    },
    // Keys of a Cluster lie on many nodes, each of which answers for its own alone.
    existing: (keys) => existingAmong(client, keys, config.mode === 'cluster' ? 1 : KEYS_AT_ONCE),
    membersAbove: (key, minimum) => reading(client.zrangebyscore(key, `(${minimum}`, '+inf')),
    fields: <Name extends string>(key: string, names: readonly Name[]) =>
      reading(
        client
          .hmget(key, ...names)
          .then(
            (values) =>
              Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])) as Record<
                Name,
                string | null
              >,
          ),
      ),
    text: (key) => reading(client.get(key)),
    timeToLive: async (key) => {
      const left = await client.pttl(key);
      return left >= 0 ? left : null;
    },
    async attempt(work) {
      if (!state.mayTry()) throw new GatewayError('unreachable', state.lastFailure()?.detail ?? 'waiting');
      try {
        await connected(client, config.connectTimeoutMs);
        const result = await work();
        state.succeeded();
        return result;
      } catch (error) {
        const failure = explain(error);
        // What we refuse to conclude from an answer is no fault of the server's.
        if (error instanceof GatewayError && failure.kind !== 'unreachable') state.succeeded();
        else state.failed(failure);
        throw error;
      }
    },
    end: () => {
      client.disconnect();
    },
  };
}

/** Keys that one command asks for. */
const KEYS_AT_ONCE = 128;

/**
 * EXISTS tells how many of its keys exist, not which. Of a gateway's sessions nearly all do: groups of which some do not
 * are halved until it is known.
 */
async function existingAmong(
  client: IoRedis | Cluster,
  keys: readonly string[],
  atOnce: number,
): Promise<string[]> {
  const groups: string[][] = [];
  for (let from = 0; from < keys.length; from += atOnce) groups.push(keys.slice(from, from + atOnce));
  const found = await Promise.all(
    groups.map(async (group) => {
      const count = await client.exists(...group);
      if (count === group.length) return group;
      return count === 0 ? [] : existingAmong(client, group, Math.ceil(group.length / 2));
    }),
  );
  return found.flat();
}

/** A key of another type is that key's own trouble; anything else is the server's. */
async function reading<T>(command: Promise<T>): Promise<Reading<T>> {
  try {
    return { ok: true, value: await command };
  } catch (error) {
    const failure = explain(error);
    if (failure.kind === 'wrong-type') return { ok: false, failure };
    throw error;
  }
}

function createClient(config: RedisConfig): IoRedis | Cluster {
  const [first] = config.urls;
  if (first === undefined) throw new Error('REDIS_URL names no node');
  const nodes = config.urls.map((url) => addressOf(url.reveal()));
  const { username, password, db, tls } = addressOf(first.reveal());
  const retry = (attempt: number) => Math.min(50 * 2 ** attempt, 3000) * (0.75 + Math.random() / 4);
  const credentials = {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: { rejectUnauthorized: config.tlsRejectUnauthorized } } : {}),
  };
  const common = {
    ...credentials,
    db,
    connectionName: 'hubscope',
    connectTimeout: config.connectTimeoutMs,
    commandTimeout: config.commandTimeoutMs,
    socketTimeout: 2 * config.commandTimeoutMs,
    // ioredis waits as long for the close of a connection that is closed already, and keeps the process from its end.
    disconnectTimeout: 500,
    disableClientInfo: true,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    enableAutoPipelining: true,
    lazyConnect: true,
    retryStrategy: retry,
  } satisfies RedisOptions;
  const hosts = nodes.map(({ host, port }) => ({ host, port }));
  if (config.mode === 'sentinel') {
    return new IoRedis({
      ...common,
      sentinels: hosts,
      name: config.sentinelName ?? 'mymaster',
      sentinelRetryStrategy: retry,
      role: 'master',
    });
  }
  if (config.mode === 'cluster') {
    return new Cluster(hosts, {
      // In redisOptions this one is silently ignored (exporter-practice.md 5.2).
      enableOfflineQueue: false,
      enableReadyCheck: false,
      enableAutoPipelining: true,
      lazyConnect: true,
      clusterRetryStrategy: retry,
      // A MOVED reply inside an automatic pipeline is neither followed nor learnt from.
      slotsRefreshInterval: 3000,
      redisOptions: { ...common, db: 0 },
    });
  }
  return new IoRedis({ ...common, host: nodes[0]?.host ?? 'localhost', port: nodes[0]?.port ?? 6379 });
}

function addressOf(text: string) {
  const url = new URL(text);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    username: url.username === '' ? undefined : decodeURIComponent(url.username),
    password: url.password === '' ? undefined : decodeURIComponent(url.password),
    db: Number(url.pathname.slice(1)) || 0,
    tls: url.protocol === 'rediss:',
  };
}

/** Resolves when commands can be sent: with the offline queue off, a command before that would just fail. */
async function connected(client: IoRedis | Cluster, withinMs: number): Promise<void> {
  if (client.status === 'ready') return;
  if (client.status === 'wait') client.connect().catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      client.off('ready', ready);
      finish();
    };
    const ready = () => {
      settle(resolve);
    };
    const timer = setTimeout(() => {
      settle(() => {
        reject(new GatewayError('unreachable', 'no connection to Redis could be made in time'));
      });
    }, withinMs);
    client.once('ready', ready);
  });
}
