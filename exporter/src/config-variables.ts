import { z } from 'zod';
import { CURRENCY_VARIABLES } from './config-currency.ts';
import { IDENTITY_VARIABLES } from './config-identity.ts';
import {
  bindAddress,
  memory,
  folderPath,
  oneOf,
  postgresUrl,
  redisUrls,
  seconds,
  switchWord,
  tokens,
  whole,
  zone,
  type Variable,
} from './config-schemas.ts';

export type { Variable } from './config-schemas.ts';

const TOKEN_RULE = 'At least 16 characters; several, separated by commas or white space, while you rotate.';

/** Every variable that Hubscope reads, in the order of the documentation. */
export const VARIABLES = {
  DSN: {
    meaning: "The gateway's PostgreSQL. `DATABASE_URL` is another name for it.",
    example: 'postgres://hubscope:password@db.example:5432/claude_code_hub',
    secret: true,
    schema: postgresUrl,
  },
  DATABASE_URL: {
    meaning: 'Another name for `DSN`. Set one of the two.',
    example: 'postgres://hubscope:password@db.example:5432/claude_code_hub',
    secret: true,
    schema: postgresUrl,
  },
  REDIS_URL: {
    meaning:
      "The gateway's Redis, as `redis://` or `rediss://` (TLS); several nodes, separated by commas, for Cluster or Sentinel; " +
      'or `none` for a gateway that runs without Redis.',
    example: 'redis://hubscope:password@redis.example:6379/0',
    secret: true,
    schema: redisUrls,
  },
  REDIS_MODE: {
    meaning: 'How the nodes of `REDIS_URL` belong together: `single`, `cluster` or `sentinel`.',
    default: 'single',
    example: 'cluster',
    schema: oneOf('single', 'cluster', 'sentinel'),
  },
  REDIS_SENTINEL_NAME: {
    meaning:
      'The name of the primary that the sentinels watch. Needed with `REDIS_MODE=sentinel`, wrong without.',
    example: 'mymaster',
    schema: z.string(),
  },
  REDIS_TLS_REJECT_UNAUTHORIZED: {
    meaning: 'Whether a `rediss://` server must show a certificate that this machine trusts.',
    default: 'true',
    example: 'false',
    schema: switchWord,
  },
  TZ: {
    meaning: "The gateway's time zone where its settings name none: what the gateway's own `TZ` says.",
    default: 'Asia/Shanghai',
    example: 'Europe/Berlin',
    schema: zone,
  },
  SESSION_TTL: {
    meaning: "Seconds until a silent session counts as over: the gateway's own `SESSION_TTL`.",
    default: '300',
    example: '600',
    schema: seconds(1, 86_400),
  },
  BIND: {
    meaning: 'The address to listen on. Any other than a loopback address needs a token.',
    default: '127.0.0.1',
    example: '0.0.0.0',
    schema: bindAddress,
  },
  PORT: {
    meaning: 'The port to listen on; `0` takes a free one.',
    default: '23100',
    example: '23100',
    schema: whole(0, 65_535),
  },
  METRICS_TOKEN: {
    meaning: `What Prometheus shows as bearer token to scrape \`/metrics\`. ${TOKEN_RULE}`,
    example: '$(openssl rand -hex 24)',
    secret: true,
    schema: tokens,
  },
  API_ADMIN_TOKEN: {
    meaning: `Bearer token of the API for administrators. ${TOKEN_RULE}`,
    example: '$(openssl rand -hex 24)',
    secret: true,
    schema: tokens,
  },
  API_VIEWER_TOKEN: {
    meaning: `Bearer token of the API for viewers. ${TOKEN_RULE}`,
    example: '$(openssl rand -hex 24)',
    secret: true,
    schema: tokens,
  },
  API_SCREEN_TOKEN: {
    meaning: `Bearer token of the API for wall screens. ${TOKEN_RULE}`,
    example: '$(openssl rand -hex 24)',
    secret: true,
    schema: tokens,
  },
  RATE_LIMIT: {
    meaning:
      'The most requests of a minute that one address may make to the API with one token; `0`: no limit. All viewers ' +
      "of one Grafana share its address and its datasource's token.",
    default: '60000',
    example: '6000',
    schema: whole(0, 10_000_000),
  },
  AUTH_FAILURE_LIMIT: {
    meaning:
      'The most requests of a minute that one address may make with a wrong token or none before it gets 429; `0`: no ' +
      'limit. Requests with a right token are never held up by it.',
    default: '60',
    example: '20',
    schema: whole(0, 1_000_000),
  },
  ...IDENTITY_VARIABLES,
  ...CURRENCY_VARIABLES,
  DATA_DIR: {
    meaning:
      'A folder for what should survive a restart: the copy of the ledger, and what keeps counters from falling. ' +
      'Each exporter needs its own. Without it the copy is in memory, and is loaded anew at every start.',
    example: '/var/lib/hubscope',
    schema: z.string(),
  },
  PREVIEW_DIR: {
    meaning:
      'A folder with the preview page (`npm run preview`), which is then served at `/preview`: the big screen without a ' +
      'Grafana. The page holds no figure; it asks the API, and whoever looks enters a token where tokens are set. Without it ' +
      'there is no such page.',
    example: 'dist/preview',
    schema: folderPath,
  },
  LEDGER_ENGINE: {
    meaning:
      'What answers questions about usage: `duckdb`, our own copy of the ledger, or `postgres`, for ledgers too large ' +
      'for one machine.',
    default: 'duckdb',
    example: 'postgres',
    schema: oneOf('duckdb', 'postgres'),
  },
  LEDGER_DSN: {
    meaning:
      'With `LEDGER_ENGINE=postgres`: the PostgreSQL that answers, when it is not that of `DSN`: a replica, or a ' +
      'distributed one such as Citus. It needs the same role and views.',
    example: 'postgres://hubscope:password@replica.example:5432/claude_code_hub',
    secret: true,
    schema: postgresUrl,
  },
  LEDGER_MEMORY: {
    meaning: 'The most memory that the copy of the ledger takes, in MB or GB.',
    default: '512MB',
    example: '1GB',
    schema: memory(128),
  },
  LEDGER_THREADS: {
    meaning:
      'The most threads that one question or one write of the copy of the ledger uses. More than one costs more than it ' +
      'saves, but where tens of millions of rows meet idle cores.',
    default: '1',
    example: '4',
    schema: whole(1, 64),
  },
  HEARTBEAT_INTERVAL: {
    meaning: 'Seconds between two computations of the live figures.',
    default: '1',
    example: '2',
    schema: seconds(0.5, 10),
  },
  QUOTA_INTERVAL: {
    meaning: 'Seconds between two computations of the quotas.',
    default: '10',
    example: '30',
    schema: seconds(1, 3600),
  },
  DIRECTORY_INTERVAL: {
    meaning: 'Seconds between two readings of users, keys, providers and settings.',
    default: '5',
    example: '30',
    schema: seconds(1, 3600),
  },
  STALE_MAX: {
    meaning:
      'Seconds for which the last good figure is still shown (as stale) after its source is gone; then it is unknown.',
    default: '300',
    example: '60',
    schema: seconds(1, 86_400),
  },
  MAX_PROVIDER_SERIES: {
    meaning:
      'The most providers that get series of their own. Gauges leave the others out; counters count them as `other`.',
    default: '1000',
    example: '200',
    schema: whole(1, 100_000),
  },
  MAX_MODEL_SERIES: {
    meaning: 'The most models that get series of their own; the others are counted as `other`.',
    default: '100',
    example: '40',
    schema: whole(1, 10_000),
  },
  MAX_USER_SERIES: {
    meaning:
      'The most users that get series of their own, those who spend most first: counters, in which the others are counted ' +
      'as `other`, and quotas. ' +
      '`0`: no series of users.',
    default: '0',
    example: '50',
    schema: whole(0, 10_000),
  },
  MAX_KEY_SERIES: {
    meaning: 'The same for client keys.',
    default: '0',
    example: '50',
    schema: whole(0, 10_000),
  },
  DB_POOL_SIZE: {
    meaning: 'The most connections to PostgreSQL.',
    default: '3',
    example: '2',
    schema: whole(1, 20),
  },
  DB_STATEMENT_TIMEOUT: {
    meaning: 'Seconds after which PostgreSQL stops a query.',
    default: '5',
    example: '8',
    schema: seconds(0.1, 300),
  },
  DB_CONNECT_TIMEOUT: {
    meaning: 'Seconds to wait for a connection to PostgreSQL.',
    default: '2.5',
    example: '5',
    schema: seconds(0.1, 60),
  },
  REDIS_COMMAND_TIMEOUT: {
    meaning: "Seconds to wait for Redis's answer to a command.",
    default: '1.5',
    example: '3',
    schema: seconds(0.1, 60),
  },
  REDIS_CONNECT_TIMEOUT: {
    meaning: 'Seconds to wait for a connection to Redis.',
    default: '2',
    example: '5',
    schema: seconds(0.1, 60),
  },
  LOG_LEVEL: {
    meaning: 'The least severe lines to log: `debug`, `info`, `warn`, `error` or `silent`.',
    default: 'info',
    example: 'warn',
    schema: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;

/** The values of all variables: undefined only where the variable is unset and has no default. */
export type Values = {
  [Name in VariableName]:
    | z.output<(typeof VARIABLES)[Name]['schema']>
    | ((typeof VARIABLES)[Name] extends { default: string } ? never : undefined);
};
