import { repeatedly, type Answer, type Pace, type Question } from './answers.ts';
import type { Config } from './config.ts';
import { createDirectoryReader, type Directory, type Provider } from './gateway/directory.ts';
import { GatewayError, type Failure } from './gateway/failure.ts';
import { sessionCounter, type SessionCounter } from './gateway/live-sessions.ts';
import type { Postgres, Queryable } from './gateway/postgres.ts';
import type { Redis } from './gateway/redis.ts';
import { probeSchema, type GatewaySchema } from './gateway/schema.ts';
import { resolveTimezone, type ResolvedTimezone } from './gateway/timezone.ts';
import { usageOf, type Usage } from './gateway/usage.ts';
import { providerCircuits, type ProviderCircuit } from './questions/circuit-states.ts';
import { concurrentSessions } from './questions/concurrent-sessions.ts';
import { inflightRequests } from './questions/inflight-requests.ts';
import { overview, type Overview } from './questions/overview.ts';
import {
  fiveHourWindows,
  providerQuotas,
  type FiveHourWindow,
  type ProviderQuota,
} from './questions/provider-quotas.ts';
import { providerSlots, type ProviderSlots } from './questions/provider-slots.ts';
import { windowsAt } from './questions/windows.ts';

/** The gateway as it was last found: its schema, its directory, and the zone of its days. */
export interface Gateway {
  schema: GatewaySchema;
  usage: Usage;
  directory: Directory;
  timezone: ResolvedTimezone;
}

/** The questions that are asked for everybody. A type rather than an interface, so that its values can be listed. */
export type Questions = {
  gateway: Question<Gateway>;
  overview: Question<Overview>;
  inflightRequests: Question<number>;
  providerQuotas: Question<ProviderQuota[]>;
  concurrentSessions: Question<number>;
  providerSlots: Question<ProviderSlots[]>;
  providerCircuits: Question<ProviderCircuit[]>;
};

/** Whether a server answers; `lastFailure` says why not. */
export interface SourceReading {
  up: boolean;
  /** Its own time of the newest figure taken from it, Unix ms. */
  asOf: number | undefined;
  lastFailure: Failure | undefined;
}

/** The tick that computes every shared answer once; scrapes and viewers only read. */
export interface Heartbeat {
  questions: Questions;
  /** Undefined for a source that the configuration leaves out. */
  source: (name: 'postgres' | 'redis') => SourceReading | undefined;
  /** Resolves when every question has been asked once, with or without success. */
  firstBeat: Promise<void>;
  stop: () => void;
}

