import type { Config } from './config.ts';
import type { Secret } from './secret.ts';

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

/** A password is masked, an absent one is not: its absence is worth seeing. */
const credentials = ({ username, password }: URL): string => {
  const masked = `${username}${password === '' ? '' : ':***'}`;
  return masked === '' ? '' : `${masked}@`;
};

/** Query parameters are left out except sslmode: drivers accept passwords there too. */
function describeAddress(secret: Secret, defaultPort: string): string {
  const url = new URL(secret.reveal());
  const host =
    url.hostname === '' ? (url.searchParams.get('host') ?? '') : `${url.hostname}:${url.port || defaultPort}`;
  const sslMode = url.searchParams.get('sslmode');
  return `${credentials(url)}${host}${url.pathname}${sslMode === null ? '' : ` (sslmode ${sslMode})`}`;
}

function describeRedis(redis: Config['redis']): string {
  if (redis.mode === 'none') return 'none: sessions, slots and circuit states stay unknown';
  const addresses = redis.urls.map((url) =>
    describeAddress(url, redis.mode === 'sentinel' ? '26379' : '6379'),
  );
  const encrypted = redis.urls.some((url) => url.reveal().startsWith('rediss:'));
  const trust = redis.tlsRejectUnauthorized ? 'certificate checked' : 'certificate NOT checked';
  const notes = [
    ...(redis.mode === 'single' ? [] : [redis.mode]),
    ...(redis.sentinelName === undefined ? [] : [`primary ${redis.sentinelName}`]),
    encrypted ? `TLS, ${trust}` : 'no TLS',
    `command timeout ${seconds(redis.commandTimeoutMs)}`,
  ];
  return `${addresses.join(', ')} (${notes.join('; ')})`;
}

function describeSeries({ provider, model, user, key }: Config['seriesMax']): string {
  const people = [...(user === 0 ? [] : [`${user} users`]), ...(key === 0 ? [] : [`${key} keys`])];
  return `of ${[`${provider} providers`, `${model} models`, ...people].join(', ')} at most`;
}

function describeLedger({ ledger, dataDir }: Config): string {
  if (ledger.engine === 'postgres') {
    return `asked in PostgreSQL${ledger.url === undefined ? '' : ` at ${describeAddress(ledger.url, '5432')}`}, not copied`;
  }
  const place = dataDir === undefined ? 'memory: loaded anew at every start' : `${dataDir}/ledger.duckdb`;
  return `copied to ${place}; at most ${ledger.memoryLimit} and ${ledger.threads} ${ledger.threads === 1 ? 'thread' : 'threads'}`;
}

function describeTokens(tokens: Config['tokens']): string {
  const counts = Object.entries(tokens).flatMap(([role, list]) =>
    list.length === 0 ? [] : [`${role} ${list.length}`],
  );
  return counts.length === 0 ? 'none: everybody who reaches the address may read' : counts.join(', ');
}

function describePersons({ grafana, viewers, administrators }: Config): string {
  if (grafana === undefined) return 'none: GRAFANA_URL is not set';
  const mapping =
    viewers === undefined
      ? 'unknown to the gateway: VIEWERS is not set'
      : typeof viewers === 'string'
        ? `users of the gateway by ${viewers}`
        : `users of the gateway by ${viewers.file}`;
  const may = [
    ...(administrators.gateway ? ["the gateway's"] : []),
    ...(administrators.grafana ? ["Grafana's"] : []),
  ];
  return `of ${grafana.url}, organisation ${grafana.orgId}; ${mapping}; administrators: ${may.join(' and ') || 'none'}`;
}

function describeScreens({ names, cohortFloor }: Config['screen']): string {
  return `${names} names${cohortFloor === 1 ? '' : `; no board narrowed to fewer than ${cohortFloor} users`}`;
}

/**
 * What Hubscope would do with this configuration, one setting per line (each ended), for `hubscope --check`.
 * Holds no password and no token.
 */
export function describeConfig(config: Config): string {
  const { postgres, http } = config;
  const host = http.bind.includes(':') ? `[${http.bind}]` : http.bind;
  const rows: [label: string, text: string][] = [
    ['listen on', `http://${host}:${http.port}`],
    ['tokens', describeTokens(config.tokens)],
    [
      'PostgreSQL',
      `${describeAddress(postgres.url, '5432')}, read only; at most ${postgres.poolSize} connections; ` +
        `a query may take ${seconds(postgres.statementTimeoutMs)}`,
    ],
    ['Redis', describeRedis(config.redis)],
    ['ledger', describeLedger(config)],
    ['time zone', `what the gateway's settings say, else ${config.timezone}`],
    ['session ends', `after ${seconds(config.sessionTtlMs)} of silence`],
    [
      'compute',
      `live figures every ${seconds(config.heartbeatMs)}, quotas every ${seconds(config.quotaIntervalMs)}, ` +
        `names and settings every ${seconds(config.directoryIntervalMs)}`,
    ],
    ['stale for', `${seconds(config.staleMaxMs)} at most, then unknown`],
    ['series', describeSeries(config.seriesMax)],
    ['persons', describePersons(config)],
    ['screens', describeScreens(config.screen)],
    ['preview', config.previewDir ?? 'none: PREVIEW_DIR is not set'],
    ['log', config.logLevel],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = [...rows.map(([label, text]) => `${label.padEnd(width)}  ${text}`), ...config.warnings];
  return `${lines.join('\n')}\n`;
}
