import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { Secret } from './secret.ts';

/** One environment variable: what it means, and how its text becomes a value. */
export interface Variable {
  /** One or two sentences for the documentation. */
  meaning: string;
  /** Used when the variable is unset or empty; goes through `schema` like any other text. */
  default?: string;
  /** A good value, shown in the documentation and beside every fault. */
  example: string;
  /** The value is never printed, and may also come from the file named by `<NAME>_FILE`. */
  secret?: true;
  schema: z.ZodType<unknown, string>;
}

/*
 * What may stand in an environment variable, as schemas from its text to a value.
 * A message continues a sentence that begins with the variable's name, and never quotes the text: it may be a secret.
 */

const DECIMAL = /^\d{1,9}(\.\d{1,6})?$/;
const WHOLE = /^\d{1,9}$/;

const numberBetween = (form: RegExp, what: string, least: number, most: number) =>
  z
    .string()
    .refine(
      (text) => form.test(text) && Number(text) >= least && Number(text) <= most,
      `is not ${what} from ${least} to ${most}`,
    )
    .transform(Number);

/** A whole number within bounds. */
export const whole = (least: number, most: number) => numberBetween(WHOLE, 'a whole number', least, most);

/** Seconds in the environment (as the gateway and Prometheus have them), milliseconds in the program. */
export const seconds = (least: number, most: number) =>
  numberBetween(DECIMAL, 'a number of seconds', least, most).transform((value) => Math.round(value * 1000));

/** One of a few words. */
export const oneOf = <const Word extends string>(...words: Word[]) =>
  z.enum(words, { error: () => `is not one of ${words.join(', ')}` });

/** `true` or `1`, `false` or `0`. */
export const switchWord = oneOf('true', 'false', '1', '0').transform(
  (word) => word === 'true' || word === '1',
);

const parsedUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** Why the text cannot be a PostgreSQL address; undefined when it can. Never quotes the text: it holds a password. */
function postgresUrlFault(text: string): string | undefined {
  const url = parsedUrl(text);
  if (url === undefined)
    return 'is not an address (special characters in the password must be percent-encoded: # is %23, / is %2F)';
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
    return 'does not begin with postgres:// or postgresql://';
  if (url.hostname === '' && !url.searchParams.has('host')) return 'names no host';
  if (url.pathname.length < 2) return 'names no database (the part after the host)';
  return undefined;
}

/** Why the text cannot be the address of one Redis server; undefined when it can. */
function redisUrlFault(text: string): string | undefined {
  const url = parsedUrl(text);
  if (url === undefined)
    return 'holds something that is not an address (each node needs its own redis:// or rediss://)';
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:')
    return 'does not begin with redis:// or rediss:// (or is not the word none)';
  if (url.hostname === '') return 'names no host';
  if (!/^\/?\d{0,4}$/.test(url.pathname)) return 'has something else than a database number after the host';
  return undefined;
}

/** Adds the fault that `find` names, if any. */
const checked = (find: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const message = find(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** The address of a PostgreSQL database, as a secret. */
export const postgresUrl = checked(postgresUrlFault).transform((text) => new Secret(text));

/** A comma inside a password is legal, so nodes are split only where the next address begins. */
const splitNodes = (text: string): string[] => text.split(/[\s,]+(?=rediss?:\/\/)/);

/** The word `none`, or the addresses of one or more Redis nodes, as secrets. */
export const redisUrls = checked((text) => {
  if (text === 'none') return undefined;
  const nodes = splitNodes(text);
  const fault = nodes.map(redisUrlFault).find((found) => found !== undefined);
  if (fault !== undefined) return fault;
  const schemes = new Set(nodes.map((node) => new URL(node).protocol));
  return schemes.size > 1 ? 'mixes redis:// and rediss:// nodes' : undefined;
}).transform((text) =>
  text === 'none' ? ('none' as const) : splitNodes(text).map((node) => new Secret(node)),
);

const splitTokens = (text: string): string[] => text.split(/[\s,]+/).filter((token) => token !== '');

/** One or more bearer tokens, as secrets. */
export const tokens = checked((text) => {
  const list = splitTokens(text);
  if (list.length === 0) return 'holds no token';
  if (list.some((token) => token.length < 16)) return 'holds a token of fewer than 16 characters';
  return list.every((token) => /^[\x21-\x7e]+$/.test(token))
    ? undefined
    : 'holds a token with characters that do not fit in an HTTP header';
}).transform((text) => splitTokens(text).map((token) => new Secret(token)));

const MEMORY = /^(\d{1,7})(MB|GB)$/;

/** An amount of memory as `512MB` or `2GB`, handed on as text. */
export const memory = (leastMegabytes: number) =>
  z.string().refine((text) => {
    const [, amount, unit] = MEMORY.exec(text) ?? [];
    return Number(amount) * (unit === 'GB' ? 1000 : 1) >= leastMegabytes;
  }, `is not an amount of memory in MB or GB of at least ${leastMegabytes}MB`);

/** An IANA time zone. */
export const zone = checked((text) => {
  // An offset such as +08:00 passes some versions of Intl, but PostgreSQL reads its sign the other way round.
  if (!/^[A-Za-z]/.test(text)) return 'is not the name of a time zone';
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return undefined;
  } catch {
    return 'is not a time zone that this Node.js knows';
  }
});

/** An IP address or host name to listen on. */
export const bindAddress = checked((text) =>
  isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(text)
    ? undefined
    : 'is neither an IP address nor a host name',
);

/** A web address without its final slash. */
export const webAddress = checked((text) => {
  const url = parsedUrl(text);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return 'is not an http:// or https:// address';
  return url.username === '' && url.password === '' ? undefined : 'holds a user name or password';
}).transform((text) => text.replace(/\/+$/, ''));

/** A long secret that keys a digest. */
export const digestKey = z
  .string()
  .min(16, 'has fewer than 16 characters')
  .transform((text) => new Secret(text));

/** `username`, `email`, or the path of a .json file. */
export const viewerMapping = z
  .string()
  .refine(
    (text) => text === 'username' || text === 'email' || text.endsWith('.json'),
    'is neither username nor email nor the path of a .json file',
  )
  .transform((text) => (text === 'username' || text === 'email' ? text : { file: text }));

/** A folder, as an absolute path. */
export const folderPath = z.string().transform((folder) => resolve(folder));
