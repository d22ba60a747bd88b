import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { Answer, Overview } from '@hubscope/exporter/contract';
import { buildPreviewPage } from '../demo/preview.ts';
import { startExporter, type ExporterProcess } from '../exporter/process.ts';
import { fillHistory } from '../gateway/history.ts';
import { startGateway } from '../gateway/simulator.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import { once } from './fixtures.ts';

const stops: (() => Promise<unknown>)[] = [];
let environment: Record<string, string>;
let exporter: ExporterProcess;
let databaseUrl: string;
let redisUrl: string;

test.beforeAll(async () => {
  const [page, postgres, redis] = await Promise.all([
    buildPreviewPage(() => undefined, new AbortController().signal),
    startPostgres(),
    startRedis(),
  ]);
  stops.push(
    page.remove,
    () => postgres.stop(),
    () => redis.stop(),
  );
  databaseUrl = await postgres.createDatabase('claude_code_hub');
  redisUrl = redis.url;
  const past = await startGateway({
    databaseUrl,
    redisUrl,
    requestsPerMinute: 0.001,
    prepare: (directory) => fillHistory(databaseUrl, directory, { rows: 400, days: 0.2, seed: 1 }),
  });
  await past.stop();
  environment = { DSN: databaseUrl, REDIS_URL: redisUrl, METRICS_TOKEN: '', PREVIEW_DIR: page.folder };
  exporter = await startExporter({ ...environment, API_ADMIN_TOKEN: '' });
  stops.push(() => exporter.stop());
});

test.afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

const card = (page: Page, name: string) =>
  page.locator('[data-panel="hubscope-metric-panel"]').filter({ hasText: name });

const requestsToday = async () => {
  const { value } = (await (await fetch(`${exporter.url}/api/v1/overview`)).json()) as Answer<Overview>;
  return value?.today.requests ?? 0;
};

test(
  'the preview shows what the API tells, live, and says when nobody tells any more',
  once,
  async ({ page }) => {
    const said: string[] = [];
    page.on('pageerror', ({ message }) => said.push(message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    await page.goto(`${exporter.url}/preview`);
    const before = await requestsToday();
    const requests = card(page, 'Requests today');
    await expect(requests).toContainText(before.toLocaleString('en-US'));
    await expect(page.locator('[data-panel]')).toHaveCount(14);

    const gateway = await startGateway({ databaseUrl, redisUrl, requestsPerMinute: 600, rhythm: 'steady' });
    stops.push(() => gateway.stop());
    await expect.poll(requestsToday).toBeGreaterThan(before);
    await expect(requests).not.toContainText(before.toLocaleString('en-US'));

    const { violations } = await new AxeBuilder({ page }).disableRules(['region']).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(said).toEqual([]);

    const port = new URL(exporter.url).port;
    await exporter.stop();
    await expect(page.getByRole('status').filter({ hasText: 'does not answer' })).toBeVisible();

    const token = 'a-token-for-screens-only';
    exporter = await startExporter({
      ...environment,
      PORT: port,
      API_ADMIN_TOKEN: '',
      API_SCREEN_TOKEN: token,
    });
    await page.goto(`${exporter.url}/preview`);
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Open the wall' }).click();
    await expect(requests).toContainText(/\d/);
    expect(page.url()).not.toContain(token);
  },
);
