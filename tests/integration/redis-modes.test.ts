import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis as Client } from 'ioredis';
import { readSessionDetails } from '../../exporter/src/gateway/live-sessions.ts';
import { connectRedis, type Redis } from '../../exporter/src/gateway/redis.ts';
import { Secret } from '../../exporter/src/secret.ts';
import { startChildServer, type ChildServer } from '../servers/child-server.ts';
import { freePort } from '../servers/free-port.ts';
import { startRedis, type RedisServer } from '../servers/redis.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';

const timeouts = { commandTimeoutMs: 1500, connectTimeoutMs: 2000, tlsRejectUnauthorized: true };

let folder: TemporaryFolder;
const servers: RedisServer[] = [];
let redis: Redis | undefined;
beforeAll(() => {
  folder = createTemporaryFolder('redis-modes');
});
afterEach(() => {
  redis?.end();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  folder.remove();
});

async function start(settings: Record<string, string> = {}, port?: number): Promise<RedisServer> {
  const server = await startRedis({ settings, ...(port === undefined ? {} : { port }) });
  servers.push(server);
  return server;
}

/** What the exporter asks, over keys that lie in many slots. */
async function readEverything(reader: Redis) {
  return reader.attempt(async () => {
    const now = await reader.now();
    const ids = Array.from({ length: 40 }, (_, index) => index);
    const members = await Promise.all(
      ids.map((id) => reader.membersAbove(`provider:${id}:active_sessions`, 0)),
    );
    // Every second of them is there.
    const infos = await reader.existing(
      ids.flatMap((id) => [`session:s${id}:info`, `session:gone${id}:info`]),
    );
    const states = await Promise.all(
      ids.map((id) => reader.fields(`circuit_breaker:state:${id}`, ['circuitState'])),
    );
    const details = await readSessionDetails(
      reader,
      'identity',
      ids.map((id) => `s${id}`),
    );
    return {
      now,
      members: members.flatMap((reading) => (reading.ok ? reading.value : [])).length,
      infos: infos.filter((info, index) => info === `session:s${index}:info`).length,
      open: states.filter((reading) => reading.ok && reading.value.circuitState === 'open').length,
      owned: details.filter(({ name, userId }) => name === `s${userId}`).length,
      inFlight: details.reduce((sum, { inFlight }) => sum + (inFlight ?? NaN), 0),
    };
  });
}

async function fill(client: Pick<Client, 'zadd' | 'hset' | 'set'>) {
  for (let id = 0; id < 40; id += 1) {
    await client.zadd(`provider:${id}:active_sessions`, Date.now(), `s${id}`);
    await client.hset(`session:s${id}:info`, 'userId', id);
    if (id % 2 === 0) await client.set(`observed_session:s${id}:concurrent_count`, 2);
    await client.hset(`circuit_breaker:state:${id}`, 'circuitState', id % 2 === 0 ? 'open' : 'closed');
  }
}

const wholeAnswer = {
  now: expect.any(Number) as number,
  members: 40,
  infos: 40,
  open: 20,
  owned: 40,
  inFlight: 40,
};

test('single, in a logical database', async () => {
  const server = await start();
  const writer = new Client(`${server.url}/3`);
  await fill(writer);
  writer.disconnect();
  redis = connectRedis({ mode: 'single', urls: [new Secret(`${server.url}/3`)], ...timeouts });
  expect(await readEverything(redis)).toEqual(wholeAnswer);
});

test('TLS: a certificate that this machine does not trust is refused, unless told otherwise', async () => {
  const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(folder.path, name)) as [
    string,
    string,
  ];
  execFileSync(
    'openssl',
    `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout ${key} -out ${certificate}`.split(
      ' ',
    ),
    { stdio: 'pipe' },
  );
  const tlsPort = await freePort();
  const server = await start({
    'tls-port': String(tlsPort),
    'tls-key-file': key,
    'tls-cert-file': certificate,
    'tls-ca-cert-file': certificate,
    'tls-auth-clients': 'no',
  });
  const writer = new Client(server.url);
  await fill(writer);
  writer.disconnect();
  const urls = [new Secret(`rediss://localhost:${tlsPort}`)];
  const strict = connectRedis({ mode: 'single', urls, ...timeouts });
  await expect(readEverything(strict)).rejects.toThrow();
  expect(strict.state.isUp(60_000)).toBe(false);
  strict.end();
  redis = connectRedis({ mode: 'single', urls, ...timeouts, tlsRejectUnauthorized: false });
  expect(await readEverything(redis)).toEqual(wholeAnswer);
});

