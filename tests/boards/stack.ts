import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startExporter } from '../exporter/process.ts';
import { zoneOfAfternoon } from '../gateway/afternoon.ts';
import { fillHistory } from '../gateway/history.ts';
import { startGateway } from '../gateway/simulator.ts';
import { freePort } from '../servers/free-port.ts';
import { startGrafana, type GrafanaServer } from '../servers/grafana.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startPrometheus, type PrometheusServer } from '../servers/prometheus.ts';
import { startRedis } from '../servers/redis.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

const plugins = [
  'datasource-plugin',
  ...['metric', 'leaderboard', 'slots', 'usage', 'activity', 'stage'].map((name) => `panels/${name}`),
];

const tokens = {
  METRICS_TOKEN: 'metrics-token-of-the-boards',
  API_ADMIN_TOKEN: 'admin-token-of-the-boards',
  API_VIEWER_TOKEN: 'viewer-token-of-the-boards',
  API_SCREEN_TOKEN: 'screen-token-of-the-boards',
};

/** All that a board stands on: a simulated gateway, the exporter, Prometheus with its rules, and Grafana. */
export interface Boards {
  grafana: GrafanaServer;
  prometheus: PrometheusServer;
  exporterUrl: string;
  stop: () => Promise<void>;
}

export interface BoardsOptions {
  /** As {@link startGrafana} takes it. */
  home: string;
  /** Of Grafana; default: one that is free. */
  port?: number;
  /** Requests of the eight days before; default 30 000. */
  rows?: number;
  requestsPerMinute?: number;
}

/** Starts it all, from nothing but what is provisioned. */
export async function startBoards({
  home,
  port,
  rows = 30_000,
  requestsPerMinute = 120,
}: BoardsOptions): Promise<Boards> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    stops.push(
      () => postgres.stop(),
      () => redis.stop(),
    );
    const databaseUrl = await postgres.createDatabase('claude_code_hub');
    const gateway = await startGateway({
      databaseUrl,
      redisUrl: redis.url,
      requestsPerMinute,
      rhythm: 'steady',
      timezone: zoneOfAfternoon(new Date()),
      prepare: (directory) => fillHistory(databaseUrl, directory, { rows, days: 8, seed: 1 }),
    });
    stops.push(() => gateway.stop());
    const grafanaPort = port ?? (await freePort());
    const exporter = await startExporter({
      ...tokens,
      DSN: databaseUrl,
      REDIS_URL: redis.url,
      GRAFANA_URL: `http://127.0.0.1:${grafanaPort}/`,
      GRAFANA_ADMINS: 'admin',
      VIEWERS: 'username',
      SCREEN_NAMES: 'masked',
      HEARTBEAT_INTERVAL: '2',
    });
    stops.push(() => exporter.stop());
    const prometheus = await startScraping(exporter.url, stops);
    const grafana = await startGrafana({
      home,
      port: grafanaPort,
      anonymous: true,
      plugins,
      environment: {
        HUBSCOPE_URL: exporter.url,
        HUBSCOPE_VIEWER_TOKEN: tokens.API_VIEWER_TOKEN,
        HUBSCOPE_SCREEN_TOKEN: tokens.API_SCREEN_TOKEN,
        PROMETHEUS_URL: prometheus.url,
      },
    });
    stops.push(() => grafana.stop());
    return { grafana, prometheus, exporterUrl: exporter.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A Prometheus with the rules that are provisioned; they are evaluated often, so that nobody waits for them. */
async function startScraping(
  exporterUrl: string,
  stops: (() => Promise<unknown>)[],
): Promise<PrometheusServer> {
  const folder = createTemporaryFolder('rules');
  stops.push(() => {
    folder.remove();
    return Promise.resolve();
  });
  const at = (name: string) => join(folder.path, name);
  const rules = readFileSync(join(repositoryRoot, 'provisioning', 'prometheus', 'rules.yml'), 'utf8');
  writeFileSync(at('rules.yml'), rules.replaceAll(/interval: 30s/g, 'interval: 5s'));
  const config = {
    global: { scrape_interval: '5s', scrape_timeout: '5s' },
    rule_files: [at('rules.yml')],
    scrape_configs: [
      {
        job_name: 'hubscope',
        static_configs: [{ targets: [new URL(exporterUrl).host] }],
        authorization: { type: 'Bearer', credentials: tokens.METRICS_TOKEN },
      },
    ],
  };
  writeFileSync(at('prometheus.yml'), JSON.stringify(config));
  const prometheus = await startPrometheus({ configFile: at('prometheus.yml') });
  stops.push(() => prometheus.stop());
  return prometheus;
}
