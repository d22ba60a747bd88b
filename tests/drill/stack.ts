import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { evaluationInterval } from '../../alerting/src/setting.ts';
import { metricsToken, startExporter, type ExporterProcess } from '../exporter/process.ts';
import { startStack } from '../exporter/stack.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { startGateway } from '../gateway/simulator.ts';
import { startAlertmanager, type AlertmanagerServer } from '../servers/alertmanager.ts';
import { freePort } from '../servers/free-port.ts';
import { removeWithParent } from '../servers/parent-exit.ts';
import type { PostgresServer } from '../servers/postgres.ts';
import { startPrometheus, type PrometheusServer } from '../servers/prometheus.ts';
import type { RedisServer } from '../servers/redis.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { repositoryRoot } from '../setup/repository-root.ts';
import { COMPRESSION, compressedRules, setting } from './compress.ts';
import { quietWeek } from './history.ts';
import { writeConfiguration } from './notifications.ts';
import { quietTraffic, setQuietLimits } from './quiet.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import type pg from 'pg';

/** Requests of a simulated minute; thirty times as many of a real one. */
const QUIET_RATE = 10;

/** How long a silent session counts, in compressed time. */
const SESSION_TTL_S = setting.seconds('5m');

const DAY_MS = 86_400_000;

/** Seconds of quiet traffic that stand for the week before. */
const TYPICAL_S = 20;

/** Everything from the gateway to whom it wakes. */
export interface Stack {
  readonly gateway: Gateway;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  /** Owner's connection to the gateway's database: what is true. */
  readonly database: pg.Pool;
  readonly prometheus: PrometheusServer;
  readonly alertmanager: AlertmanagerServer;
  readonly receiver: Receiver;
  /** The exporter, killed and started again on the same port and folder. */
  readonly exporter: { kill(): Promise<void>; start(): Promise<void> };
  /** Takes the exporter out of Prometheus' targets, or back in. */
  readonly setTarget: (isThere: boolean) => void;
}

/** Starts it all; `onStart` receives what stops each part. */
export async function startAll(
  say: (text: string) => void,
  onStart: (stop: () => Promise<unknown>) => void,
): Promise<Stack> {
  const folder = createTemporaryFolder('drill');
  onStart(() => {
    folder.remove();
    return Promise.resolve();
  });
  say('Starting PostgreSQL, Redis and a simulated gateway');
  const servers = await startStack('none');
  onStart(servers.stop);
  const gateway = await startGateway({
    databaseUrl: servers.ownerUrl,
    redisUrl: servers.redis.url,
    speed: COMPRESSION,
    rhythm: 'steady',
    requestsPerMinute: QUIET_RATE,
    sessionTtlSeconds: SESSION_TTL_S,
    ...quietTraffic,
  });
  onStart(() => gateway.stop());
  servers.grant();
  // Half an hour, in which a breaker stays open, is a minute here: shorter than some scenes.
  await servers.database.query('UPDATE providers SET circuit_breaker_open_duration = $1', [DAY_MS]);
  await setQuietLimits(gateway);
  await delay(TYPICAL_S * 1000);

  say('Starting the exporter, Alertmanager and Prometheus');
  const exporter = await runExporter({
    ...servers.environment,
    DATA_DIR: join(folder.path, 'exporter'),
    PORT: String(await freePort()),
    SESSION_TTL: String(SESSION_TTL_S),
    STALE_MAX: String(setting.seconds('5m')),
    DIRECTORY_INTERVAL: '1',
    QUOTA_INTERVAL: '1',
  });
  onStart(() => exporter.kill());
  const receiver = await startReceiver();
  onStart(() => receiver.stop());
  const alertmanager = await startAlertmanager(writeConfiguration(folder.path, receiver.addresses));
  onStart(() => alertmanager.stop());
  const targets = join(folder.path, 'targets.json');
  const setTarget = (isThere: boolean) => {
    writeFileSync(targets, JSON.stringify(isThere ? [{ targets: [new URL(exporter.url).host] }] : []));
  };
  setTarget(true);
  const prometheus = await startPrometheus({
    configFile: writePrometheus(folder.path, targets, new URL(alertmanager.url).host),
    past: await quietWeek(servers.database, TYPICAL_S),
    flags: [`--rules.alert.resend-delay=${setting.time('1m')}`],
  });
  onStart(() => prometheus.stop());
  return { ...servers, gateway, exporter, prometheus, alertmanager, receiver, setTarget };
}

async function runExporter(environment: Record<string, string>) {
  let running: ExporterProcess = await startExporter(environment);
  removeWithParent(() => {
    process.kill(running.pid, 'SIGKILL');
  });
  await waitUntil(
    'the exporter has counted the ledger',
    async () => {
      const page = await running.scrape();
      return page.value('cch_exporter_collector_success', { collector: 'ledger_counters' }) === 1;
    },
    60_000,
    200,
  );
  return {
    url: running.url,
    kill: () => running.kill(),
    async start() {
      running = await startExporter(environment);
    },
  };
}

interface PrometheusConfiguration {
  global: object;
  scrape_configs: Record<string, unknown>[];
}

/** The repository's configuration and rules, compressed, with the addresses of the drill. @returns the file */
function writePrometheus(into: string, targets: string, alertmanager: string): string {
  const provided = parse(
    readFileSync(join(repositoryRoot, 'provisioning', 'prometheus', 'prometheus.yml'), 'utf8'),
  ) as PrometheusConfiguration;
  writeFileSync(join(into, 'rules.yml'), compressedRules());
  const configuration = {
    ...provided,
    // A heartbeat is a second: to ask more often tells nothing new.
    global: {
      scrape_interval: '1s',
      scrape_timeout: '1s',
      evaluation_interval: setting.time(evaluationInterval),
    },
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: provided.scrape_configs.map(({ job_name }) => ({
      job_name,
      authorization: { credentials: metricsToken },
      file_sd_configs: [{ files: [targets] }],
    })),
  };
  const file = join(into, 'prometheus.yml');
  writeFileSync(file, stringify(configuration));
  return file;
}