test('Cluster: keys of many slots on three nodes, and a node that goes and comes back', async () => {
  const nodes: RedisServer[] = [];
  // By default the bus of a node listens 10000 above its port, where somebody else may be.
  const buses: number[] = [];
  for (let node = 0; node < 3; node += 1) {
    const bus = await freePort();
    buses.push(bus);
    const settings = {
      'cluster-port': String(bus),
      'cluster-enabled': 'yes',
      'cluster-node-timeout': '1000',
      'cluster-require-full-coverage': 'no',
    };
    nodes.push(await start(settings));
  }
  const cli = (port: number, ...words: (string | number)[]) =>
    execFileSync('redis-cli', ['-p', String(port), ...words.map(String)], { encoding: 'utf8' });
  const [first, second, third] = nodes.map(({ port }) => port) as [number, number, number];
  cli(first, 'cluster', 'addslotsrange', 0, 5460);
  cli(second, 'cluster', 'addslotsrange', 5461, 10922);
  cli(third, 'cluster', 'addslotsrange', 10923, 16383);
  cli(first, 'cluster', 'meet', '127.0.0.1', second, buses[1] ?? 0);
  cli(first, 'cluster', 'meet', '127.0.0.1', third, buses[2] ?? 0);
  await waitUntil('every node knows the cluster', () =>
    [first, second, third].every((port) => {
      const info = cli(port, 'cluster', 'info');
      return info.includes('cluster_state:ok') && info.includes('cluster_slots_assigned:16384');
    }),
  );
  const { Cluster } = await import('ioredis');
  const writer = new Cluster([{ host: '127.0.0.1', port: first }]);
  await fill(writer);
  writer.disconnect();

  const urls = nodes.map(({ url }) => new Secret(url));
  const reader = connectRedis({ mode: 'cluster', urls, ...timeouts });
  redis = reader;
  expect(await readEverything(reader)).toEqual(wholeAnswer);
  await nodes[2]?.kill();
  await expect(readEverything(reader)).rejects.toThrow();
  await nodes[2]?.start();
  await waitUntil(
    'the cluster is whole again',
    async () => (await readEverything(reader)).members === 40,
    15_000,
    200,
  );
});

test('Sentinel: asks where the primary is', async () => {
  const primary = await start();
  const writer = new Client(primary.url);
  await fill(writer);
  writer.disconnect();
  const port = await freePort();
  const file = join(folder.path, 'sentinel.conf');
  writeFileSync(
    file,
    `port ${port}\nbind 127.0.0.1\ndir ${folder.path}\nsentinel monitor gateway 127.0.0.1 ${primary.port} 1\n`,
  );
  const sentinel: ChildServer = startChildServer({
    command: 'redis-server',
    arguments: [file, '--sentinel'],
    logFile: join(folder.path, 'sentinel.log'),
  });
  try {
    // To a sentinel that is not there yet ioredis keeps a timer of two seconds, for the close of what never opened.
    await waitUntil('the sentinel listens', () =>
      execFileSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' }).includes('PONG'),
    );
    const urls = [new Secret(`redis://127.0.0.1:${port}`)];
    const reader = connectRedis({ mode: 'sentinel', urls, sentinelName: 'gateway', ...timeouts });
    redis = reader;
    await waitUntil(
      'the sentinel answers',
      async () => (await readEverything(reader)).members === 40,
      15_000,
      200,
    );
    expect(await readEverything(reader)).toEqual(wholeAnswer);
  } finally {
    await sentinel.kill();
  }
});