/** Asks all questions now and then at every interval; a question that is still busy is not asked twice. */
export function startHeartbeat(config: Config, postgres: Postgres, redis: Redis | undefined): Heartbeat {
  const questions = createQuestions(config, postgres, redis);
  const { gateway, ...others } = questions;
  const beat = async () => {
    // The first look at the gateway comes before the questions that build on it.
    const look = gateway.ask();
    if (gateway.latest() === undefined) await look;
    await Promise.all([look, ...Object.values(others).map((question) => question.ask())]);
  };
  const timer = setInterval(() => void beat(), config.heartbeatMs);
  const states = { postgres: postgres.state, redis: redis?.state };
  return {
    questions,
    source(name) {
      const state = states[name];
      if (state === undefined) return undefined;
      const times = Object.values(questions)
        .filter((question) => question.source === name)
        .map((question) => question.latest()?.asOf)
        .filter((asOf) => asOf !== undefined);
      return {
        up: state.isUp(freshFor(config)),
        asOf: times.length === 0 ? undefined : Math.max(...times),
        lastFailure: state.lastFailure(),
      };
    },
    firstBeat: beat(),
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** Three missed beats, and the time a slow one may take. */
const freshFor = (config: Config) => 3 * config.heartbeatMs + 2000;

function createQuestions(config: Config, postgres: Postgres, redis: Redis | undefined): Questions {
  const stored = (intervalMs: number): Pace => ({
    intervalMs,
    freshMs: intervalMs + freshFor(config),
    staleMs: config.staleMaxMs,
  });
  // What lives in Redis is gone the moment Redis is: an old number of sessions is not the number of sessions.
  const live: Pace = { intervalMs: 0, freshMs: freshFor(config), staleMs: 0 };

  const readDirectory = createDirectoryReader();
  const gateway = repeatedly('gateway', 'postgres', stored(config.directoryIntervalMs), () =>
    postgres.snapshot(async (connection) => {
      const schema = await probeSchema(connection);
      const directory = await readDirectory(connection, schema);
      const timezone = resolveTimezone(directory.settings.timezone, config.timezone);
      return {
        value: { schema, usage: usageOf(schema), directory, timezone },
        asOf: await databaseTime(connection),
      };
    }),
  );
  const known = () => knownGateway(gateway.latest()?.value, gateway.answer());

  const fromDatabase = <T>(
    name: string,
    pace: Pace,
    find: (connection: Queryable, gateway: Gateway, now: number) => Promise<T>,
  ) =>
    repeatedly(name, 'postgres', pace, () =>
      postgres.snapshot(async (connection) => {
        const asOf = await databaseTime(connection);
        return { value: await find(connection, known(), asOf), asOf };
      }),
    );

  const fromRedis = <T>(name: string, find: (redis: Redis, look: RedisLook) => Promise<T>) =>
    repeatedly(name, 'redis', live, () => {
      if (redis === undefined) throw withoutRedis();
      return redis.attempt(async () => {
        const look = await lookAt(redis, config);
        return { value: await find(redis, look), asOf: look.now };
      });
    });

  const overviewQuestion = fromDatabase('overview', stored(0), (connection, { usage, timezone }, now) =>
    overview(connection, usage, windowsAt(now, timezone.name)),
  );
  return {
    gateway,
    overview: overviewQuestion,
    inflightRequests: fromDatabase('inflight_requests', stored(0), (connection, { schema }) =>
      inflightRequests(connection, schema),
    ),
    providerQuotas: fromDatabase(
      'provider_quotas',
      stored(config.quotaIntervalMs),
      async (connection, { usage, directory, timezone }, now) => {
        const { providers } = directory;
        const fiveHours = await openFiveHourWindows(config, redis, providers);
        return providerQuotas(connection, usage, providers, now, timezone.name, fiveHours);
      },
    ),
    concurrentSessions: fromRedis('concurrent_sessions', (connection, { counter }) => {
      refuseHighConcurrency(gateway.latest()?.value);
      const recent = overviewQuestion.answer();
      return concurrentSessions(
        connection,
        counter,
        recent.quality === 'fresh' ? recent.value.requestsPerMinute : null,
      );
    }),
    providerSlots: fromRedis('provider_slots', (_, { counter }) => {
      refuseHighConcurrency(known());
      return providerSlots(counter, known().directory.providers);
    }),
    providerCircuits: fromRedis('circuit_states', (connection) =>
      providerCircuits(connection, known().directory.providers),
    ),
  };
}

/** One moment of Redis: its clock, and a counter of the sessions that are live at it. */
interface RedisLook {
  now: number;
  counter: SessionCounter;
}

async function lookAt(redis: Redis, config: Config): Promise<RedisLook> {
  const now = await redis.now();
  return { now, counter: sessionCounter(redis, now, config.sessionTtlMs) };
}

/** Without Redis no window is known, and the quotas that need one are unknown. */
async function openFiveHourWindows(
  config: Config,
  redis: Redis | undefined,
  providers: readonly Provider[],
): Promise<Map<number, FiveHourWindow>> {
  if (redis === undefined) return new Map();
  try {
    return await redis.attempt(async () =>
      fiveHourWindows(redis, (await lookAt(redis, config)).now, providers),
    );
  } catch {
    return new Map();
  }
}

/** The database's clock, Unix ms, at the beginning of the snapshot. */
async function databaseTime(connection: Queryable): Promise<number> {
  const [row] = await connection.query<{ now: string }>(
    'SELECT floor(extract(epoch FROM now()) * 1000)::text AS now',
  );
  return Number(row?.now);
}

function knownGateway(latest: Gateway | undefined, answer: Answer<Gateway>): Gateway {
  if (latest !== undefined) return latest;
  const failure = answer.quality === 'unknown' ? answer.failure : undefined;
  throw new GatewayError(failure?.kind ?? 'unreachable', failure?.detail ?? 'the gateway is not known yet');
}

function refuseHighConcurrency(gateway: Gateway | undefined): void {
  if (gateway?.directory.settings.highConcurrencyMode === true) {
    throw new GatewayError(
      'not-configured',
      'the gateway runs in high concurrency mode, in which it keeps no sessions in Redis',
    );
  }
}

const withoutRedis = () => new GatewayError('not-configured', 'REDIS_URL is "none"');
