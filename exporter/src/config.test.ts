import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, inspect } from 'node:util';
import { ConfigError, loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { VARIABLES } from './config-variables.ts';
import type { Variable } from './config-variables.ts';
import type { Secret } from './secret.ts';

const PASSWORD = 'hunter2-correct-horse';
const DSN = `postgres://reader:${PASSWORD}@db.example:5432/claude_code_hub`;
const REDIS_URL = `redis://reader:${PASSWORD}@redis.example:6379/0`;
const TOKEN = 'abcdefghijklmnop';
const GOOD = { DSN, REDIS_URL };

/** The message of the fault that this environment causes. */
function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the environment has no fault');
}

const reveal = (secrets: Secret[]): string[] => secrets.map((secret) => secret.reveal());

describe('what is not set takes its default', () => {
  test('two addresses are enough', () => {
    const { postgres, redis, ...others } = loadConfig(GOOD);
    expect(postgres.url.reveal()).toBe(DSN);
    expect(postgres).toMatchObject({ poolSize: 3, statementTimeoutMs: 5000, connectTimeoutMs: 2500 });
    expect(redis).toMatchObject({ mode: 'single', tlsRejectUnauthorized: true, commandTimeoutMs: 1500 });
    expect(redis.mode !== 'none' && reveal(redis.urls)).toEqual([REDIS_URL]);
    expect(others).toEqual({
      timezone: 'Asia/Shanghai',
      sessionTtlMs: 300_000,
      http: { bind: '127.0.0.1', port: 23100 },
      tokens: { metrics: [], admin: [], viewer: [], screen: [] },
      limits: { requests: 60_000, failedAuthentications: 60 },
      administrators: { gateway: true, grafana: false },
      screen: { names: 'masked', cohortFloor: 1 },
      exchange: { rates: new Map() },
      ledger: { engine: 'duckdb', memoryLimit: '512MB', threads: 1 },
      heartbeatMs: 1000,
      quotaIntervalMs: 10_000,
      directoryIntervalMs: 5_000,
      staleMaxMs: 300_000,
      seriesMax: { provider: 1000, model: 100, user: 0, key: 0 },
      logLevel: 'info',
      warnings: [],
    } satisfies Omit<Config, 'postgres' | 'redis'>);
  });

  test('an empty string counts as not set', () => {
    const empty = Object.fromEntries(
      Object.keys(VARIABLES).flatMap((name) => [
        [name, ''],
        [`${name}_FILE`, ''],
      ]),
    );
    expect(loadConfig({ ...empty, ...GOOD })).toEqual(loadConfig(GOOD));
  });
});

test.each(Object.entries<Variable>(VARIABLES))(
  'the documented example and default of %s are good',
  (_, variable) => {
    const texts = [variable.example, variable.default].filter((text) => text !== undefined);
    const literal = texts.filter((text) => !text.startsWith('$('));
    expect(literal.map((text) => variable.schema.safeParse(text).success)).not.toContain(false);
    expect(variable.secret === true && variable.default !== undefined).toBe(false);
  },
);

describe('addresses', () => {
  test('DATABASE_URL is another name of DSN', () => {
    expect(loadConfig({ DATABASE_URL: DSN, REDIS_URL }).postgres.url.reveal()).toBe(DSN);
    expect(loadConfig({ ...GOOD, DATABASE_URL: DSN }).postgres.url.reveal()).toBe(DSN);
    expect(messageOf({ ...GOOD, DATABASE_URL: `${DSN}2` })).toContain('DATABASE_URL differs from DSN');
  });

  test.each([
    ['mysql://db.example/x', 'does not begin with postgres://'],
    [
      'postgres://reader:pa#ss/word@db.example/x',
      'is not an address (special characters in the password must be percent-encoded',
    ],
    ['postgres://db.example', 'names no database'],
    ['postgres:///x', 'names no host'],
    ['db.example', 'is not an address'],
  ])('DSN=%s is refused', (text, reason) => {
    expect(messageOf({ DSN: text, REDIS_URL })).toContain(`DSN ${reason}`);
  });

  test('a database behind a socket is an address too', () => {
    const socket = 'postgresql:///x?host=/var/run/postgresql';
    expect(loadConfig({ DSN: socket, REDIS_URL }).postgres.url.reveal()).toBe(socket);
  });

  test.each([
    ['http://redis.example', 'does not begin with redis:// or rediss://'],
    ['redis://a:1,b:2', 'each node needs its own redis://'],
    ['redis://a:1,rediss://b:2', 'mixes redis:// and rediss://'],
    ['redis://a:1/name', 'something else than a database number'],
    ['redis://', 'names no host'],
    ['redis.example', 'is not an address'],
  ])('REDIS_URL=%s is refused', (text, reason) => {
    expect(messageOf({ DSN, REDIS_URL: text, REDIS_MODE: 'cluster' })).toContain(reason);
  });

  test('none stands for a gateway without Redis', () => {
    expect(loadConfig({ DSN, REDIS_URL: 'none' }).redis).toEqual({ mode: 'none' });
    expect(messageOf({ DSN, REDIS_URL: 'none', REDIS_MODE: 'cluster' })).toContain('REDIS_MODE is cluster');
  });

  test('several nodes form a cluster or sentinels; a comma in a password splits nothing', () => {
    const urls = ['rediss://:a,b@one:1', 'rediss://two:2'];
    const env = { DSN, REDIS_URL: urls.join(', '), REDIS_TLS_REJECT_UNAUTHORIZED: 'false' };
    const cluster = loadConfig({ ...env, REDIS_MODE: 'cluster' }).redis;
    expect(cluster).toMatchObject({ mode: 'cluster', tlsRejectUnauthorized: false });
    expect(cluster.mode !== 'none' && reveal(cluster.urls)).toEqual(urls);
    const sentinel = { ...env, REDIS_MODE: 'sentinel' };
    expect(loadConfig({ ...sentinel, REDIS_SENTINEL_NAME: 'mymaster' }).redis).toMatchObject({
      mode: 'sentinel',
      sentinelName: 'mymaster',
    });
    expect(messageOf(sentinel)).toContain('REDIS_SENTINEL_NAME is not set although REDIS_MODE is sentinel');
    expect(messageOf(env)).toContain('REDIS_MODE is single although REDIS_URL names several nodes');
    expect(messageOf({ ...GOOD, REDIS_SENTINEL_NAME: 'x' })).toContain('REDIS_MODE is single although');
  });
});

