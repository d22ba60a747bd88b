import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectPostgres, type Postgres } from '../../exporter/src/gateway/postgres.ts';
import { probeSchema, type GatewaySchema } from '../../exporter/src/gateway/schema.ts';
import type { Health } from '../../exporter/src/contract/index.ts';
import { openEngine } from '../../exporter/src/ledger/engine.ts';
import { keepLedger, type Ledger } from '../../exporter/src/ledger/keeper.ts';
import { Secret } from '../../exporter/src/secret.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { seedDirectory, type GatewayDirectory } from '../gateway/directory.ts';
import { fillHistory } from '../gateway/history.ts';
import { gatewayOptions } from '../gateway/options.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';

const ROWS = 20_000;

let stack: Stack;
let postgres: Postgres;
let schema: GatewaySchema;
let directory: GatewayDirectory;
let folder: ReturnType<typeof createTemporaryFolder>;
const open: Ledger[] = [];

beforeAll(async () => {
  stack = await startStack();
  directory = await seedDirectory(stack.database, gatewayOptions({ users: 10 }));
  await fillHistory(stack.ownerUrl, directory, { rows: ROWS, days: 20, seed: 3 });
  postgres = connect(stack.environment.DSN);
  schema = await postgres.snapshot((connection) => probeSchema(connection));
}, 120_000);
beforeEach(() => {
  folder = createTemporaryFolder('ledger-store');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((ledger) => ledger.stop()));
  folder.remove();
});
afterAll(async () => {
  await postgres.end();
  await stack.stop();
});

function connect(url: string): Postgres {
  const limits = { poolSize: 3, statementTimeoutMs: 5000, connectTimeoutMs: 1000 };
  return connectPostgres({ url: new Secret(url), ...limits });
}

function keep(dataDir: string, from: Postgres = postgres, found: GatewaySchema = schema): Ledger {
  const limits = { memoryLimit: '512MB', threads: 2, tailIntervalMs: 500 };
  const ledger = keepLedger(from, () => found, { dataDir, ...limits });
  open.push(ledger);
  return ledger;
}

async function loaded(ledger: Ledger, rows = ROWS): Promise<void> {
  await waitUntil('the ledger is copied', () => ledger.current()?.holdsFrom === -Infinity, 40_000, 50);
  const { engine } = ledger.current()!.copy;
  expect(await engine.query('SELECT count(*) AS rows FROM rows')).toEqual([{ rows: String(rows) }]);
}

/** Closes a ledger whose file a test is about to look into. */
async function close(ledger: Ledger): Promise<void> {
  open.splice(open.indexOf(ledger), 1);
  await ledger.stop();
}

const file = () => join(folder.path, 'ledger.duckdb');

test('a file survives a restart, belongs to its owner alone, and holds no API key', async () => {
  const first = keep(folder.path);
  await loaded(first);
  await close(first);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const { rows } = await stack.database.query<{ key: string }>('SELECT key FROM keys LIMIT 1');
  expect(readFileSync(file()).includes(rows[0]!.key)).toBe(false);
  const second = keep(folder.path);
  await waitUntil('it goes on where it was', () => second.current()?.holdsFrom === -Infinity, 10_000, 20);
  expect(second.state()).toMatchObject({ store: 'file', problem: undefined, loadRatio: 1 });
});

test('a file that another exporter has open: the copy is in memory, and says why', async () => {
  const other = await stack.startExporter({ DATA_DIR: folder.path });
  await waitUntil('the other has it open', async () => {
    const health = (await (await other.get('/api/v1/health')).json()) as Health;
    return health.ledger.store === 'file';
  });
  const ledger = keep(folder.path);
  await loaded(ledger);
  expect(ledger.state()).toMatchObject({ store: 'memory', problem: { kind: 'locked' }, failure: undefined });
  expect(ledger.state().problem?.detail).toContain('its own DATA_DIR');
  expect(await other.stop()).toBe(0);
});

/** Makes a folder a disk of its own, if this process may; only root may, and not in every container. */
function mountDisk(path: string, megabytes: number): boolean {
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path];
  return spawnSync('mount', options, { stdio: 'ignore' }).status === 0;
}

