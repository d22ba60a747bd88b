import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createGatewaySchema, type GatewayShape } from '../gateway/schema/create.ts';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { startRedis, type RedisServer } from '../servers/redis.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { repositoryRoot } from '../setup/repository-root.ts';
import { startExporter, type ExporterProcess } from './process.ts';

/** Servers of a gateway, with the least-privilege role and user of provisioning/ in place. */
export interface Stack {
  postgres: PostgresServer;
  redis: RedisServer;
  /** Owner's connection to the gateway's database. */
  database: pg.Pool;
  /** The gateway's own connection to Redis. */
  cache: Redis;
  /** Owner's URL of the gateway's database. */
  ownerUrl: string;
  /** What the exporter is given: URLs of the least-privilege role and user. */
  environment: { DSN: string; REDIS_URL: string };
  /** Grants anew, as an operator does after an upgrade of the gateway. */
  grant: () => void;
  /** Starts an exporter on these servers; it ends with the stack. */
  startExporter: (environment?: Record<string, string>) => Promise<ExporterProcess>;
  stop: () => Promise<void>;
}

const rolePassword = 'role-password-of-the-tests';
const redisPassword = 'redis-password-of-the-tests';

/** Starts PostgreSQL with the gateway's tables in the given shape (or empty, for `none`), and Redis. */
export async function startStack(shape: GatewayShape | 'none' = 'current'): Promise<Stack> {
  const folder = createTemporaryFolder('acl');
  const aclFile = join(folder.path, 'users.acl');
  const line = readFileSync(join(repositoryRoot, 'provisioning/redis/users.acl'), 'utf8');
  writeFileSync(aclFile, line.replace('change-me-to-a-long-secret', redisPassword));
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis({ aclFile })]);
  const ownerUrl = await postgres.createDatabase('claude_code_hub');
  const database = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  database.on('error', () => undefined);
  if (shape !== 'none') await createGatewaySchema(database, shape);
  // Else ioredis waits two seconds for the close of a connection that was closed with its server.
  const cache = new Redis(redis.url, { disconnectTimeout: 200 });
  cache.on('error', () => undefined);
  const grant = () => {
    const script = join(repositoryRoot, 'provisioning/postgres/role.sql');
    const options = ['-q', '-v', 'ON_ERROR_STOP=1', '-v', `password='${rolePassword}'`, '-f', script];
    execFileSync('psql', [ownerUrl, ...options], { stdio: 'pipe' });
  };
  grant();
  const environment = {
    DSN: `postgres://hubscope:${rolePassword}@127.0.0.1:${postgres.port}/claude_code_hub`,
    REDIS_URL: `redis://hubscope:${redisPassword}@127.0.0.1:${redis.port}/0`,
  };
  const exporters: ExporterProcess[] = [];
  return {
    postgres,
    redis,
    database,
    cache,
    ownerUrl,
    environment,
    grant,
    async startExporter(extra = {}) {
      const exporter = await startExporter({ ...environment, ...extra });
      exporters.push(exporter);
      return exporter;
    },
    async stop() {
      await Promise.all(exporters.map((exporter) => exporter.stop()));
      cache.disconnect();
      await database.end();
      await Promise.all([postgres.stop(), redis.stop()]);
      folder.remove();
    },
  };
}
