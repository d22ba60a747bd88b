import type { Stack } from '../exporter/stack.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { startGateway } from '../gateway/simulator.ts';

/** A gateway that serves 50 requests a second, as evenly as a simulated one does. */
export const gatewayAtWork = ({ ownerUrl, redis }: Stack): Promise<Gateway> =>
  startGateway({
    databaseUrl: ownerUrl,
    redisUrl: redis.url,
    requestsPerMinute: 50 * 60,
    rhythm: 'steady',
  });
