import pg from 'pg';
import { createAdministration } from './administration.ts';
import type { Gateway, SimulatorOptions } from './gateway.ts';
import { gatewayOptions } from './options.ts';
import { provideDatabase } from './provisioning.ts';
import { openGatewayKeys } from './redis-keys/gateway-keys.ts';
import type { KeyGeneration } from './redis-keys/generation.ts';
import type { SessionRequest } from './redis-keys/sessions.ts';
import { createExecutor } from './requests/carry-out.ts';
import { createOutage, type Outage } from './requests/outage.ts';
import { createOutstanding } from './requests/outstanding.ts';
import { createPace } from './requests/pace.ts';
import { readColumns } from './requests/request-table.ts';
import type { GatewayShape } from './schema/shapes.ts';
import { createTrafficSource } from './traffic-source.ts';
import { readParticipants } from './traffic/participants-tables.ts';
import { activeCallers, type Provider } from './traffic/participants.ts';
import { createPlanner } from './traffic/planner.ts';
import type { Ailment, Conditions } from './traffic/routing.ts';

export type { Gateway, SimulatorOptions } from './gateway.ts';

/** Beyond this the gateway would only pile up work in memory, e.g. while PostgreSQL is frozen. */
const mostUnderWay = 20_000;
const stopGraceMs = 5_000;

const generations: Readonly<Record<GatewayShape, KeyGeneration>> = {
  current: 'observed',
  'early-ledger': 'tagged',
  'request-log': 'untagged',
};

/**
 * Starts a simulated gateway on a PostgreSQL database and a Redis. A database without the gateway's tables gets them;
 * one without users gets users, keys and providers; one that has them is continued as it is.
 *
 * @throws Error when a server does not answer, or the tables are missing and may not be created
 */
export async function startGateway(given: SimulatorOptions): Promise<Gateway> {
  const log = given.log ?? (() => undefined);
  const outage = createOutage('PostgreSQL', 'requests fail', log);
  const database = new pg.Pool({
    connectionString: given.databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'gateway-simulator',
  });
  database.on('error', (error) => {
    outage.failed(error);
  });
  try {
    return await runGateway(given, database, outage, log);
  } catch (error) {
    await database.end();
    throw error;
  }
}

async function runGateway(
  given: SimulatorOptions,
  database: pg.Pool,
  outage: Outage,
  log: (message: string) => void,
): Promise<Gateway> {
  const options = gatewayOptions(given);
  const speed = given.speed ?? 1;
  const { sessionTtlSeconds } = options;
  const pace = createPace(speed);
  const { directory, shape } = await provideDatabase(database, options, given.create ?? true);
  await given.prepare?.(directory);
  let participants = directory;
  const keys = await openGatewayKeys({
    redisUrl: given.redisUrl,
    generation: generations[shape],
    sessionTtlSeconds,
    speed,
    outage: createOutage('Redis', 'the gateway serves on without sessions', log),
  });
  const outstanding = createOutstanding((error) => {
    log(`a request could not be carried out: ${error instanceof Error ? error.message : String(error)}`);
  });
  const executor = createExecutor({
    database,
    keys,
    pace,
    outstanding,
    settings: () => participants.settings,
    columns: await readColumns(database, 'message_request'),
    outage,
  });
  const ailments = new Map<number, Ailment>();
  const conditions: Conditions = {
    admits: (provider) => keys.breakers.admits(provider),
    isFull: (provider, sessionId) => keys.slots.isFull(provider, sessionId),
    ailment: ({ id }) => ailments.get(id),
  };
  const planner = createPlanner(participants, {
    ...options,
    speed,
    mix: given.mix,
    streamShare: given.streamShare,
  });
  const tally = { arrived: 0, shed: 0 };

  const arrive = (at: number) => {
    tally.arrived += 1;
    if (outstanding.size >= mostUnderWay) {
      tally.shed += 1;
      return;
    }
    const plan = planner.next(at, conditions);
    if (plan !== undefined) void executor.carryOut(plan);
  };
  const traffic = createTrafficSource({
    seed: options.seed,
    rhythm: given.rhythm ?? 'daily',
    speed,
    requestsPerMinute: options.requestsPerMinute,
    timezone: () => participants.settings.timezone,
    onArrival: arrive,
  });
  const providerOf = (id: number): Provider => {
    const found = participants.providers.find((provider) => provider.id === id);
    if (found === undefined) throw new RangeError(`there is no provider ${id}`);
    return found;
  };
  const fillerRequest = (id: string): SessionRequest => {
    const [caller] = activeCallers(participants);
    if (caller === undefined) throw new Error('nobody can send requests');
    const session = { id, identity: id, kind: 'session_id', family: 'claude' } as const;
    return { session, caller, model: 'claude-sonnet-4-5-20250929' };
  };
  const forceBreaker = async (id: number, state: 'open' | 'half-open' | 'closed') => {
    keys.breakers.force(providerOf(id), state);
    await keys.breakers.written();
  };
  const pause = async () => {
    traffic.stop();
    pace.hurry();
    await outstanding.settled();
    await keys.breakers.written();
  };
  const administration = createAdministration({
    database,
    async forgetSpending(userId) {
      const user = participants.users.find(({ id }) => id === userId);
      if (user === undefined) return;
      await keys.spend.forget(
        user,
        participants.keys.filter((key) => key.userId === userId),
      );
    },
    async onChange() {
      participants = await readParticipants(database);
      planner.setParticipants(participants);
    },
  });
  const stop = async () => {
    traffic.stop();
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise((resolve) => {
      timer = setTimeout(resolve, stopGraceMs);
    });
    await Promise.race([pause(), tooLong]);
    clearTimeout(timer);
    executor.abandon();
    keys.close();
    await Promise.race([database.end(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
  };
  let stopped: Promise<void> | undefined;

  traffic.start();
  return {
    ...administration,
    shape,
    get directory() {
      return participants;
    },
    pause,
    resume() {
      pace.relax();
      traffic.start();
    },
    stop: () => (stopped ??= stop()),
    counts: () => ({ ...executor.counts(), ...tally, underWay: outstanding.size }),
    failProvider(id, ailment) {
      ailments.set(providerOf(id).id, ailment);
    },
    heal(id) {
      ailments.delete(providerOf(id).id);
    },
    setRate(requestsPerMinute) {
      traffic.setRate(requestsPerMinute);
    },
    setMix(mix) {
      planner.setMix(mix);
    },
    async storm(requests = 500) {
      for (let sent = 0; sent < requests; sent += 1) {
        arrive(Date.now());
        // Other work gets its turn between the waves.
        if (sent % 25 === 24) await new Promise(setImmediate);
      }
    },
    openBreaker: (id) => forceBreaker(id, 'open'),
    halfOpenBreaker: (id) => forceBreaker(id, 'half-open'),
    closeBreaker: (id) => forceBreaker(id, 'closed'),
    async fillSlots(providerId, sessions) {
      const provider = providerOf(providerId);
      if (provider.slots === undefined) throw new RangeError(`provider ${providerId} has no limit of slots`);
      const taken: string[] = [];
      while (taken.length < sessions) {
        const id = `sess_filler_${Date.now().toString(36)}_${taken.length}`;
        if (!(await keys.slots.take(provider, id))) break;
        const request = fillerRequest(id);
        await keys.sessions.begin(request);
        await keys.sessions.observe(request);
        taken.push(id);
      }
      return taken;
    },
    async keepSlots(providerId, sessions) {
      const provider = providerOf(providerId);
      for (const id of sessions) {
        await keys.slots.renew(provider, id);
        await keys.sessions.renew(fillerRequest(id));
      }
    },
  };
}
