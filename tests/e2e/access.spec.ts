import type { Page } from '@playwright/test';
import type { Leaderboard, Overview } from '../../exporter/src/contract/index.ts';
import { createDashboard, type PanelDraft } from './dashboards.ts';
import { expect, test } from './fixtures.ts';
import { names, tokens, type Stack } from './stack.ts';

const panels: PanelDraft[] = [
  { title: 'Overview', type: 'stat', decimals: 0, query: { queryType: 'overview', figures: ['requests'] } },
  { title: 'Users', type: 'table', query: { queryType: 'leaderboard', scope: 'user', period: 'allTime' } },
  { title: 'Models', type: 'table', decimals: 0, query: { queryType: 'models', period: 'allTime' } },
  { title: 'Provider quotas', type: 'table', query: { queryType: 'quotas', quotaScope: 'provider' } },
];
const panel = (page: Page, title: string) => page.getByTestId(`data-testid Panel header ${title}`);
const failure = (page: Page, title: string) =>
  panel(page, title).getByTestId('data-testid Panel status error');

async function setGlobalView(stack: Stack, isOn: boolean): Promise<void> {
  await stack.gateway.changeSettings({ allowGlobalUsageView: isOn });
}

test.describe('who may see what', () => {
  test.beforeAll(async ({ stack }) => {
    await stack.gateway.pause();
    // What was written last takes the exporter a beat or two.
    const settled = Date.now() + 3000;
    await expect
      .poll(async () => Date.parse((await stack.ask<Overview>('overview')).asOf ?? ''))
      .toBeGreaterThan(settled);
  });
  test.afterAll(async ({ stack }) => {
    await setGlobalView(stack, true);
    stack.gateway.resume();
  });

  test("a viewer sees everybody's figures or their own, as the gateway's settings say, and never more", async ({
    console,
    grafana,
    sources,
    stack,
    visit,
  }, info) => {
    console.tolerate(/\/api\/v1\//);
    const uid = await createDashboard(grafana, sources.hub, { title: 'Access', panels });
    const { value: overview } = await stack.ask<Overview>('overview');
    const { value: users } = await stack.ask<Leaderboard>('leaderboard?scope=user&period=allTime');
    const own = users.rows.find(({ name }) => name === names.viewer);
    const page = await visit('viewer');
    await page.goto(`/d/${uid}`);
    await expect(panel(page, 'Overview')).toContainText(String(overview.today.requests));
    await expect(panel(page, 'Users')).toContainText(users.rows[0]?.name ?? '?');
    await expect(failure(page, 'Provider quotas')).toBeVisible();
    await page.screenshot({ path: info.outputPath('viewer-global.png') });

    await setGlobalView(stack, false);
    await expect(async () => {
      await page.reload();
      await expect(failure(page, 'Users')).toBeVisible({ timeout: 5_000 });
    }).toPass();
    await expect(panel(page, 'Users')).not.toContainText(users.rows[0]?.name ?? '?');
    await expect(failure(page, 'Provider quotas')).toBeVisible();
    await expect(panel(page, 'Overview')).not.toContainText(String(overview.today.requests));
    const sum = await ownSum(page);
    expect(sum).toBe(own?.requests);
    await page.screenshot({ path: info.outputPath('viewer-own.png') });
    await setGlobalView(stack, true);
  });

  test('whom the gateway does not know is told why, and sees nothing', async ({
    console,
    grafana,
    sources,
    visit,
  }, info) => {
    console.tolerate(/\/api\/v1\//);
    const uid = await createDashboard(grafana, sources.hub, { title: 'Access', panels });
    for (const [who, why] of [
      ['nobody', 'not signed in to Grafana'],
      ['stranger', 'The gateway has no user with the username'],
    ] as const) {
      const page = await visit(who);
      await page.goto(`/d/${uid}`);
      for (const { title } of panels) await expect(failure(page, title), `${who}: ${title}`).toBeVisible();
      await expect(page.getByRole('gridcell')).toHaveCount(0);
      await failure(page, 'Overview').hover();
      await expect(page.getByText(why).first()).toBeVisible();
      await page.screenshot({ path: info.outputPath(`${who}.png`) });
    }
  });

  test('a shared screen shows everybody the same figures, under masked names', async ({
    grafana,
    sources,
    stack,
    visit,
  }, info) => {
    const uid = await createDashboard(grafana, sources.screen, {
      title: 'Screen',
      panels: panels.slice(0, 3),
    });
    const { value: users } = await stack.ask<Leaderboard>('leaderboard?scope=user&period=allTime');
    const { value: overview } = await stack.ask<Overview>('overview');
    const page = await visit('nobody');
    await page.goto(`/d/${uid}`);
    await expect(panel(page, 'Overview')).toContainText(String(overview.today.requests));
    await expect(panel(page, 'Users')).toContainText('***');
    const text = (await panel(page, 'Users').textContent()) ?? '';
    for (const { name } of users.rows) expect(text).not.toContain(name);
    await page.screenshot({ path: info.outputPath('screen.png') });
  });

  test('no browser ever gets the address or a token', async ({ grafana, sources, stack, visit }) => {
    const uid = await createDashboard(grafana, sources.hub, { title: 'Secrets', panels: panels.slice(0, 3) });
    const secrets = [...Object.values(tokens), stack.url, new URL(stack.url).host];
    for (const who of ['admin', 'viewer'] as const) {
      const page = await visit(who);
      const traffic: Promise<string>[] = [];
      page.on('request', (request) => {
        traffic.push(
          request
            .allHeaders()
            .then((headers) => JSON.stringify([request.url(), headers, request.postData()])),
        );
      });
      page.on('response', (response) => {
        traffic.push(
          response
            .allHeaders()
            .then(async (headers) => {
              const body = /json|html|text/.test(headers['content-type'] ?? '') ? await response.text() : '';
              return JSON.stringify(headers) + body;
            })
            .catch(() => ''),
        );
      });
      await page.goto(`/d/${uid}`);
      await expect(panel(page, 'Users').getByRole('gridcell').first()).toBeVisible();
      if (who === 'admin') {
        await page.goto(`/connections/datasources/edit/${sources.hub}`);
        await expect(page.getByRole('textbox', { name: /^Token/ })).toBeDisabled();
      }
      const settings = await (await page.request.get('/api/frontend/settings')).text();
      expect(settings).toContain(sources.hub);
      const all = [settings, ...(await Promise.all(traffic))];
      expect(all.length).toBeGreaterThan(20);
      for (const secret of secrets) expect(all.filter((text) => text.includes(secret))).toEqual([]);
    }
  });
});

/** Requests of all models in the table of models, which is the viewer's own use. */
async function ownSum(page: Page): Promise<number> {
  const rows = panel(page, 'Models').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  const header = await rows.first().getByRole('columnheader').allTextContents();
  const column = header.findIndex((text) => text.startsWith('Requests'));
  const cells = await Promise.all(
    (await rows.all()).slice(1).map((row) => row.getByRole('gridcell').nth(column).textContent()),
  );
  return cells.reduce((sum, text) => sum + Number(text), 0);
}
