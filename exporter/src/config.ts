import { existsSync, readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import { foreignCurrencies, type ExchangeRate } from './config-currency.ts';
import { VARIABLES } from './config-variables.ts';
import type { Values, Variable, VariableName } from './config-variables.ts';
import type { Secret } from './secret.ts';
import type { NameStyle } from './contract/index.ts';

/** Everything that Hubscope takes from its environment, checked and typed. Times are in milliseconds. */
export interface Config {
  postgres: { url: Secret; poolSize: number; statementTimeoutMs: number; connectTimeoutMs: number };
  redis: RedisConfig;
  /** IANA zone for a gateway whose settings name none. */
  timezone: string;
  sessionTtlMs: number;
  http: { bind: string; port: number };
  /** The tokens of each role; an empty list means that nobody has the role. No token stands in two lists. */
  tokens: { metrics: Secret[]; admin: Secret[]; viewer: Secret[]; screen: Secret[] };
  /** The most requests of a minute; 0 = no limit. */
  limits: { requests: number; failedAuthentications: number };
  /** Whose signed identities are believed; absent = no person is known. No address ends with a slash. */
  grafana?: { url: string; keysUrl: string; orgId: number };
  /** How Grafana's users become the gateway's; absent = not at all. */
  viewers?: 'username' | 'email' | { file: string };
  /** Who sees everybody's figures: administrators of the gateway, those of Grafana's organisation. */
  administrators: { gateway: boolean; grafana: boolean };
  /** What wall screens see: the names of users and keys, and the fewest users that a figure may be of. */
  screen: { names: NameStyle; cohortFloor: number };
  /** There when `screen.names` is `pseudonym`. */
  pseudonymKey?: Secret;
  /** What one US dollar is in other currencies, and a file that says more of them. */
  exchange: { rates: Map<string, ExchangeRate>; file?: string };
  dataDir?: string;
  /** Where the files of the preview page are; absent = there is no such page. */
  previewDir?: string;
  ledger: {
    engine: 'duckdb' | 'postgres';
    /** The PostgreSQL that answers with `engine: 'postgres'`, when it is another than the gateway's. */
    url?: Secret;
    /** DuckDB's notation. */
    memoryLimit: string;
    threads: number;
  };
  heartbeatMs: number;
  quotaIntervalMs: number;
  directoryIntervalMs: number;
  staleMaxMs: number;
  /** The most series of each kind; 0 for users and keys = none at all. */
  seriesMax: { provider: number; model: number; user: number; key: number };
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Sentences about variables that look like misspelt names of ours; to be logged once. */
  warnings: string[];
}

/** `none`: the gateway runs without Redis. `urls` has one entry for `single`, one or more for the others. */
type RedisConfig =
  | { mode: 'none' }
  | {
      mode: 'single' | 'cluster' | 'sentinel';
      urls: Secret[];
      sentinelName?: string;
      tlsRejectUnauthorized: boolean;
      commandTimeoutMs: number;
      connectTimeoutMs: number;
    };

/** What is wrong with one variable; `problem` continues a sentence that begins with its name, and holds no secret. */
export interface Fault {
  name: VariableName;
  problem: string;
}

/** Thrown by `loadConfig`; the message lists every fault with a good example. */
export class ConfigError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const order = Object.keys(VARIABLES);
    const sorted = faults.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    const lines = sorted.map(
      ({ name, problem }) => `  ${name} ${problem}. Example: ${name}=${VARIABLES[name].example}`,
    );
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}`,
    );
    this.name = 'ConfigError';
    this.faults = sorted;
  }
}

/** A value may be repeated in a message when it is short and cannot be an address with a password in it. */
const quoted = (text: string): string =>
  text.length <= 40 && !/@|\/\//.test(text) ? `(now "${text}") ` : '';

/** An empty string counts as unset: Compose and Grafana hand on unset variables that way. */
const given = (env: NodeJS.ProcessEnv, name: string): string | undefined => env[name] || undefined;

/** The text of one variable: from the environment, from the file that `<NAME>_FILE` names, or its default. */
function readText(env: NodeJS.ProcessEnv, name: VariableName, faults: Fault[]): string | undefined {
  const variable: Variable = VARIABLES[name];
  const direct = given(env, name);
  const path = variable.secret ? given(env, `${name}_FILE`) : undefined;
  if (path === undefined) return direct ?? variable.default;
  if (direct !== undefined) {
    faults.push({ name, problem: `is set together with ${name}_FILE: keep one of them` });
    return undefined;
  }
  // The path is not repeated in a fault: whoever mixes up the two variables has put the secret itself there.
  try {
    const text = readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
    if (text !== '') return text;
    faults.push({ name, problem: `is empty in the file that ${name}_FILE names` });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    faults.push({
      name,
      problem: `cannot be read from the file that ${name}_FILE names (${reason})`,
    });
  }
  return undefined;
}

function readValues(env: NodeJS.ProcessEnv, faults: Fault[]): Partial<Values> {
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of Object.keys(VARIABLES) as VariableName[]) {
    const variable: Variable = VARIABLES[name];
    const text = readText(env, name, faults);
    if (text === undefined) continue;
    const result = variable.schema.safeParse(text);
    if (result.success) values[name] = result.data;
    else {
      const shown = variable.secret ? '' : quoted(text);
      faults.push({
        name,
        problem: `${shown}${result.error.issues.map(({ message }) => message).join(', ')}`,
      });
    }
  }
  return values as Partial<Values>;
}

const isLoopback = (bind: string): boolean =>
  bind === 'localhost' || bind === '::1' || (isIPv4(bind) && bind.startsWith('127.'));

const TOKEN_VARIABLES = ['METRICS_TOKEN', 'API_ADMIN_TOKEN', 'API_VIEWER_TOKEN', 'API_SCREEN_TOKEN'] as const;

/** A token names a role, so one that stands for two roles would make the role a matter of luck. */
function sharedTokenFaults(values: Partial<Values>): Fault[] {
  const holders = new Map<string, VariableName>();
  return TOKEN_VARIABLES.flatMap((name) =>
    (values[name] ?? []).flatMap((token) => {
      const holder = holders.get(token.reveal()) ?? name;
      holders.set(token.reveal(), holder);
      return holder === name ? [] : [{ name, problem: `holds a token that also stands in ${holder}` }];
    }),
  );
}

/** Faults that show only when variables are seen together. */
function combinationFaults(values: Partial<Values>, isFaulty: (name: VariableName) => boolean): Fault[] {
  const {
    DSN,
    DATABASE_URL,
    REDIS_URL,
    REDIS_MODE,
    REDIS_SENTINEL_NAME,
    BIND,
    LEDGER_DSN,
    LEDGER_ENGINE,
    PREVIEW_DIR,
  } = values;
  const faults = sharedTokenFaults(values);
  const missing = (name: VariableName): boolean => values[name] === undefined && !isFaulty(name);

  if (missing('DSN') && missing('DATABASE_URL')) faults.push({ name: 'DSN', problem: 'is not set' });
  if (DSN && DATABASE_URL && DSN.reveal() !== DATABASE_URL.reveal())
    faults.push({
      name: 'DATABASE_URL',
      problem: 'differs from DSN, which means the same: keep one of them',
    });

  if (missing('REDIS_URL'))
    faults.push({ name: 'REDIS_URL', problem: 'is not set (none is for a gateway that runs without Redis)' });
  if (REDIS_URL === 'none' && REDIS_MODE && REDIS_MODE !== 'single')
    faults.push({ name: 'REDIS_URL', problem: `is none although REDIS_MODE is ${REDIS_MODE}` });
  if (Array.isArray(REDIS_URL) && REDIS_URL.length > 1 && REDIS_MODE === 'single')
    faults.push({ name: 'REDIS_MODE', problem: 'is single although REDIS_URL names several nodes' });
  if (REDIS_MODE === 'sentinel' && missing('REDIS_SENTINEL_NAME'))
    faults.push({ name: 'REDIS_SENTINEL_NAME', problem: 'is not set although REDIS_MODE is sentinel' });
  if (REDIS_MODE !== undefined && REDIS_MODE !== 'sentinel' && REDIS_SENTINEL_NAME !== undefined)
    faults.push({ name: 'REDIS_MODE', problem: `is ${REDIS_MODE} although REDIS_SENTINEL_NAME is set` });

  if (PREVIEW_DIR !== undefined && !existsSync(join(PREVIEW_DIR, 'index.html')))
    faults.push({
      name: 'PREVIEW_DIR',
      problem: `names ${PREVIEW_DIR}, where there is no index.html (npm run preview builds the page)`,
    });

  if (LEDGER_DSN !== undefined && LEDGER_ENGINE === 'duckdb')
    faults.push({
      name: 'LEDGER_DSN',
      problem: 'is set although LEDGER_ENGINE is duckdb, which copies from DSN',
    });

  const needGrafana = {
    GRAFANA_JWKS_URL: values.GRAFANA_JWKS_URL !== undefined,
    VIEWERS: values.VIEWERS !== undefined,
    GRAFANA_ADMINS: values.GRAFANA_ADMINS === 'admin',
  };
  for (const name of ['GRAFANA_JWKS_URL', 'VIEWERS', 'GRAFANA_ADMINS'] as const) {
    if (needGrafana[name] && missing('GRAFANA_URL'))
      faults.push({ name, problem: 'is set although GRAFANA_URL is not: no person can be verified' });
  }
  if (values.SCREEN_NAMES === 'pseudonym' && missing('PSEUDONYM_KEY'))
    faults.push({ name: 'PSEUDONYM_KEY', problem: 'is not set although SCREEN_NAMES is pseudonym' });

  if (BIND !== undefined && !isLoopback(BIND) && TOKEN_VARIABLES.every(missing))
    faults.push({
      name: 'METRICS_TOKEN',
      problem: `is not set, nor is any other token, although BIND is ${BIND}: anybody who reaches this machine could read the figures; set a token, or BIND=127.0.0.1`,
    });
  return faults;
}

/** How many single-letter changes lead from one word to the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Short names are left out: too many foreign variables are two letters away from them. */
function misspellings(env: NodeJS.ProcessEnv): string[] {
  const ours = Object.entries<Variable>(VARIABLES).flatMap(([name, { secret }]) =>
    secret ? [name, `${name}_FILE`] : [name],
  );
  return Object.keys(env)
    .filter((name) => name.length >= 8 && !ours.includes(name))
    .flatMap((name) => {
      const meant = ours.find((our) => our.length >= 8 && editDistance(name, our) <= 2);
      return meant === undefined ? [] : [`${name} is not a variable of Hubscope: is ${meant} meant?`];
    });
}

function redisConfig(values: Values & { REDIS_URL: 'none' | Secret[] }): RedisConfig {
  if (values.REDIS_URL === 'none') return { mode: 'none' };
  return {
    mode: values.REDIS_MODE,
    urls: values.REDIS_URL,
    ...(values.REDIS_SENTINEL_NAME === undefined ? {} : { sentinelName: values.REDIS_SENTINEL_NAME }),
    tlsRejectUnauthorized: values.REDIS_TLS_REJECT_UNAUTHORIZED,
    commandTimeoutMs: values.REDIS_COMMAND_TIMEOUT,
    connectTimeoutMs: values.REDIS_CONNECT_TIMEOUT,
  };
}

type IdentityConfig = Pick<Config, 'grafana' | 'viewers' | 'administrators' | 'screen' | 'pseudonymKey'>;

function identityConfig(values: Values): IdentityConfig {
  const url = values.GRAFANA_URL;
  const keysUrl = values.GRAFANA_JWKS_URL ?? `${url ?? ''}/api/signing-keys/keys`;
  return {
    ...(url === undefined ? {} : { grafana: { url, keysUrl, orgId: values.GRAFANA_ORG_ID } }),
    ...(values.VIEWERS === undefined ? {} : { viewers: values.VIEWERS }),
    administrators: { gateway: values.GATEWAY_ADMINS, grafana: values.GRAFANA_ADMINS === 'admin' },
    screen: { names: values.SCREEN_NAMES, cohortFloor: values.SCREEN_COHORT_FLOOR },
    ...(values.PSEUDONYM_KEY === undefined ? {} : { pseudonymKey: values.PSEUDONYM_KEY }),
  };
}

function exchangeConfig(values: Values): Config['exchange'] {
  const rates = foreignCurrencies.flatMap((code): [string, ExchangeRate][] => {
    const rate = values[`FX_${code}`];
    return rate === undefined ? [] : [[code, rate]];
  });
  return { rates: new Map(rates), ...(values.FX_FILE === undefined ? {} : { file: values.FX_FILE }) };
}

/** Whether nothing that must be there is missing; `combinationFaults` has named it otherwise. */
const isComplete = (
  values: Partial<Values>,
  faults: readonly Fault[],
): values is Values & { REDIS_URL: 'none' | Secret[] } =>
  faults.length === 0 && values.REDIS_URL !== undefined;

/**
 * The configuration that the environment describes (`config-variables.ts` lists the variables).
 * Reads the files of `*_FILE` variables; connects to nothing. Throws `ConfigError` with every fault at once.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const faults: Fault[] = [];
  const values = readValues(env, faults);
  const faulty = new Set(faults.map(({ name }) => name));
  faults.push(...combinationFaults(values, (name) => faulty.has(name)));
  const url = values.DSN ?? values.DATABASE_URL;
  if (!isComplete(values, faults) || url === undefined) throw new ConfigError(faults);

  return {
    postgres: {
      url,
      poolSize: values.DB_POOL_SIZE,
      statementTimeoutMs: values.DB_STATEMENT_TIMEOUT,
      connectTimeoutMs: values.DB_CONNECT_TIMEOUT,
    },
    redis: redisConfig(values),
    timezone: values.TZ,
    sessionTtlMs: values.SESSION_TTL,
    http: { bind: values.BIND, port: values.PORT },
    tokens: {
      metrics: values.METRICS_TOKEN ?? [],
      admin: values.API_ADMIN_TOKEN ?? [],
      viewer: values.API_VIEWER_TOKEN ?? [],
      screen: values.API_SCREEN_TOKEN ?? [],
    },
    limits: { requests: values.RATE_LIMIT, failedAuthentications: values.AUTH_FAILURE_LIMIT },
    ...identityConfig(values),
    exchange: exchangeConfig(values),
    ...(values.DATA_DIR === undefined ? {} : { dataDir: values.DATA_DIR }),
    ...(values.PREVIEW_DIR === undefined ? {} : { previewDir: values.PREVIEW_DIR }),
    ledger: {
      engine: values.LEDGER_ENGINE,
      ...(values.LEDGER_DSN === undefined ? {} : { url: values.LEDGER_DSN }),
      memoryLimit: values.LEDGER_MEMORY,
      threads: values.LEDGER_THREADS,
    },
    heartbeatMs: values.HEARTBEAT_INTERVAL,
    quotaIntervalMs: values.QUOTA_INTERVAL,
    directoryIntervalMs: values.DIRECTORY_INTERVAL,
    staleMaxMs: values.STALE_MAX,
    seriesMax: {
      provider: values.MAX_PROVIDER_SERIES,
      model: values.MAX_MODEL_SERIES,
      user: values.MAX_USER_SERIES,
      key: values.MAX_KEY_SERIES,
    },
    logLevel: values.LOG_LEVEL,
    warnings: misspellings(env),
  };
}