describe('secrets from files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hubscope-config-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('the newline at the end is cut', () => {
    const config = loadConfig({
      DSN_FILE: file('dsn', `${DSN}\n`),
      REDIS_URL_FILE: file('redis', `${REDIS_URL}\r\n`),
    });
    expect(config.postgres.url.reveal()).toBe(DSN);
    expect(config.redis.mode !== 'none' && reveal(config.redis.urls)).toEqual([REDIS_URL]);
  });

  test('a missing file, an empty one, and one beside the variable are faults', () => {
    expect(messageOf({ REDIS_URL, DSN_FILE: join(folder, 'gone') })).toMatch(/a fault:.*DSN_FILE.*ENOENT/s);
    expect(messageOf({ REDIS_URL, DSN_FILE: join(folder, 'gone') })).not.toContain('DSN is not set');
    expect(messageOf({ REDIS_URL, DSN_FILE: file('empty', '\n') })).toContain('DSN is empty');
    expect(messageOf({ ...GOOD, DSN_FILE: file('dsn', DSN) })).toContain('DSN is set together with DSN_FILE');
  });

  test('only secrets come from files', () => {
    expect(loadConfig({ ...GOOD, PORT_FILE: file('port', '1') }).http.port).toBe(23100);
  });
});

describe('tokens', () => {
  test('several at once, for rotation', () => {
    const config = loadConfig({ ...GOOD, METRICS_TOKEN: `${TOKEN},${TOKEN}2 ${TOKEN}3\n` });
    expect(reveal(config.tokens.metrics)).toEqual([TOKEN, `${TOKEN}2`, `${TOKEN}3`]);
  });

  test.each([
    ['short', 'fewer than 16 characters'],
    [`${TOKEN}, short`, 'fewer than 16 characters'],
    [' , ', 'holds no token'],
    ['пароль-пароль-пароль', 'do not fit in an HTTP header'],
  ])('METRICS_TOKEN=%s is refused', (text, reason) => {
    expect(messageOf({ ...GOOD, METRICS_TOKEN: text })).toContain(reason);
  });

  test('a token has one role', () => {
    const env = { ...GOOD, METRICS_TOKEN: TOKEN, API_SCREEN_TOKEN: `${TOKEN}2,${TOKEN}` };
    expect(messageOf(env)).toContain('API_SCREEN_TOKEN holds a token that also stands in METRICS_TOKEN');
  });
});

describe('listening beyond this machine', () => {
  test.each(['0.0.0.0', '::', '10.1.2.3', 'hub.example', '127.0.0.1.example'])(
    'BIND=%s needs a token',
    (bind) => {
      const message = messageOf({ ...GOOD, BIND: bind });
      expect(message).toContain('METRICS_TOKEN is not set');
      expect(message).toContain(`BIND is ${bind}`);
      expect(loadConfig({ ...GOOD, BIND: bind, METRICS_TOKEN: TOKEN }).http.bind).toBe(bind);
    },
  );

  test.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])('BIND=%s needs none', (bind) => {
    expect(loadConfig({ ...GOOD, BIND: bind }).http.bind).toBe(bind);
  });
});

