import { loadConfig } from '../../exporter/src/config.ts';
import { connectPostgres } from '../../exporter/src/gateway/postgres.ts';
import { connectRedis } from '../../exporter/src/gateway/redis.ts';
import { startHeartbeat, type Heartbeat } from '../../exporter/src/heartbeat.ts';
import type { Stack } from './stack.ts';

/** An exporter's heartbeat without its doors, for tests of what it answers. */
export interface InProcess {
  heartbeat: Heartbeat;
  stop: () => Promise<void>;
}

/** Starts a heartbeat on a stack, as the least-privilege role and user; resolves after its first beat. */
export async function startInProcess({ environment }: Pick<Stack, 'environment'>): Promise<InProcess> {
  const config = loadConfig({ ...environment, METRICS_TOKEN: 'a-token-of-the-tests' });
  if (config.redis.mode === 'none') throw new Error('a stack has a Redis');
  const postgres = connectPostgres(config.postgres);
  const redis = connectRedis(config.redis);
  const heartbeat = startHeartbeat(config, { postgres, ledgerPostgres: postgres, redis });
  await heartbeat.firstBeat;
  return {
    heartbeat,
    async stop() {
      await heartbeat.stop();
      redis.end();
      await postgres.end();
    },
  };
}

/** An answer for a moment (by the source's clock) after this call began. */
export async function freshAnswer<T>(
  want: () => Promise<{ quality: string; asOf?: number; value?: T }>,
): Promise<{ value: T; asOf: number }> {
  const since = Date.now();
  for (;;) {
    const { quality, asOf, value } = await want();
    if (quality === 'fresh' && asOf !== undefined && asOf > since) return { value: value as T, asOf };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
