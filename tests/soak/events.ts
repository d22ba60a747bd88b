import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../gateway/random.ts';
import type { Alarming } from './alert-watch.ts';
import type { FakeClock } from './fake-clock.ts';
import type { NetworkState } from './tcp-proxy.ts';
import type { World } from './world.ts';

/** Something that goes wrong, or that an administrator does. */
export interface SoakEvent extends Alarming {
  name: string;
  /** It needs a ledger, which older gateways have not. */
  needsLedger?: boolean;
  /** Resolves when it is over. */
  play: (world: World, clock: FakeClock, random: Random) => Promise<void>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Server = 'postgres' | 'redis';

/** How long a part is away: longer than every deadline of the exporter, and than its alert is patient. */
const away = (random: Random) => sleep(random.integer(11, 16) * 1000);

/** What is told of a server that does not answer. Without PostgreSQL nothing is counted. */
const missing = (server: Server): Required<Alarming> => ({
  explains: [
    'HubscopeCollectorFailing',
    ...(server === 'postgres' ? (['HubscopeLedgerBehind'] as const) : []),
  ],
  raises: `HubscopeSourceDown ${server}`,
});

/** One that takes long may be missed. */
const slow = (server: Server): Alarming => {
  const { explains, raises } = missing(server);
  return { explains: [...explains, raises] };
};

const network = (server: Server, state: NetworkState): SoakEvent => ({
  name: `network to ${server === 'postgres' ? 'PostgreSQL' : 'Redis'} ${state}`,
  ...(state === 'slow' ? slow(server) : missing(server)),
  async play({ networks }, _clock, random) {
    networks[server].set(state);
    await away(random);
    networks[server].set('open');
  },
});

const outage = (server: Server, how: 'killed' | 'frozen'): SoakEvent => ({
  name: `${server === 'postgres' ? 'PostgreSQL' : 'Redis'} ${how}`,
  ...missing(server),
  async play({ stack }, _clock, random) {
    const part = stack[server];
    if (how === 'killed') await part.kill();
    else part.freeze();
    await away(random);
    if (how === 'killed') await part.start();
    else part.thaw();
  },
});

/** While a clock leaps, figures of a second ago are hours old. */
export const leap: Alarming = { explains: ['HubscopeLedgerBehind'] };

/** A gateway that keeps no outcomes does not say which failures nobody is to blame for: all of them count. */
export const withoutOutcomes: Alarming = {
  explains: ['GatewayErrorBudgetFastBurn', 'GatewayErrorBudgetSlowBurn', 'GatewayProviderFailing'],
};

/** What a run goes through again and again, in an order that its seed decides. */
export const events: readonly SoakEvent[] = [
  {
    name: 'exporter killed',
    explains: ['HubscopeExporterDown'],
    play: (world) => world.restartExporter('kill'),
  },
  outage('postgres', 'killed'),
  outage('postgres', 'frozen'),
  outage('redis', 'killed'),
  outage('redis', 'frozen'),
  network('postgres', 'cut'),
  network('postgres', 'half-open'),
  network('postgres', 'slow'),
  network('redis', 'cut'),
  network('redis', 'half-open'),
  network('redis', 'slow'),
  {
    name: 'clocks set forward',
    ...leap,
    async play(_world, clock, random) {
      clock.step(random.integer(1, 120) * MINUTE_MS);
      await sleep(8000);
    },
  },
  {
    name: 'clocks set back',
    ...leap,
    async play(_world, clock, random) {
      clock.step(-random.integer(1, 30) * MINUTE_MS);
      await sleep(8000);
    },
  },
  {
    name: 'log cleaned up',
    needsLedger: true,
    async play({ gateway }, _clock, random) {
      await gateway().cleanUpLog(new Date(Date.now() - random.integer(6, 72) * HOUR_MS));
    },
  },
  {
    name: "a user's statistics reset",
    needsLedger: true,
    async play({ gateway }, _clock, random) {
      await gateway().resetUserStatistics(random.pick([...gateway().directory.users.values()]).id);
    },
  },
  {
    name: 'costs corrected late',
    needsLedger: true,
    async play({ stack }, _clock, random) {
      await stack.database.query(
        `UPDATE message_request SET cost_usd = cost_usd + 0.000000000000001, output_tokens = output_tokens + 1, updated_at = now()
         WHERE status_code IS NOT NULL AND id % 97 = $1 AND created_at > now() - interval '2 days'`,
        [random.integer(0, 96)],
      );
    },
  },
  {
    name: 'a storm of requests while the exporter is killed',
    explains: [
      'HubscopeExporterDown',
      'GatewayProviderSlotsFull',
      'GatewayProviderSlotsFilling',
      'GatewaySlotsExhausted',
    ],
    async play(world) {
      await Promise.all([world.gateway().storm(400), world.restartExporter('kill')]);
    },
  },
];
