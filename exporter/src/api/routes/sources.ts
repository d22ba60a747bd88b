import { z } from 'zod';
import type { Sources } from '../../contract/index.ts';
import { sources as sourcesSchema } from '../../contract/sources.ts';
import type { Heartbeat } from '../../heartbeat.ts';
import { ledgerHealth, sourceHealth } from '../health.ts';
import { isoInstant } from '../parts.ts';
import { route } from '../route.ts';

/** `GET /sources`: what of health concerns whoever reads figures, as a question that can be watched. */
export const sourcesRoute = route({
  name: 'sources',
  path: '/sources',
  summary: 'Whether PostgreSQL, Redis and the copy of the ledger answer, and whether the copy is equal.',
  parameters: z.strictObject({}),
  access: () => ['sources'],
  value: sourcesSchema,
  answer: ({ heartbeat }) =>
    Promise.resolve({
      quality: 'fresh' as const,
      asOf: isoInstant(nowOf(heartbeat)),
      ageSeconds: null,
      reason: null,
      value: sourcesOf(heartbeat),
    }),
});

function sourcesOf(heartbeat: Heartbeat): Sources {
  const { state, reason, asOf, rows, mismatchRows, loadRatio } = ledgerHealth(heartbeat);
  return {
    postgres: sourceHealth(heartbeat, 'postgres'),
    redis: sourceHealth(heartbeat, 'redis'),
    ledger: { state, reason, asOf, rows, mismatchRows, loadRatio },
  };
}

/** Now by the clock of the gateway's database, which other answers go by; by our own while it is not known. */
function nowOf({ questions }: Heartbeat): number {
  const heard = questions.gateway.answer();
  return heard.quality === 'unknown' ? Date.now() : heard.asOf + heard.ageMs;
}
