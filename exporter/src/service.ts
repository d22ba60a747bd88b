import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { exchangeRates } from './api/rates.ts';
import { apiRoutes } from './api/routes.ts';
import type { Config } from './config.ts';
import { connectPostgres } from './gateway/postgres.ts';
import { connectRedis } from './gateway/redis.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createApp } from './http/app.ts';
import { createHttpServer } from './http/server.ts';
import { createIdentify } from './identity/identify.ts';
import { createMetricsPage } from './metrics/page.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { logChanges } from './observe.ts';

/** A running exporter. */
export interface Service {
  /** `http://address:port` that it listens on. */
  url: string;
  /** Finishes the requests under way, then closes every connection. */
  stop: () => Promise<void>;
}

/** How long a request under way may take to finish at the end. */
const STOP_WITHIN_MS = 5000;

/** Connects, starts the heartbeat and listens. Servers that are away are a state, not an error. */
export async function startService(config: Config, log: Logger): Promise<Service> {
  const postgres = connectPostgres(config.postgres);
  const redis = config.redis.mode === 'none' ? undefined : connectRedis(config.redis);
  const { url } = config.ledger;
  const ledgerPostgres = url === undefined ? postgres : connectPostgres({ ...config.postgres, url });
  const heartbeat = startHeartbeat(config, { postgres, ledgerPostgres, redis });
  const stopLogging = logChanges(heartbeat, log);
  const page = createMetricsPage(config, heartbeat);
  const directory = () => heartbeat.questions.gateway.latest()?.value.directory;
  const identity = createIdentify(config, directory, log);
  const release = async () => {
    stopLogging();
    identity.stop();
    await heartbeat.stop();
    page.stop();
    redis?.end();
    await postgres.end();
    if (ledgerPostgres !== postgres) await ledgerPostgres.end();
  };
  let server: Server;
  try {
    const api = apiRoutes(config, heartbeat, identity, exchangeRates(config, log));
    const rooms = { metrics: metricsRoutes(page, heartbeat), api };
    server = createHttpServer(createApp(config, log, heartbeat, rooms));
    server.listen(config.http.port, config.http.bind);
    await once(server, 'listening');
  } catch (error) {
    await release();
    throw error;
  }
  const { address, port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const impatience = setTimeout(() => {
        server.closeAllConnections();
      }, STOP_WITHIN_MS);
      await closed;
      clearTimeout(impatience);
      await release();
    },
  };
}
