import { fillHistory } from '../gateway/history.ts';
import { startGateway } from '../gateway/simulator.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import { zoneOfAfternoon } from '../gateway/afternoon.ts';
import { onPortNear } from './ports.ts';

/** Where the exporter finds the gateway. */
export interface DemoGateway {
  environment: Record<string, string>;
}

/** As dense as the live traffic is, so that today compares with yesterday. */
const HISTORY_ROWS = 12_000;
const REQUESTS_PER_MINUTE = 60;

/** What the exporter may be told about a gateway of one's own. */
const passedOn = [
  'DSN',
  'DATABASE_URL',
  'REDIS_URL',
  'REDIS_MODE',
  'REDIS_SENTINEL_NAME',
  'TZ',
  'SESSION_TTL',
];

/**
 * The gateway of the environment when DSN (or DATABASE_URL) and REDIS_URL are given; else a simulated one on servers
 * of its own, with two days of history and live traffic. `onStart` receives what stops each part.
 */
export async function openGateway(
  environment: NodeJS.ProcessEnv,
  say: (text: string) => void,
  onStart: (stop: () => Promise<void>) => void,
): Promise<DemoGateway> {
  const own = (environment.DSN ?? environment.DATABASE_URL ?? '') !== '';
  if (own !== ((environment.REDIS_URL ?? '') !== '')) {
    throw new Error('set DSN and REDIS_URL for your own gateway, or neither of them for a simulated one');
  }
  if (own) {
    say('Looking at your gateway; nothing is written to it.');
    const given = passedOn.flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value] as const];
    });
    return { environment: Object.fromEntries(given) };
  }
  say('Starting PostgreSQL (embedded) and Redis');
  const postgres = await onPortNear(25_432, (port) => startPostgres({ binaries: 'embedded', port }));
  onStart(() => postgres.stop());
  const redis = await onPortNear(26_379, (port) => startRedis({ port }));
  onStart(() => redis.stop());
  const timezone = zoneOfAfternoon(new Date());
  const databaseUrl = await postgres.createDatabase('claude_code_hub');
  const simulated = await startGateway({
    databaseUrl,
    redisUrl: redis.url,
    requestsPerMinute: REQUESTS_PER_MINUTE,
    rhythm: 'steady',
    timezone,
    prepare: (directory) => {
      say(`Writing two days of history: ${HISTORY_ROWS} requests`);
      return fillHistory(databaseUrl, directory, { rows: HISTORY_ROWS, days: 2, seed: 1 });
    },
  });
  onStart(() => simulated.stop());
  say(`The simulated gateway, in ${timezone}, serves ${REQUESTS_PER_MINUTE} requests per minute`);
  return { environment: { DSN: databaseUrl, REDIS_URL: redis.url } };
}
