import { repeatedly, shownAs, type Answer, type Pace, type Question } from './answers.ts';
import { breakerQuestion } from './breaker-question.ts';
import type { Config } from './config.ts';
import { createDirectoryReader, type Directory } from './gateway/directory.ts';
import { GatewayError } from './gateway/failure.ts';
import {
  findGlobalSet,
  sessionCounter,
  type LiveSessions,
  type SessionCounter,
} from './gateway/live-sessions.ts';
import type { Postgres, Queryable } from './gateway/postgres.ts';
import type { Redis } from './gateway/redis.ts';
import { probeSchema, type GatewaySchema } from './gateway/schema.ts';
import { resolveTimezone, type ResolvedTimezone } from './gateway/timezone.ts';
import { databaseTime, fromSnapshot, type AskLedger } from './ledger/access.ts';
import { fingerprint, gatewayOf } from './ledger/identity.ts';
import type { Ledger } from './ledger/keeper.ts';
import type { LedgerReader } from './ledger/reader.ts';
import { ledgerSource } from './ledger/source.ts';
import { createChangesReader, type AdministrativeChanges } from './questions/annotations.ts';
import { watchBreakers, type BreakerChanges } from './questions/breaker-changes.ts';
import { providerCircuits, type ProviderCircuit } from './questions/circuit-states.ts';
import { concurrentSessions } from './questions/concurrent-sessions.ts';
import { inflightRequests } from './questions/inflight-requests.ts';
import { ledgerCounters, type LedgerCounters } from './questions/ledger-counters.ts';
import { overview, type Overview } from './questions/overview.ts';
import { createPostgresCounters } from './questions/postgres-counters.ts';
import { providerSlots, type ProviderSlots } from './questions/provider-slots.ts';
import type { SubjectQuotas } from './questions/quotas.ts';
import type { QuotaScope } from './questions/quotas/subjects.ts';
import { windowsAt } from './questions/windows.ts';
import { quotaQuestion } from './quota-questions.ts';

/** The gateway as it was last found: its schema, its directory, and the zone of its days. */
export interface Gateway {
  /** Tells its database from any other. */
  database: string;
  schema: GatewaySchema;
  directory: Directory;
  timezone: ResolvedTimezone;
}

/** The questions that are asked for everybody. A type rather than an interface, so that its values can be listed. */
export type Questions = {
  gateway: Question<Gateway>;
  overview: Question<Overview>;
  inflightRequests: Question<number>;
  providerQuotas: Question<SubjectQuotas[]>;
  userQuotas: Question<SubjectQuotas[]>;
  keyQuotas: Question<SubjectQuotas[]>;
  concurrentSessions: Question<number>;
  providerSlots: Question<ProviderSlots[]>;
  providerCircuits: Question<ProviderCircuit[]>;
  breakerChanges: Question<BreakerChanges>;
  administrativeChanges: Question<AdministrativeChanges>;
  ledgerCounters: Question<LedgerCounters>;
};

/** The servers that a heartbeat asks. */
export interface Servers {
  postgres: Postgres;
  /** What answers about usage while the copy cannot, or in its place; the gateway's own unless LEDGER_DSN says so. */
  ledgerPostgres: Postgres;
  redis: Redis | undefined;
}

/** Three missed beats, and the time a slow one may take. */
export const freshFor = (config: Config) => 3 * config.heartbeatMs + 2000;

const stored = (config: Config, intervalMs: number): Pace => ({
  intervalMs,
  freshMs: intervalMs + freshFor(config),
  staleMs: config.staleMaxMs,
});

/** The look at the gateway that all other questions build on. */
export function gatewayQuestion(config: Config, postgres: Postgres): Question<Gateway> {
  const readDirectory = createDirectoryReader();
  return repeatedly('gateway', 'postgres', stored(config, config.directoryIntervalMs), () =>
    postgres.snapshot(async (connection) => {
      const schema = await probeSchema(connection);
      const directory = await readDirectory(connection, schema);
      const timezone = resolveTimezone(directory.settings.timezone, config.timezone);
      const database = gatewayOf(await fingerprint(connection, ledgerSource(schema)));
      return { value: { database, schema, directory, timezone }, asOf: await databaseTime(connection) };
    }),
  );
}

/** Least time between two looks whether administrators have changed anything. */
const CHANGES_INTERVAL_MS = 10_000;

