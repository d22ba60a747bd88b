import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { setTimeout as delay } from 'node:timers/promises';
import { Router } from 'express';
import type { Heartbeat } from '../heartbeat.ts';
import { scrapeDeadlineMs } from './deadline.ts';
import { contentTypes } from './exposition.ts';
import { preferredFormat } from './negotiate.ts';
import type { MetricsPage } from './page.ts';

const compress = promisify(gzip);

/** `GET /metrics`: the page in the format that the scraper prefers, from the heartbeat's answers. */
export function metricsRoutes(page: MetricsPage, heartbeat: Heartbeat): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/metrics', async (request, response) => {
    // Only the very first scrapes can find nothing computed yet; they wait, within the scraper's own deadline.
    const deadline = delay(scrapeDeadlineMs(request.get('x-prometheus-scrape-timeout-seconds')), undefined, {
      ref: false,
    });
    await Promise.race([heartbeat.firstBeat, deadline]);
    const format = preferredFormat(request.get('accept'));
    const text = await page.render(format);
    response.set({
      'Content-Type': contentTypes[format],
      'Cache-Control': 'no-store',
      Vary: 'Accept, Accept-Encoding',
    });
    if (request.acceptsEncodings('gzip') === 'gzip') {
      response.set('Content-Encoding', 'gzip').end(await compress(text, { level: 1 }));
    } else {
      response.end(text);
    }
  });
  return router;
}
