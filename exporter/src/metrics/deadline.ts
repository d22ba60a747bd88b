/** What Prometheus needs to receive and parse a page before its own timeout ends. */
const OFFSET_SECONDS = 0.5;

const DEFAULT_SECONDS = 10;

/** Milliseconds a scrape may wait, from its X-Prometheus-Scrape-Timeout-Seconds header. */
export function scrapeDeadlineMs(header: string | undefined): number {
  const seconds = Number(header);
  const timeout = header !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_SECONDS;
  return 1000 * Math.max(timeout - OFFSET_SECONDS, timeout / 2);
}
