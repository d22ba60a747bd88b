import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { sendProblem } from './problem.ts';

/** The address of the connection: X-Forwarded-For is whatever the browser says. */
const address = (request: Request): string => ipKeyGenerator(request.socket.remoteAddress ?? '0.0.0.0');

const MINUTE_MS = 60_000;

/** So many requests of a minute; 0 = any number. */
function limit(requests: number, keyGenerator: (request: Request) => string, detail: string): RequestHandler {
  if (requests === 0) {
    return (_request, _response, next) => {
      next();
    };
  }
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: requests,
    keyGenerator,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_request, response) => {
      sendProblem(response, {
        status: 429,
        type: 'too-many-requests',
        title: 'Too many requests',
        detail,
      });
    },
  });
}

/** Limits what one address asks with one token. */
export const limitRequests = (requests: number): RequestHandler =>
  limit(
    requests,
    (request) => {
      const token = createHash('sha256').update(request.get('authorization') ?? '');
      return `${address(request)} ${token.digest('base64url')}`;
    },
    `This address may make ${requests} requests per minute with this token (RATE_LIMIT).`,
  );

/**
 * Limits how often one address is turned away. Only requests without a right token pass through here: everybody behind
 * one Grafana has its address, so that a wrong token must not lock the right ones out. Guessing one is hopeless anyway.
 */
export const limitFailures = (requests: number): RequestHandler =>
  limit(
    requests,
    address,
    'Too many requests with a wrong token, or none, came from this address (AUTH_FAILURE_LIMIT).',
  );
