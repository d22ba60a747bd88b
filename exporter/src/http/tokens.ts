import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import type { Secret } from '../secret.ts';
import { sendProblem } from './problem.ts';

/** What a token may do. */
export type Role = keyof Config['tokens'];

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The token of an Authorization header; undefined when there is none or it is not a bearer token. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(header ?? '')?.[1];
}

/** Whether a token is one of those expected: compares digests, and all of them, in constant time. */
export function tokenMatcher(expected: readonly Secret[]): (given: string) => boolean {
  const digests = expected.map((secret) => digest(secret.reveal()));
  return (given) => {
    const candidate = digest(given);
    return digests.map((known) => timingSafeEqual(known, candidate)).includes(true);
  };
}

/**
 * Lets a request pass that shows a token of one of `roles`. Without any token in the configuration everybody
 * passes; the configuration allows that on loopback addresses only.
 */
export function requireToken(tokens: Config['tokens'], roles: readonly Role[], hint: string): RequestHandler {
  const open = Object.values(tokens).every((list) => list.length === 0);
  const matches = tokenMatcher(roles.flatMap((role) => tokens[role]));
  return (request, response, next) => {
    if (open) {
      next();
      return;
    }
    const given = bearerToken(request.get('authorization'));
    if (given !== undefined && matches(given)) {
      next();
      return;
    }
    response.set('WWW-Authenticate', 'Bearer realm="hubscope"');
    sendProblem(response, {
      status: 401,
      type: given === undefined ? 'token-missing' : 'token-refused',
      title: given === undefined ? 'A token is needed' : 'The token was refused',
      detail: hint,
    });
  };
}
