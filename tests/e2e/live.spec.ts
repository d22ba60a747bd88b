import type { Page } from '@playwright/test';
import type { Overview, Slots } from '../../exporter/src/contract/index.ts';
import { createDashboard } from './dashboards.ts';
import { expect, test } from './fixtures.ts';
import { tenPanels } from './live-panels.ts';
import { watchRequests } from './live-requests.ts';
import { BEAT_S } from './stack.ts';

const beats = (count: number) => count * BEAT_S * 1000;
const settled = (page: Page, count: number) => page.waitForTimeout(beats(count));

/** As a browser does when a tab goes behind another one. */
const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${isHidden ? 'hidden' : 'visible'}' });
    document.dispatchEvent(new Event('visibilitychange'));
  `);

test.describe('a live dashboard of ten panels', () => {
  test('moves without a refresh, over one connection, and rests while it is hidden', async ({
    grafana,
    page,
    sources,
    stack,
  }, info) => {
    await stack.gateway.pause();
    const uid = await createDashboard(grafana, sources.hub, { title: 'Live', columns: 3, panels: tenPanels });
    const { open, seen } = watchRequests(page);
    await page.goto(`/d/${uid}?kiosk`);
    const panel = (title: string) => page.getByTestId(`data-testid Panel header ${title}`);
    for (const { title } of tenPanels) await expect(panel(title)).toBeVisible();
    const today = async () => String((await stack.ask<Overview>('overview')).value.today.requests);
    await expect(panel('Overview')).toContainText(await today());
    await settled(page, 5);
    expect(open.size).toBe(1);

    const { streams, questions } = seen;
    for (let wave = 0; wave < 3; wave += 1) {
      const before = await today();
      await stack.gateway.storm(20);
      await expect.poll(today, { intervals: [50] }).not.toBe(before);
      await stack.gateway.pause();
      await expect(panel('Overview')).toContainText(await today(), { timeout: beats(3) });
    }
    const slots = await stack.ask<Slots>('slots');
    const free = slots.value.providers.find(
      ({ used, limit }) => used !== null && limit !== null && used < limit,
    );
    if (free === undefined) throw new Error('every slot is taken');
    await stack.gateway.fillSlots(free.provider.id, 1);
    const row = panel('Slots').getByRole('row').filter({ hasText: free.provider.name });
    await expect(row).toContainText(String((free.used ?? 0) + 1), { timeout: beats(3) });
    await page.screenshot({ path: info.outputPath('live.png') });
    expect({ ...seen, open: open.size }).toMatchObject({ streams, questions, open: 1 });

    await setHidden(page, true);
    await expect.poll(() => open.size).toBe(0);
    const shown = await today();
    await stack.gateway.storm(20);
    await expect.poll(today).not.toBe(shown);
    await settled(page, 5);
    await expect(panel('Overview')).toContainText(shown);
    expect({ ...seen, open: open.size }).toMatchObject({ streams, questions, open: 0 });

    await setHidden(page, false);
    await stack.gateway.pause();
    await expect(panel('Overview')).toContainText(await today());
    expect({ ...seen, open: open.size }).toMatchObject({ streams: streams + 1, questions, open: 1 });
  });

  test('keeps what it shows while the exporter is away, says so, and recovers', async ({
    console,
    grafana,
    page,
    sources,
    stack,
  }, info) => {
    console.tolerate(/\/api\/v1\/stream/);
    await stack.gateway.pause();
    const uid = await createDashboard(grafana, sources.hub, { title: 'Away', columns: 3, panels: tenPanels });
    const { open, seen } = watchRequests(page);
    await page.goto(`/d/${uid}`);
    const panel = (title: string) => page.getByTestId(`data-testid Panel header ${title}`);
    const today = async () => String((await stack.ask<Overview>('overview')).value.today.requests);
    const shown = await today();
    await expect(panel('Overview')).toContainText(shown);
    const user = await panel('Stream').getByRole('gridcell').nth(1).textContent();
    await stack.kill();
    try {
      const status = (title: string) => panel(title).getByTestId('data-testid Panel status error');
      for (const { title } of tenPanels) await expect(status(title), title).toBeVisible();
      await expect(panel('Overview')).toContainText(shown);
      await expect(panel('Stream')).toContainText(user ?? '?');
      await status('Overview').hover();
      await expect(page.getByText('Grafana cannot reach the exporter').first()).toBeVisible();
      await page.screenshot({ path: info.outputPath('away.png') });
    } finally {
      await stack.start();
    }
    await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0, { timeout: 60_000 });
    const before = await today();
    await stack.gateway.storm(20);
    await expect.poll(today).not.toBe(before);
    await stack.gateway.pause();
    await expect(panel('Overview')).toContainText(await today(), { timeout: beats(3) });
    expect(open.size).toBe(1);
    expect(seen.mostStreams).toBe(1);
    stack.gateway.resume();
  });
});
