import { startExporter } from '../exporter/process.ts';
import { zoneOfAfternoon } from '../gateway/afternoon.ts';
import { fillHistory } from '../gateway/history.ts';
import { startGateway } from '../gateway/simulator.ts';
import { freePort } from '../servers/free-port.ts';
import { startGrafana, type GrafanaServer } from '../servers/grafana.ts';
import { startPostgres } from '../servers/postgres.ts';
import { provisionedRules, startPrometheus } from '../servers/prometheus.ts';
import { startRedis } from '../servers/redis.ts';

const tokens = {
  METRICS_TOKEN: 'metrics-token-of-the-boards',
  API_ADMIN_TOKEN: 'admin-token-of-the-boards',
  API_VIEWER_TOKEN: 'viewer-token-of-the-boards',
  API_SCREEN_TOKEN: 'screen-token-of-the-boards',
};

/** All that a board stands on: a simulated gateway, the exporter, Prometheus with its rules, and Grafana. */
export interface Boards {
  grafana: GrafanaServer;
  stop: () => Promise<void>;
}

/** Starts it all, from nothing but what is provisioned. `home`: as {@link startGrafana} takes it. */
export async function startBoards(home: string): Promise<Boards> {
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
      requestsPerMinute: 120,
      rhythm: 'steady',
      timezone: zoneOfAfternoon(new Date()),
      prepare: (directory) => fillHistory(databaseUrl, directory, { rows: 30_000, days: 8, seed: 1 }),
    });
    stops.push(() => gateway.stop());
    const grafanaPort = await freePort();
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
    const prometheus = await startPrometheus({
      targets: [new URL(exporter.url).host],
      bearerToken: tokens.METRICS_TOKEN,
      rules: provisionedRules(),
    });
    stops.push(() => prometheus.stop());
    const grafana = await startGrafana({
      home,
      port: grafanaPort,
      anonymous: true,
      environment: {
        HUBSCOPE_URL: exporter.url,
        HUBSCOPE_VIEWER_TOKEN: tokens.API_VIEWER_TOKEN,
        HUBSCOPE_SCREEN_TOKEN: tokens.API_SCREEN_TOKEN,
        PROMETHEUS_URL: prometheus.url,
      },
    });
    stops.push(() => grafana.stop());
    return { grafana, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
