import type { Request, RequestHandler } from 'express';
import { sendProblem, type Problem } from './problem.ts';

/** What no request of ours looks like is refused before anything else reads it. */
export const refuseMalformed: RequestHandler = (request, response, next) => {
  for (const faultOf of faults) {
    const problem = faultOf(request);
    if (problem === undefined) continue;
    if (problem.status === 405) response.set('Allow', 'GET, HEAD');
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="hubscope"');
    // What follows on this connection may be the body that nobody reads.
    if (problem.type === 'body-refused') response.set('Connection', 'close');
    sendProblem(response, problem);
    return;
  }
  next();
};

/** In characters; the longest question that anybody needs is far shorter. */
const LONGEST_ADDRESS = 4096;

const faults: readonly ((request: Request) => Problem | undefined)[] = [
  methodFault,
  bodyFault,
  lengthFault,
  pathFault,
  queryFault,
  tokenFault,
];

function methodFault({ method }: Request): Problem | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  return {
    status: 405,
    type: 'method-not-allowed',
    title: 'Only GET is served',
    detail: 'The exporter only tells; there is nothing to change in it.',
  };
}

function bodyFault({ headers }: Request): Problem | undefined {
  const length = headers['content-length'];
  const empty = length === undefined || /^0+$/.test(length);
  if (empty && headers['transfer-encoding'] === undefined) return undefined;
  return {
    status: 400,
    type: 'body-refused',
    title: 'A GET has no body',
    detail: 'Send the question as query parameters, and no Content-Length or Transfer-Encoding.',
  };
}

function lengthFault({ originalUrl }: Request): Problem | undefined {
  if (originalUrl.length <= LONGEST_ADDRESS) return undefined;
  return {
    status: 414,
    type: 'address-too-long',
    title: 'The address is too long',
    detail: `The path and the query may have ${LONGEST_ADDRESS} characters together.`,
  };
}

/** Control characters: no name has one, and PostgreSQL takes no NUL in a text. */
// eslint-disable-next-line no-control-regex -- that is what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;

/** The text behind %-escapes; undefined when they are broken or are not UTF-8. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Grafana's proxy decides by the cleaned path, and hands on the raw one (grafana.md 2): a path that one of the two could
 * read differently is nobody's.
 */
const pathFaults: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^[^/]/, 'does not begin with a slash'],
  [/#/, 'holds a fragment (#)'],
  [/\\|%5c/i, 'holds a backslash'],
  [/\/\//, 'holds two slashes in a row'],
  [/%2f/i, 'holds an encoded slash'],
  [/%2e/i, 'holds an encoded dot'],
  [/%25/, 'holds an encoded percent sign'],
  [/(?:^|\/)\.\.?(?:\/|$)/, 'holds a segment that is only dots'],
];

function pathFault({ originalUrl }: Request): Problem | undefined {
  const [path = ''] = originalUrl.split('?', 1);
  const text = decoded(path);
  const what =
    pathFaults.find(([pattern]) => pattern.test(path))?.[1] ??
    (text === undefined ? 'holds a broken %-escape' : undefined) ??
    (CONTROL.test(text ?? '') ? 'holds a control character' : undefined);
  if (what === undefined) return undefined;
  return { status: 400, type: 'path-refused', title: 'The path cannot be read', detail: `The path ${what}.` };
}

function queryFault({ originalUrl }: Request): Problem | undefined {
  const start = originalUrl.indexOf('?');
  if (start === -1) return undefined;
  const seen = new Set<string>();
  for (const pair of originalUrl.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const text = decoded(pair.replaceAll('+', ' '));
    if (text === undefined) return queryProblem('holds a broken %-escape');
    if (CONTROL.test(text)) return queryProblem('holds a control character');
    const [name = ''] = pair.split('=', 1).map((part) => decoded(part.replaceAll('+', ' ')) ?? '');
    if (seen.has(name)) return repeated(name);
    seen.add(name);
  }
  return undefined;
}

const queryProblem = (what: string): Problem => ({
  status: 400,
  type: 'query-refused',
  title: 'The query cannot be read',
  detail: `The query ${what}.`,
});

/** Grafana appends its own parameters to those of the browser: which of two is meant, nobody can tell. */
function repeated(name: string): Problem {
  const sayable = /^[\w.[\]-]{1,40}$/.test(name);
  return {
    status: 400,
    type: 'parameter-repeated',
    title: 'A parameter stands twice',
    detail: `${sayable ? `The parameter ${name}` : 'A parameter'} is given more than once.`,
    ...(sayable ? { parameter: name } : {}),
  };
}

/** What Grafana sends in the place of a token that nobody has entered. */
function tokenFault(request: Request): Problem | undefined {
  if (!(request.get('authorization') ?? '').includes('<no value>')) return undefined;
  return {
    status: 401,
    type: 'token-not-entered',
    title: 'The datasource has no token',
    detail: "Grafana sent <no value>: enter the exporter's token in the datasource (secureJsonData).",
  };
}
