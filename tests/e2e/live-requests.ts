import type { Page, Request } from '@playwright/test';

/** What a page asks of the exporter. */
export function watchRequests(page: Page) {
  const open = new Set<Request>();
  const seen = { streams: 0, questions: 0, mostStreams: 0 };
  const isStream = (request: Request) => request.url().includes('/api/v1/stream');
  page.on('request', (request) => {
    if (!/\/api\/datasources\/proxy\/.*\/api\/v1\//.test(request.url())) return;
    if (!isStream(request)) {
      seen.questions += 1;
      return;
    }
    open.add(request);
    seen.streams += 1;
    seen.mostStreams = Math.max(seen.mostStreams, open.size);
  });
  const close = (request: Request) => open.delete(request);
  page.on('requestfinished', close);
  page.on('requestfailed', close);
  return { open, seen };
}
