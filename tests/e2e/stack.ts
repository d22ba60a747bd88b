import pg from 'pg';
import type { Answer, Health } from '../../exporter/src/contract/index.ts';
import { startExporter } from '../exporter/process.ts';
import { fillHistory } from '../gateway/history.ts';
import { startGateway, type Gateway } from '../gateway/simulator.ts';
import { freePort } from '../servers/free-port.ts';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { startRedis, type RedisServer } from '../servers/redis.ts';
import { waitUntil } from '../servers/wait-until.ts';

/** Tokens of the exporter; no part of any of them may be seen in a browser. */
export const tokens = {
  METRICS_TOKEN: 'metrics-token-of-the-end-to-end-tests',
  API_ADMIN_TOKEN: 'admin-token-of-the-end-to-end-tests',
  API_VIEWER_TOKEN: 'viewer-token-of-the-end-to-end-tests',
  API_SCREEN_TOKEN: 'screen-token-of-the-end-to-end-tests',
};

/** Users of the gateway whose names the tests know. */
export const names = {
  /** Has an account of the same name in Grafana. */
  viewer: 'hubscope-e2e-viewer',
  /** What trips whoever takes values apart at commas or quotes. */
  awkward: `O'Neil, "Ann" {x|y}`,
};

/** Seconds between two beats of the exporter. */
export const BEAT_S = 1;

/** A simulated gateway with live traffic, and the exporter of it. */
export interface Stack {
  gateway: Gateway;
  postgres: PostgresServer;
  redis: RedisServer;
  /** The exporter's address, which stays when it is started again. */
  url: string;
  kill: () => Promise<void>;
  start: () => Promise<void>;
  /** Another exporter of the same gateway. */
  another: (environment: Record<string, string>) => Promise<{ url: string; stop: () => Promise<unknown> }>;
  /** What the exporter answers to an administrator at this moment. */
  ask: <T>(question: string) => Promise<Answer<T> & { value: T }>;
  health: () => Promise<Health>;
  stop: () => Promise<void>;
}

/** Starts it all, for the Grafana whose root_url is given. */
export async function startStack(rootUrl: string, grafanaUrl: string): Promise<Stack> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const postgres = await startPostgres();
    stops.push(() => postgres.stop());
    const redis = await startRedis();
    stops.push(() => redis.stop());
    const gateway = await simulate(postgres, redis);
    stops.push(() => gateway.simulated.stop());
    const environment = {
      ...tokens,
      DSN: gateway.databaseUrl,
      REDIS_URL: redis.url,
      PORT: String(await freePort()),
      HEARTBEAT_INTERVAL: String(BEAT_S),
      GRAFANA_URL: rootUrl,
      GRAFANA_JWKS_URL: `${grafanaUrl}/api/signing-keys/keys`,
      GRAFANA_ADMINS: 'admin',
      VIEWERS: 'username',
      LOG_LEVEL: 'info',
    };
    let exporter = await startExporter(environment);
    stops.push(() => exporter.stop());
    const get = async <T>(path: string) => {
      const response = await exporter.get(path, { authorization: `Bearer ${tokens.API_ADMIN_TOKEN}` });
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    };
    const stack: Stack = {
      gateway: gateway.simulated,
      postgres,
      redis,
      url: exporter.url,
      kill: () => exporter.kill(),
      async start() {
        exporter = await startExporter(environment);
        await ready();
      },
      another: (changes) => startExporter({ ...environment, PORT: '0', ...changes }),
      ask: (question) => get(`/api/v1/${question}`),
      health: () => get('/api/v1/health'),
      stop,
    };
    const ready = () =>
      waitUntil(
        'the exporter has loaded its ledger',
        async () => {
          const { ledger, sources } = await stack.health();
          return (
            ledger.state === 'up' &&
            ledger.loadRatio === 1 &&
            sources.postgres.state === 'up' &&
            sources.redis.state === 'up'
          );
        },
        60_000,
      );
    await ready();
    return stack;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function simulate(postgres: PostgresServer, redis: RedisServer) {
  const databaseUrl = await postgres.createDatabase('claude_code_hub');
  const simulated = await startGateway({
    databaseUrl,
    redisUrl: redis.url,
    requestsPerMinute: 120,
    rhythm: 'steady',
    prepare: async (directory) => {
      await fillHistory(databaseUrl, directory, { rows: 3000, days: 2, seed: 1 });
      await rename(databaseUrl);
    },
  });
  return { simulated, databaseUrl };
}

/** The third and the fourth user are in good standing (tests/gateway/directory/users.ts). */
async function rename(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const [offset, name] of [names.viewer, names.awkward].entries()) {
      await client.query(
        'UPDATE users SET name = $1 WHERE id = (SELECT id FROM users ORDER BY id OFFSET $2 LIMIT 1)',
        [name, offset + 2],
      );
    }
  } finally {
    await client.end();
  }
}
