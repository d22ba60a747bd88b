import { scrapeDeadlineMs } from './deadline.ts';
import { preferredFormat } from './negotiate.ts';

test.each([
  [
    'application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  [
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=1.0.0;q=0.4,*/*;q=0.2',
    'openmetrics',
  ],
  ['text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;q=0.3', 'text'],
  ['application/openmetrics-text; version=2.0.0', 'text'],
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'text'],
  ['', 'text'],
  [undefined, 'text'],
])('Accept %s', (accept, format) => {
  expect(preferredFormat(accept)).toBe(format);
});

test.each([
  ['10', 9500],
  ['0.6', 300],
  [undefined, 9500],
  ['nonsense', 9500],
  ['-1', 9500],
])('X-Prometheus-Scrape-Timeout-Seconds: %s', (header, milliseconds) => {
  expect(scrapeDeadlineMs(header)).toBeCloseTo(milliseconds);
});
