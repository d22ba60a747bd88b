import type { Page } from '@playwright/test';
import type {
  Activity,
  Leaderboard,
  Overview,
  Slots,
  Statistics,
} from '../../exporter/src/contract/index.ts';
import { createDashboard, type PanelDraft } from './dashboards.ts';
import { expect, test } from './fixtures.ts';
import type { Stack } from './stack.ts';

const own = (name: string, query: PanelDraft['query'], options = {}, wide = false): PanelDraft => ({
  title: name,
  type: `hubscope-${name}-panel`,
  query,
  options,
  wide,
});

const panels = [
  own('stage', { queryType: 'sources' }, {}, true),
  own('metric', { queryType: 'overview', figures: ['requests'] }),
  own('leaderboard', { queryType: 'leaderboard', scope: 'user', period: 'daily' }),
  own('slots', { queryType: 'slots' }),
  own('activity', { queryType: 'activity', limit: 20 }),
  own('usage', { queryType: 'statistics', range: 'today', mode: 'users' }, {}, true),
];

const panelOf = (page: Page, name: string) => page.getByTestId(`data-testid Panel header ${name}`);

/** What the exporter knows at this moment, and each panel should say. */
async function facts(stack: Stack): Promise<Record<string, (string | undefined)[]>> {
  const [overview, board, slots, activity, statistics] = await Promise.all([
    stack.ask<Overview>('overview'),
    stack.ask<Leaderboard>('leaderboard?scope=user&period=daily'),
    stack.ask<Slots>('slots'),
    stack.ask<Activity>('activity?limit=1'),
    stack.ask<Statistics>('statistics?range=today&mode=users'),
  ]);
  const [line] = [...statistics.value.series].sort((a, b) => b.totalRequests - a.totalRequests);
  return {
    stage: [overview.timezone ?? undefined, 'PostgreSQL', 'Redis'],
    metric: [overview.value.today.requests.toLocaleString('en-US')],
    leaderboard: [board.value.rows[0]?.name],
    slots: [slots.value.providers[0]?.provider.name],
    activity: [activity.value.requests[0]?.user?.name ?? undefined],
    usage: [line?.name],
  };
}

/** The panels of this repository with the data source of this repository; the gateway rests, so that figures stay as they are. */
test.describe('own panels', () => {
  test.beforeAll(async ({ stack }) => {
    await stack.gateway.pause();
  });
  test.afterAll(({ stack }) => {
    stack.gateway.resume();
  });

  test('show what the exporter knows, in both themes, and can be edited', async ({
    grafana,
    page,
    sources,
    stack,
  }, info) => {
    test.setTimeout(300_000);
    const uid = await createDashboard(grafana, sources.hub, { title: 'Own panels', panels });
    const known = await facts(stack);
    for (const theme of ['dark', 'light']) {
      await page.goto(`/d/${uid}?theme=${theme}`);
      for (const { title } of panels) {
        await panelOf(page, title).scrollIntoViewIfNeeded();
        for (const text of known[title] ?? [])
          await expect(panelOf(page, title), title).toContainText(String(text));
      }
      await page.screenshot({ path: info.outputPath(`${theme}.png`), fullPage: true });
    }
    for (const [index, { title }] of panels.entries()) {
      await page.goto(`/d/${uid}?editPanel=${index + 1}&theme=${index % 2 === 0 ? 'dark' : 'light'}`);
      for (const text of known[title] ?? [])
        await expect(panelOf(page, title), title).toContainText(String(text));
      await expect(page.getByTestId('data-testid Options group Panel options')).toBeVisible();
      await page.screenshot({ path: info.outputPath(`edit-${title}.png`) });
    }
  });
});
