import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { landingPage } from './landing.ts';
import { probeRoutes } from './probes.ts';
import { sendProblem } from './problem.ts';
import { requireToken } from './tokens.ts';

/** The rooms that have routes of their own. */
export interface Rooms {
  /** Serves `/metrics`. */
  metrics: Router;
  /** Serves everything below `/api/v1`. */
  api: Router;
}

/** The HTTP service: who may ask what. Does no I/O of its own and listens nowhere yet. */
export function createApp(config: Config, log: Logger, heartbeat: Heartbeat, rooms: Rooms): Express {
  const app = express();
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(probeRoutes(heartbeat));
  app.get('/', landingPage);
  app.use(
    '/metrics',
    requireToken(
      config.tokens,
      ['metrics', 'admin'],
      'Give Prometheus the exporter\'s METRICS_TOKEN: in its scrape_config, "authorization: { credentials_file: /path/to/token }".',
    ),
  );
  app.use(rooms.metrics);
  app.use(
    '/api/v1/ledger',
    requireToken(config.tokens, ['admin'], 'Send the API_ADMIN_TOKEN as "Authorization: Bearer <token>".'),
  );
  app.use(
    '/api/v1',
    requireToken(
      config.tokens,
      ['admin', 'viewer', 'screen'],
      'Send one of the exporter\'s API tokens as "Authorization: Bearer <token>".',
    ),
    rooms.api,
  );
  app.use((_request, response) => {
    sendProblem(response, {
      status: 404,
      type: 'not-found',
      title: 'There is nothing here',
      detail: 'GET / lists the pages of this exporter.',
    });
  });
  app.use(failed(log));
  return app;
}

/** The last resort: the client learns that something failed, the log learns where. */
function failed(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status >= 500) {
      const { name, stack } = error instanceof Error ? error : new Error('not an Error');
      log.error({ path: request.path, error: name, at: stack?.split('\n')[1]?.trim() }, 'request failed');
    }
    sendProblem(response, {
      status,
      type: status >= 500 ? 'internal' : 'bad-request',
      title: status >= 500 ? 'The exporter failed' : 'The request cannot be read',
      detail: status >= 500 ? 'The exporter has logged why.' : 'Check the address for broken %-escapes.',
    });
  };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
}