test.each([
  ['PORT', '65536', 'a whole number from 0 to 65535'],
  ['PORT', '1e3', 'a whole number'],
  ['PORT', '0x10', 'a whole number'],
  ['BIND', 'a b', 'neither an IP address nor a host name'],
  ['SESSION_TTL', '-1', 'a number of seconds from 1'],
  ['HEARTBEAT_INTERVAL', '0.4', 'a number of seconds from 0.5 to 10'],
  ['HEARTBEAT_INTERVAL', '1,5', 'a number of seconds'],
  ['STALE_MAX', 'Infinity', 'a number of seconds'],
  ['TZ', 'Mars/Phobos', 'is not a time zone'],
  ['TZ', '+08:00', 'is not the name of a time zone'],
  ['TZ', ':Asia/Shanghai', 'is not the name of a time zone'],
  ['REDIS_MODE', 'ring', 'is not one of single, cluster, sentinel'],
  ['REDIS_TLS_REJECT_UNAUTHORIZED', 'no', 'is not one of true, false, 1, 0'],
  ['LOG_LEVEL', 'trace', 'is not one of debug'],
  ['LEDGER_ENGINE', 'sqlite', 'is not one of duckdb, postgres'],
  ['LEDGER_MEMORY', '512', 'is not an amount of memory in MB or GB of at least 128MB'],
  ['LEDGER_MEMORY', '64MB', 'of at least 128MB'],
  ['LEDGER_THREADS', '0', 'is not a whole number from 1 to 64'],
  ['GRAFANA_URL', 'grafana.example', 'is not an http:// or https:// address'],
])('%s=%s is refused with its value', (name, text, reason) => {
  const message = messageOf({ ...GOOD, [name]: text });
  expect(message).toContain(`${name} (now "${text}") `);
  expect(message).toContain(reason);
});

test('seconds become milliseconds, and a slash at the end of GRAFANA_URL goes', () => {
  const env = {
    ...GOOD,
    HEARTBEAT_INTERVAL: '1.5',
    SESSION_TTL: '600',
    GRAFANA_URL: 'https://g.example/sub/',
  };
  expect(loadConfig({ ...env, DATA_DIR: '/d' })).toMatchObject({
    heartbeatMs: 1500,
    sessionTtlMs: 600_000,
    grafana: {
      url: 'https://g.example/sub',
      keysUrl: 'https://g.example/sub/api/signing-keys/keys',
      orgId: 1,
    },
    dataDir: '/d',
  });
});

test('every fault is named at once, in the order of the documentation, with a good example', () => {
  const message = messageOf({ LOG_LEVEL: 'loud', PORT: 'x', TZ: 'Nowhere', BIND: '0.0.0.0' });
  const named = [...message.matchAll(/^ {2}([A-Z_]+) .*Example: \1=\S/gm)].map((line) => line[1]);
  expect(message).toMatch(/^The configuration has 6 faults:/);
  expect(named).toEqual(['DSN', 'REDIS_URL', 'TZ', 'PORT', 'METRICS_TOKEN', 'LOG_LEVEL']);
});

test('no message and no printed form holds a secret', () => {
  const bad = messageOf({
    DSN: `postgres://u:${PASSWORD}@h:x/y`,
    REDIS_URL: `http://u:${PASSWORD}@h`,
    METRICS_TOKEN: PASSWORD.slice(0, 12),
    REDIS_MODE: `redis://u:${PASSWORD}@h`,
    API_ADMIN_TOKEN_FILE: PASSWORD,
    GRAFANA_URL: `https://u:${PASSWORD}@g.example`,
  });
  expect(bad).toContain('6 faults');
  expect(bad).not.toContain(PASSWORD.slice(0, 12));
  const config = loadConfig({ ...GOOD, API_ADMIN_TOKEN: `${PASSWORD}xx` });
  const { url } = config.postgres;
  for (const printed of [
    JSON.stringify(config),
    inspect(config, { depth: 9, showHidden: true }),
    format('%s', url),
    String(url),
  ]) {
    expect(printed).toContain('[secret]');
    expect(printed).not.toContain(PASSWORD);
  }
});

test('a misspelt variable is pointed out, a foreign one is not', () => {
  const env = { ...GOOD, METRIC_TOKEN: TOKEN, REDIS_URI: REDIS_URL, PGHOST: 'x', DNS: 'x', NODE_ENV: 'x' };
  expect(loadConfig(env).warnings).toEqual([
    'METRIC_TOKEN is not a variable of Hubscope: is METRICS_TOKEN meant?',
    'REDIS_URI is not a variable of Hubscope: is REDIS_URL meant?',
  ]);
});

test('the PostgreSQL of the ledger goes with LEDGER_ENGINE=postgres', () => {
  const given = { ...GOOD, LEDGER_DSN: DSN };
  expect(messageOf(given)).toContain('LEDGER_DSN is set although LEDGER_ENGINE is duckdb');
  expect(loadConfig({ ...given, LEDGER_ENGINE: 'postgres' }).ledger.url?.reveal()).toBe(DSN);
});

test('PREVIEW_DIR must hold the page', () => {
  expect(messageOf({ ...GOOD, PREVIEW_DIR: import.meta.dirname })).toMatch(
    /PREVIEW_DIR names .*, where there is no index\.html \(npm run preview builds the page\)/,
  );
});
