import type { Metrics } from '../exporter/parse-metrics.ts';
import { quietMix, quietTraffic, setQuietLimits } from '../drill/quiet.ts';
import { startExporter, type ExporterProcess } from '../exporter/process.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { fillHistory } from '../gateway/history.ts';
import type { GatewayShape } from '../gateway/schema/shapes.ts';
import { upgradeGatewaySchema } from '../gateway/schema/upgrade.ts';
import { startGateway } from '../gateway/simulator.ts';
import type { TrafficMix } from '../gateway/traffic/stories.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** The gateway's zone: its clocks go back in the night to 1 November, which also begins a month. */
export const zone = 'America/New_York';

const firstShape: GatewayShape = 'request-log';
/** Whatever happens to requests for which nobody is to be woken. */
const mix: TrafficMix = {
  ...quietMix,
  'billed-hedge': 3,
  warmup: 1,
  'sensitive-word': 1,
  'count-tokens': 2,
  compact: 1,
  'not-found': 1,
  crash: 0.1,
};

const historyRows = 6_000;
const historyDays = 20;

/** A gateway, an exporter, and networks between the exporter and the gateway's servers. */
export interface World {
  stack: Stack;
  networks: { postgres: TcpProxy; redis: TcpProxy };
  /** How the exporter reaches the servers. */
  environment: Readonly<Record<string, string>>;
  gateway: () => Gateway;
  shape: () => GatewayShape;
  exporter: () => ExporterProcess;
  /** Ends the exporter by SIGKILL or in order, and starts it anew on its data. */
  restartExporter: (how: 'kill' | 'stop') => Promise<void>;
  /** The gateway goes down, its database is upgraded in place, and it comes back. */
  upgradeGateway: (to: GatewayShape) => Promise<void>;
  /** Resolves when every source answers and the whole ledger is copied. */
  untilWell: () => Promise<void>;
  /** Requests that the gateway has taken. */
  requests: () => number;
  /** Everything that exporters have logged. */
  logs: () => readonly string[];
  stop: () => Promise<void>;
}

/** @param fakeTime environment of processes that live in the soak's time */
export async function startWorld(seed: number, fakeTime: Readonly<Record<string, string>>): Promise<World> {
  let shape = firstShape;
  const stack = await startStack(shape);
  const networks = {
    postgres: await startTcpProxy(stack.postgres.port),
    redis: await startTcpProxy(stack.redis.port),
  };
  const through = (url: string, { port }: TcpProxy) =>
    Object.assign(new URL(url), { port: String(port) }).href;
  const environment = {
    ...fakeTime,
    DSN: through(stack.environment.DSN, networks.postgres),
    REDIS_URL: through(stack.environment.REDIS_URL, networks.redis),
  };
  const folder = createTemporaryFolder('soak');
  const startAnother = () =>
    startExporter({ ...environment, DATA_DIR: folder.path, DIRECTORY_INTERVAL: '2', QUOTA_INTERVAL: '5' });
  const serve = (prepared: boolean) =>
    startGateway({
      databaseUrl: stack.ownerUrl,
      redisUrl: stack.redis.url,
      seed,
      timezone: zone,
      requestsPerMinute: 120,
      rhythm: 'steady',
      ...quietTraffic,
      mix,
      ...(prepared
        ? {}
        : {
            prepare: (directory) =>
              fillHistory(stack.ownerUrl, directory, { rows: historyRows, days: historyDays, seed }),
          }),
    });
  let gateway = await serve(false);
  await setQuietLimits(gateway);
  let exporter = await startAnother();
  const earlier = { requests: 0, logs: [] as string[] };
  return {
    stack,
    networks,
    environment,
    gateway: () => gateway,
    shape: () => shape,
    exporter: () => exporter,
    async restartExporter(how) {
      await exporter[how]();
      earlier.logs.push(...exporter.log);
      exporter = await startAnother();
    },
    async upgradeGateway(to) {
      await gateway.stop();
      earlier.requests += gateway.counts().arrived;
      await upgradeGatewaySchema(stack.database, shape, to);
      stack.grant();
      shape = to;
      gateway = await serve(true);
    },
    untilWell: () =>
      waitUntil(
        'every source answers, and the ledger is copied',
        async () => {
          const faults = lacking(await exporter.scrape());
          if (faults.length > 0) throw new Error(`${faults.join(', ')}; ${exporter.log.slice(-3).join(' ')}`);
          return true;
        },
        180_000,
        500,
      ),
    requests: () => earlier.requests + gateway.counts().arrived,
    logs: () => [...earlier.logs, ...exporter.log],
    async stop() {
      await exporter.stop();
      await gateway.stop();
      await Promise.all([networks.postgres.stop(), networks.redis.stop()]);
      await stack.stop();
      folder.remove();
    },
  };
}

/** What keeps a page from being whole. */
function lacking(page: Metrics): string[] {
  const down = ['postgres', 'redis', 'ledger'].filter((source) => page.value('cch_up', { source }) !== 1);
  return [
    ...down.map((source) => `${source} is down`),
    ...(page.value('cch_ledger_load_ratio') === 1 ? [] : ['the ledger is not copied']),
    ...(page.series('cch_requests_total').length > 0 ? [] : ['no counters']),
  ];
}
