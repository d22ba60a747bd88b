import { describeConfig } from './check.ts';
import { loadConfig } from './config.ts';

const PASSWORD = 'hunter2-correct-horse';
const describeEnv = (env: NodeJS.ProcessEnv): string => describeConfig(loadConfig(env));
const DSN = `postgres://reader:${PASSWORD}@db.example/hub?sslmode=require&application_name=${PASSWORD}`;

test('says what would happen', () => {
  expect(describeEnv({ DSN, REDIS_URL: 'redis://redis.example/3' })).toBe(
    `listen on     http://127.0.0.1:23100
tokens        none: everybody who reaches the address may read
PostgreSQL    reader:***@db.example:5432/hub (sslmode require), read only; at most 3 connections; a query may take 5 s
Redis         redis.example:6379/3 (no TLS; command timeout 1.5 s)
ledger        copied to memory: loaded anew at every start; at most 512MB and 1 thread
time zone     what the gateway's settings say, else Asia/Shanghai
session ends  after 300 s of silence
compute       live figures every 1 s, quotas every 10 s, names and settings every 5 s
stale for     300 s at most, then unknown
series        of 1000 providers, 100 models at most
persons       none: GRAFANA_URL is not set
screens       masked names
preview       none: PREVIEW_DIR is not set
log           info
`,
  );
});

test.each([
  [{ REDIS_URL: 'none' }, 'none: sessions, slots and circuit states stay unknown'],
  [
    {
      REDIS_URL: `rediss://:${PASSWORD}@a,rediss://b:7`,
      REDIS_MODE: 'cluster',
      REDIS_TLS_REJECT_UNAUTHORIZED: '0',
    },
    ':***@a:6379, b:7 (cluster; TLS, certificate NOT checked; command timeout 1.5 s)',
  ],
  [
    { REDIS_URL: 'redis://a', REDIS_MODE: 'sentinel', REDIS_SENTINEL_NAME: 'main' },
    'a:26379 (sentinel; primary main; no TLS; command timeout 1.5 s)',
  ],
])('Redis as %j', (env, line) => {
  expect(describeEnv({ DSN, ...env })).toContain(`Redis         ${line}\n`);
});

test('names the optional settings, counts tokens and holds no secret', () => {
  const text = describeEnv({
    DSN,
    REDIS_URL: `redis://reader:${PASSWORD}@redis.example?password=${PASSWORD}`,
    METRICS_TOKEN: `${PASSWORD},${PASSWORD}2`,
    API_VIEWER_TOKEN: `${PASSWORD}3`,
    BIND: '::',
    GRAFANA_URL: 'https://grafana.example',
    VIEWERS: 'username',
    SCREEN_COHORT_FLOOR: '3',
    PSEUDONYM_KEY: PASSWORD,
    DATA_DIR: '/data',
    METRICS_TOKN: 'x',
  });
  expect(text).toContain('listen on     http://[::]:23100\n');
  expect(text).toContain('tokens        metrics 2, viewer 1\n');
  expect(text).toContain(
    "persons       of https://grafana.example, organisation 1; users of the gateway by username; administrators: the gateway's\n",
  );
  expect(text).toContain('screens       masked names; no board narrowed to fewer than 3 users\n');
  expect(text).toContain('ledger        copied to /data/ledger.duckdb; at most 512MB and 1 thread\n');
  expect(text).toContain('is METRICS_TOKEN meant?');
  expect(text).not.toContain(PASSWORD);
});

test('a database behind a socket is shown by its folder', () => {
  const text = describeEnv({ DSN: 'postgresql:///hub?host=/run/postgresql', REDIS_URL: 'none' });
  expect(text).toContain('PostgreSQL    /run/postgresql/hub, read only');
});

test('says which PostgreSQL answers in place of a copy', () => {
  const engine = { DSN, REDIS_URL: 'none', LEDGER_ENGINE: 'postgres' };
  expect(describeEnv(engine)).toContain('ledger        asked in PostgreSQL, not copied\n');
  const text = describeEnv({ ...engine, LEDGER_DSN: `postgres://reader:${PASSWORD}@replica.example/hub` });
  expect(text).toContain(
    'ledger        asked in PostgreSQL at reader:***@replica.example:5432/hub, not copied\n',
  );
});
