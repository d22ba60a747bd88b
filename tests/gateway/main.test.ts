import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { startPostgres, type PostgresServer } from '../servers/postgres.ts';
import { startRedis, type RedisServer } from '../servers/redis.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

let postgres: PostgresServer;
let redis: RedisServer;
beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
});
afterAll(async () => {
  await Promise.all([postgres.stop(), redis.stop()]);
});

test('the command fills a past and serves, with the models it was told, until Ctrl-C', async () => {
  const databaseUrl = await postgres.createDatabase('hub');
  const child = spawn(
    process.execPath,
    [
      ...[
        '--import',
        'tsx',
        'tests/gateway/main.ts',
        '--database-url',
        databaseUrl,
        '--redis-url',
        redis.url,
      ],
      ...['--create', '--history', '300', '--days', '3', '--models', 'gpt-5.1-codex'],
      ...['--requests-per-minute', '1200', '--rhythm', 'steady'],
    ],
    { cwd: repositoryRoot, stdio: 'ignore' },
  );
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const database = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  database.on('error', () => undefined);
  await waitUntil(
    'requests arrive on top of the history',
    async () => {
      const { rows } = await database.query<{ rows: string }>('SELECT count(*) AS rows FROM usage_ledger');
      return Number(rows[0]?.rows) > 310;
    },
    60_000,
  );
  child.kill('SIGINT');
  expect(await exited).toEqual([0, null]);
  const { rows } = await database.query<{ model: string }>('SELECT DISTINCT model FROM usage_ledger');
  expect(rows).toEqual([{ model: 'gpt-5.1-codex' }]);
  await database.end();
}, 90_000);