/** All other questions that are asked for everybody, and which sessions are counted as concurrent. */
export function createQuestions(
  config: Config,
  { postgres, ledgerPostgres, redis }: Servers,
  gateway: Question<Gateway>,
  askLedger: AskLedger,
  ledger: Ledger | undefined,
): { questions: Omit<Questions, 'gateway'>; liveSessions: Question<LiveSessions> } {
  // What lives in Redis is gone the moment Redis is: an old number of sessions is not the number of sessions.
  const live: Pace = { intervalMs: 0, freshMs: freshFor(config), staleMs: 0 };
  const known = () => knownGateway(gateway.latest()?.value, gateway.answer());

  const fromDatabase = <T>(
    name: string,
    pace: Pace,
    find: (connection: Queryable, gateway: Gateway, now: Promise<number>) => Promise<T>,
  ) =>
    repeatedly(name, 'postgres', pace, () => {
      const found = known();
      return fromSnapshot(postgres, (connection, now) => find(connection, found, now));
    });

  const fromRedis = <T>(name: string, find: (redis: Redis, look: Promise<RedisLook>) => Promise<T>) =>
    repeatedly(name, 'redis', live, () => {
      if (redis === undefined) throw withoutRedis();
      return redis.attempt(async () => {
        const look = lookAt(redis, config);
        const [value, { now }] = await Promise.all([find(redis, look), look]);
        return { value, asOf: now };
      });
    });

  const fromLedger = <T>(
    name: string,
    pace: Pace,
    from: (now: number, timezone: string) => number,
    find: (reader: LedgerReader, gateway: Gateway, now: number) => Promise<T>,
  ) =>
    repeatedly(name, 'postgres', pace, () => {
      const found = known();
      return askLedger(
        found.schema,
        (now) => from(now, found.timezone.name),
        (reader, now) => find(reader, found, now),
      );
    });

  const ofQuotas = (scope: QuotaScope) =>
    quotaQuestion(scope, (intervalMs) => stored(config, intervalMs), config.quotaIntervalMs, {
      redis,
      askLedger,
      ledger,
      known,
    });

  const breakers = watchBreakers(config.dataDir);
  const circuits = fromRedis('circuit_states', async (connection, look) => {
    const [found, { now }] = await Promise.all([
      providerCircuits(connection, known().directory.providers),
      look,
    ]);
    breakers.watch(known().database);
    breakers.observe(found, now);
    return found;
  });
  const readChanges = createChangesReader();

  const overviewQuestion = fromLedger(
    'overview',
    stored(config, 0),
    (now, timezone) => windowsAt(now, timezone).yesterdaySamePeriod.from,
    (reader, { timezone }, now) => overview(reader, windowsAt(now, timezone.name)),
  );
  const liveSessions = fromRedis('concurrent_sessions', async (connection, look) => {
    refuseHighConcurrency(gateway.latest()?.value);
    const [set, { counter }] = await Promise.all([findGlobalSet(connection), look]);
    const recent = overviewQuestion.answer();
    const perMinute = recent.quality === 'fresh' ? recent.value.requestsPerMinute : null;
    return concurrentSessions(set, counter, perMinute);
  });
  const questions: Omit<Questions, 'gateway'> = {
    overview: overviewQuestion,
    inflightRequests: fromDatabase('inflight_requests', stored(config, 0), (connection, { schema }) =>
      inflightRequests(connection, schema),
    ),
    providerQuotas: ofQuotas('provider'),
    userQuotas: ofQuotas('user'),
    keyQuotas: ofQuotas('key'),
    ledgerCounters:
      ledger === undefined
        ? countersOfPostgres(config, ledgerPostgres, known)
        : countersOfCopy(config, ledger),
    concurrentSessions: shownAs(liveSessions, ({ names }) => names.length),
    providerSlots: fromRedis('provider_slots', async (_, look) => {
      refuseHighConcurrency(known());
      const { counter } = await look;
      return providerSlots(counter, known().directory.providers);
    }),
    providerCircuits: circuits,
    breakerChanges: breakerQuestion(circuits, breakers, () => gateway.latest()?.value.database),
    administrativeChanges: fromDatabase(
      'administrative_changes',
      stored(config, CHANGES_INTERVAL_MS),
      async (connection, { schema }, now) => readChanges(connection, schema, await now),
    ),
  };
  return { questions, liveSessions };
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

function knownGateway(latest: Gateway | undefined, answer: Answer<Gateway>): Gateway {
  if (latest !== undefined) return latest;
  const failure = answer.quality === 'unknown' ? answer.failure : undefined;
  throw new GatewayError(failure?.kind ?? 'unreachable', failure?.detail ?? 'the gateway is not known yet');
}

/** How often the counters of the copy are read: more often than Prometheus asks for them. */
const COUNTERS_INTERVAL_MS = 4000;

function countersOfCopy(config: Config, ledger: Ledger): Question<LedgerCounters> {
  return repeatedly('ledger_counters', 'ledger', stored(config, COUNTERS_INTERVAL_MS), async () => {
    const current = ledger.current();
    if (current === undefined) {
      const { failure } = ledger.state();
      throw new GatewayError(
        failure?.kind ?? 'unreachable',
        failure?.detail ?? 'the copy of the ledger is catching up',
      );
    }
    return { value: await ledgerCounters(current.copy, config.seriesMax), asOf: current.asOf };
  });
}

/** How often a PostgreSQL in place of the copy counts its whole ledger. */
const COUNT_INTERVAL_MS = 60_000;

function countersOfPostgres(
  config: Config,
  postgres: Postgres,
  known: () => Gateway,
): Question<LedgerCounters> {
  const counters = createPostgresCounters(config.dataDir, config.seriesMax);
  const pace = { ...stored(config, COUNT_INTERVAL_MS), afterTimeoutMs: COUNT_INTERVAL_MS };
  return repeatedly('ledger_counters', 'postgres', pace, () =>
    postgres.snapshot(async (connection) => {
      const asOf = await databaseTime(connection);
      return { value: await counters(connection, known().schema, asOf), asOf };
    }),
  );
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
