import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { repositoryRoot } from '../setup/repository-root.ts';
import { addressOf, grafanas, portOf } from './addresses.ts';

const debian = '/usr/bin/chromium';

/** The gallery with the libraries of the oldest Grafana that panels run on, and with those of the newest. */
export default defineConfig({
  testDir: '.',
  outputDir: join(tmpdir(), 'hubscope-gallery-results'),
  snapshotPathTemplate: '{testDir}/screenshots/{arg}{ext}',
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Pages with all states of a panel take axe half a minute on a quiet machine.
  timeout: 180_000,
  expect: {
    timeout: 10_000,
    // Browsers of one distribution draw letters a little differently from one build to the next.
    toHaveScreenshot: { maxDiffPixels: 100, threshold: 0.25, animations: 'disabled', caret: 'hide' },
  },
  reporter: [['list'], [join(repositoryRoot, 'tests/setup/playwright-reporter.cjs')]],
  webServer: grafanas.map((grafana) => ({
    command: `node --import tsx ${join(import.meta.dirname, 'serve.ts')} ${grafana} ${portOf(grafana)}`,
    url: addressOf(grafana),
    timeout: 120_000,
    reuseExistingServer: false,
    // It takes its folder along.
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  })),
  projects: grafanas.map((grafana) => ({
    name: `grafana-${grafana}`,
    ...(grafana === grafanas[0] ? {} : { grepInvert: /@once/ }),
    use: {
      ...devices['Desktop Chrome'],
      baseURL: addressOf(grafana),
      viewport: { width: 1920, height: 1080 },
      locale: 'en-US',
      timezoneId: 'UTC',
      launchOptions: {
        ...(existsSync(debian) ? { executablePath: debian } : {}),
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--font-render-hinting=none',
        ],
      },
    },
  })),
});
