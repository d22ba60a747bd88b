import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { refuseMalformed } from './door.ts';
import { landingPage } from './landing.ts';
import { limitFailures, limitRequests } from './limits.ts';
import { previewPage } from './preview.ts';
import { probeRoutes } from './probes.ts';
import { sendProblem } from './problem.ts';
import { requireToken, type Role } from './tokens.ts';

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
  // An address is one address: none is redirected to another spelling, or answered under it.
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(refuseMalformed);
  app.use(probeRoutes(heartbeat));
  app.get('/', landingPage(config.previewDir !== undefined));
  if (config.previewDir !== undefined) app.use(previewPage(config.previewDir));
  const turnAway = limitFailures(config.limits.failedAuthentications);
  const guard = (roles: readonly Role[], hint: string) => requireToken(config.tokens, roles, hint, turnAway);
  app.use(
    '/metrics',
    guard(
      ['metrics', 'admin'],
      'Give Prometheus the exporter\'s METRICS_TOKEN: in its scrape_config, "authorization: { credentials_file: /path/to/token }".',
    ),
  );
  app.use(rooms.metrics);
  app.use('/api/v1/ledger', guard(['admin'], 'Send the API_ADMIN_TOKEN as "Authorization: Bearer <token>".'));
  app.use(
    '/api/v1',
    guard(
      ['admin', 'viewer', 'screen'],
      'Send one of the exporter\'s API tokens as "Authorization: Bearer <token>".',
    ),
    limitRequests(config.limits.requests),
    compression({ filter: isJson, threshold: 1200 }),
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

/** An event stream goes out as it comes, and most answers are compressed already, once for everybody. */
const isJson: compression.CompressionFilter = (_request, response) =>
  /json/.test(String(response.getHeader('Content-Type')));

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
