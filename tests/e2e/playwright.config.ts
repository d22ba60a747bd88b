import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { repositoryRoot } from '../setup/repository-root.ts';

/** Debian's browser where there is one; else the one that Playwright has downloaded. */
const debian = '/usr/bin/chromium';

export default defineConfig({
  testDir: '.',
  outputDir: process.env.E2E_OUTPUT ?? join(tmpdir(), 'hubscope-e2e'),
  // A second try would hide a fault, and two browsers at once would change each other's gateway.
  retries: 0,
  workers: 1,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], [join(repositoryRoot, 'tests/setup/playwright-reporter.cjs')]],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.GRAFANA_URL ?? '',
    viewport: { width: 1600, height: 1200 },
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(existsSync(debian) ? { executablePath: debian } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
