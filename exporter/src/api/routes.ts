import { Router } from 'express';
import type { Heartbeat } from '../heartbeat.ts';
import { health } from './health.ts';
import { ledgerDigests } from './ledger-digests.ts';

/** Everything below `/api/v1`. */
export function apiRoutes(heartbeat: Heartbeat): Router {
  const router = Router();
  router.get('/health', (_request, response) => {
    response.set('Cache-Control', 'no-store').json(health(heartbeat));
  });
  router.get('/ledger/digests', ledgerDigests(heartbeat));
  return router;
}
