import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { sendProblem, type Problem } from './problem.ts';

/** What a token may do. */
export type Role = keyof Config['tokens'];

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The token of an Authorization header; undefined when there is none or it is not a bearer token. */
function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(header ?? '')?.[1];
}

/**
 * Finds the role of an Authorization header's token; undefined for a wrong token or none. Compares digests, and all of
 * them, so that the time it takes tells nothing. Without any token in the configuration everybody is `admin`; the
 * configuration allows that on loopback addresses only.
 */
export function roleFinder(tokens: Config['tokens']): (header: string | undefined) => Role | undefined {
  const known = (Object.keys(tokens) as Role[]).flatMap((role) =>
    tokens[role].map((secret) => ({ role, digest: digest(secret.reveal()) })),
  );
  if (known.length === 0) return () => 'admin';
  return (header) => {
    const given = bearerToken(header);
    if (given === undefined) return undefined;
    const candidate = digest(given);
    return known.filter((token) => timingSafeEqual(token.digest, candidate))[0]?.role;
  };
}

/** Why a request without a right token is turned away; `hint` says which token is meant. */
export function tokenProblem(header: string | undefined, hint: string): Problem {
  const given = bearerToken(header) !== undefined;
  return {
    status: 401,
    type: given ? 'token-refused' : 'token-missing',
    title: given ? 'The token was refused' : 'A token is needed',
    detail: hint,
  };
}

/** Lets a request pass that shows a token of one of `roles`; hands the others to `refuse`. */
export function requireToken(
  tokens: Config['tokens'],
  roles: readonly Role[],
  hint: string,
  refuse: RequestHandler = (_request, _response, next) => {
    next();
  },
): RequestHandler {
  const roleOf = roleFinder(tokens);
  return async (request, response, next) => {
    const header = request.get('authorization');
    const role = roleOf(header);
    if (role !== undefined && roles.includes(role)) {
      next();
      return;
    }
    await refuse(request, response, () => {
      response.set('WWW-Authenticate', 'Bearer realm="hubscope"');
      sendProblem(response, tokenProblem(header, hint));
    });
  };
}
