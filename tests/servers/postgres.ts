import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { unprivilegedAccount, type Account } from './account.ts';
import { startChildServer, type ChildServer } from './child-server.ts';
import { freePort } from './free-port.ts';
import { postgresBinaryFolder, type PostgresBinaries } from './postgres-binaries.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { waitUntil } from './wait-until.ts';

export interface PostgresOptions {
  readonly binaries?: PostgresBinaries;
  /** A free one by default. */
  readonly port?: number;
  /** Server settings (postgresql.conf) on top of the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A throw-away PostgreSQL server on 127.0.0.1. */
export interface PostgresServer {
  /** The superuser's connection to the database `postgres`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
  /** As a power cut: SIGKILL to every process; the data stays for {@link start}. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; does nothing while it runs. */
  start(): Promise<void>;
  /** Stops every process of the server in its tracks: connections stay open, nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Creates an empty database and returns the superuser's URL to it. */
  createDatabase(name: string): Promise<string>;
}

/**
 * Nothing is flushed to the disk, because the data is thrown away (yet a commit is written before it is acknowledged,
 * so that it survives kill()). The session zone is deliberately not UTC, and not that of any
 * gateway, so that SQL which silently relies on it gives wrong answers here.
 */
const defaultSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'America/Los_Angeles',
  log_timezone: 'UTC',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  fsync: 'off',
  full_page_writes: 'off',
};

/**
 * Starts a PostgreSQL with a superuser `postgres` (password authentication, UTF-8, C locale) on an empty cluster.
 *
 * @throws Error when PostgreSQL is not installed or does not start; the message ends with the server's log
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const account = unprivilegedAccount();
  const folder = createTemporaryFolder('postgres', account);
  const dataDirectory = join(folder.path, 'data');
  const password = randomBytes(12).toString('hex');
  const port = options.port ?? (await freePort());
  const host = '127.0.0.1';
  const urlOf = (database: string) => `postgres://postgres:${password}@${host}:${port}/${database}`;
  let server: ChildServer | undefined;
  const start = async () => {
    if (server?.isRunning() === true) return;
    server = startChildServer({
      command: join(binaryFolder, 'postgres'),
      arguments: ['-D', dataDirectory, '-p', String(port)],
      logFile: join(folder.path, 'log'),
      account,
    });
    await untilReady(server, urlOf('postgres'));
  };

  let binaryFolder = '';
  try {
    binaryFolder = postgresBinaryFolder(options.binaries ?? 'system', folder.path, account);
    initialise(binaryFolder, folder.path, dataDirectory, password, account);
    appendFileSync(
      join(dataDirectory, 'postgresql.conf'),
      Object.entries({ ...defaultSettings, ...options.settings })
        .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
        .join(''),
    );
    await start();
  } catch (error) {
    await server?.kill();
    folder.remove();
    throw error;
  }

  return {
    url: urlOf('postgres'),
    host,
    port,
    dataDirectory,
    start,
    async stop() {
      await server?.end('SIGQUIT');
      folder.remove();
    },
    async kill() {
      await server?.kill();
    },
    freeze: () => server?.freeze(),
    thaw: () => server?.thaw(),
    async createDatabase(name) {
      await query(urlOf('postgres'), `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      return urlOf(name);
    },
  };
}

function initialise(
  binaryFolder: string,
  folder: string,
  dataDirectory: string,
  password: string,
  account?: Account,
): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  chmodSync(passwordFile, 0o600);
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
  const result = spawnSync(
    join(binaryFolder, 'initdb'),
    [
      ...['-D', dataDirectory, '-U', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    ],
    { encoding: 'utf8', cwd: folder, ...(account ?? {}) },
  );
  if (result.status !== 0) {
    throw new Error(`initdb failed: ${result.stderr || String(result.error)}`, { cause: result.error });
  }
}

async function untilReady(server: ChildServer, url: string): Promise<void> {
  await waitUntil('PostgreSQL answers', async () => {
    if (!server.isRunning()) return true;
    await query(url, 'SELECT 1');
    return true;
  });
  if (!server.isRunning()) throw new Error(`PostgreSQL ended at its start:\n${server.logTail()}`);
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
