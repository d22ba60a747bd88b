import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedis, type RedisServer } from './redis.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

async function withClient<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, {
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    // ioredis waits as long for the close of a connection that is closed already.
    disconnectTimeout: 200,
  });
  redis.on('error', () => undefined);
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

describe('Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ settings: { maxmemory: '64mb' } });
  });
  afterAll(() => server.stop());

  it('takes settings, and keeps acknowledged writes over a kill', async () => {
    await withClient(server.url, (redis) => redis.set('kept', 'yes'));
    await server.kill();
    await expect(withClient(server.url, (redis) => redis.ping())).rejects.toThrow();
    await server.start();
    expect(await withClient(server.url, (redis) => redis.get('kept'))).toBe('yes');
    expect(await withClient(server.url, (redis) => redis.config('GET', 'maxmemory'))).toEqual([
      'maxmemory',
      String(64 * 1024 * 1024),
    ]);
  });

  it('leaves an open connection without an answer while it is frozen', async () => {
    await withClient(server.url, async (redis) => {
      await redis.ping();
      server.freeze();
      const answer = redis.ping();
      const first = await Promise.race([answer, sleep(300, 'silence')]);
      server.thaw();
      expect(first).toBe('silence');
      expect(await answer).toBe('PONG');
    });
  });

  it('starts under an ACL that knows no default user', async () => {
    const folder = createTemporaryFolder('acl');
    const aclFile = join(folder.path, 'users.acl');
    writeFileSync(aclFile, 'user default off\nuser reader on >secret ~* +get\n');
    const guarded = await startRedis({ aclFile });
    const readerUrl = guarded.url.replace('//', '//reader:secret@');
    await expect(withClient(guarded.url, (redis) => redis.get('a'))).rejects.toThrow('NOAUTH');
    await expect(withClient(readerUrl, (redis) => redis.set('a', '1'))).rejects.toThrow('NOPERM');
    await guarded.stop();
    folder.remove();
  });
});