test('a disk that is full: the copy goes on in memory, and says why', async () => {
  const disk = createTemporaryFolder('full-disk');
  if (!mountDisk(disk.path, 1)) {
    process.stderr.write(
      'SKIPPED: a full disk, since this process may not mount one (run the tests as root)\n',
    );
    disk.remove();
    return;
  }
  try {
    const ledger = keep(disk.path);
    await loaded(ledger);
    expect(ledger.state()).toMatchObject({
      store: 'memory',
      problem: { kind: 'disk-full' },
      failure: undefined,
    });
    expect(ledger.state().problem?.detail).toContain('no room left');
    await close(ledger);
  } finally {
    spawnSync('umount', [disk.path]);
    disk.remove();
  }
});

test('a DATA_DIR that is none: the copy is in memory, and says why', async () => {
  writeFileSync(join(folder.path, 'not-a-folder'), '');
  const ledger = keep(join(folder.path, 'not-a-folder'));
  await loaded(ledger);
  expect(ledger.state()).toMatchObject({ store: 'memory', problem: { kind: 'not-writable' } });
  expect(ledger.state().problem?.detail).toContain('DATA_DIR');
});

test.each([
  [
    'cut short',
    () => {
      truncateSync(file(), 5000);
    },
  ],
  [
    'of something else',
    () => {
      writeFileSync(file(), 'this is no database, '.repeat(1000));
    },
  ],
  [
    'with damaged blocks',
    () => {
      const content = readFileSync(file());
      // Most of it, since not every block is in use.
      content.fill(0xff, Math.floor(content.length / 5), Math.floor((content.length * 4) / 5));
      writeFileSync(file(), content);
    },
  ],
])('a file %s is made anew', async (_, damage) => {
  const first = keep(folder.path);
  await loaded(first);
  await close(first);
  damage();
  chmodSync(file(), 0o600);
  const second = keep(folder.path);
  await loaded(second);
  expect(second.state()).toMatchObject({ store: 'file', problem: { kind: 'corrupt' }, failure: undefined });
});

test('a file of another version, and one of another gateway, is made anew', async () => {
  const first = keep(folder.path);
  await loaded(first);
  await close(first);
  const engine = await openEngine({ file: file(), memoryLimit: '128MB', threads: 1 });
  await engine.write((connection) => connection.query("UPDATE meta SET value = '0' WHERE name = 'layout'"));
  await engine.close();
  const second = keep(folder.path);
  await loaded(second);
  expect(second.state().problem?.detail).toContain('another version');
  await close(second);

  const other = await startStack();
  const otherPostgres = connect(other.environment.DSN);
  try {
    const directory = await seedDirectory(other.database, gatewayOptions({ users: 2 }));
    await fillHistory(other.ownerUrl, directory, { rows: 500, days: 3, seed: 4 });
    const found = await otherPostgres.snapshot((connection) => probeSchema(connection));
    const third = keep(folder.path, otherPostgres, found);
    await loaded(third, 500);
    await close(third);
  } finally {
    await otherPostgres.end();
    await other.stop();
  }
});

test('PostgreSQL goes in the middle of the load: it goes on from there', async () => {
  // So many that a load has a middle.
  await fillHistory(stack.ownerUrl, directory, { rows: 50_000, days: 20, seed: 5 });
  const ledger = keep(folder.path);
  await waitUntil('the load has begun', () => (ledger.state().loadRatio ?? 0) > 0, 10_000, 5);
  await stack.postgres.kill();
  await waitUntil('it is noticed', () => ledger.state().failure?.kind === 'unreachable', 10_000);
  expect(ledger.current()).toBeUndefined();
  await stack.postgres.start();
  await loaded(ledger, ROWS + 50_000);
  expect(ledger.state()).toMatchObject({ problem: undefined, failure: undefined });
});

test('a connection that breaks while lent out is an error, not the end of the process', async () => {
  await expect(
    postgres.snapshot(async (connection) => {
      await connection.query('SELECT 1');
      await stack.postgres.kill();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return connection.query('SELECT 1');
    }),
  ).rejects.toThrow();
  await stack.postgres.start();
  await waitUntil('it is back', () =>
    postgres
      .snapshot((connection) => connection.query('SELECT 1'))
      .then(
        () => true,
        () => false,
      ),
  );
});
