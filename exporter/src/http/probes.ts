import { Router } from 'express';
import type { Heartbeat } from '../heartbeat.ts';

/**
 * `GET /-/healthy`: the process serves. `GET /-/ready`: every question has been asked once. Neither asks the
 * gateway: a gateway that is away makes figures unknown, and the exporter no less ready to say so.
 */
export function probeRoutes(heartbeat: Heartbeat): Router {
  let ready = false;
  void heartbeat.firstBeat.then(() => {
    ready = true;
  });
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/-/healthy', (_request, response) => {
    response.type('text/plain').end('healthy\n');
  });
  router.get('/-/ready', (_request, response) => {
    response
      .status(ready ? 200 : 503)
      .type('text/plain')
      .end(ready ? 'ready\n' : 'not ready: the first figures are being computed\n');
  });
  return router;
}
