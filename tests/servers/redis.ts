import { connect } from 'node:net';
import { join } from 'node:path';
import { startChildServer, type ChildServer } from './child-server.ts';
import { freePort } from './free-port.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { waitUntil } from './wait-until.ts';

export interface RedisOptions {
  /** A free one by default. */
  readonly port?: number;
  /** Path of an ACL file (`user …` lines). */
  readonly aclFile?: string;
  /** Settings of redis.conf on top of the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A throw-away Redis server on 127.0.0.1. */
export interface RedisServer {
  /** Without credentials. */
  readonly url: string;
  readonly port: number;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
  /** SIGKILL; what was acknowledged stays for {@link start} (append-only file). */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; does nothing while it runs. */
  start(): Promise<void>;
  /** SIGSTOP: connections stay open, nothing answers. */
  freeze(): void;
  thaw(): void;
}

/** The gateway's own deployment keeps an append-only file too. */
const defaultSettings = { bind: '127.0.0.1', save: '', appendonly: 'yes', daemonize: 'no' };

/** @throws Error when redis-server is not installed or does not start; the message ends with the server's log */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const folder = createTemporaryFolder('redis');
  const port = options.port ?? (await freePort());
  const settings = {
    ...defaultSettings,
    port: String(port),
    dir: folder.path,
    ...(options.aclFile === undefined ? {} : { aclfile: options.aclFile }),
    ...options.settings,
  };
  let server: ChildServer | undefined;
  const start = async () => {
    if (server?.isRunning() === true) return;
    server = startChildServer({
      command: 'redis-server',
      arguments: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
      logFile: join(folder.path, 'log'),
    });
    await untilReady(server, port);
  };
  try {
    await start();
  } catch (error) {
    await server?.kill();
    folder.remove();
    throw error;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    async stop() {
      await server?.kill();
      folder.remove();
    },
    async kill() {
      await server?.kill();
    },
    freeze: () => server?.freeze(),
    thaw: () => server?.thaw(),
  };
}

async function untilReady(server: ChildServer, port: number): Promise<void> {
  await waitUntil('redis-server answers', async () => {
    if (!server.isRunning()) return true;
    // An ACL may refuse PING to a stranger; a refusal is an answer, whereas -LOADING asks to wait.
    return /^(\+PONG|-NOAUTH|-NOPERM)/.test(await ping(port));
  });
  if (!server.isRunning()) {
    throw new Error(`redis-server (apt-get install redis-server) ended at its start:\n${server.logTail()}`);
  }
}

function ping(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(1_000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
  });
}
