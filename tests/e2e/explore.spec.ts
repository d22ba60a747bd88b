import type { Leaderboard, Models, Slots } from '../../exporter/src/contract/index.ts';
import { sourceOf } from './dashboards.ts';
import { expect, test } from './fixtures.ts';

test('every query type answers in Explore, chosen in the editor', async ({ page, sources, stack }, info) => {
  await stack.gateway.pause();
  const [users, models, slots] = await Promise.all([
    stack.ask<Leaderboard>('leaderboard?scope=user&period=daily&limit=20'),
    stack.ask<Models>('models?period=daily&limit=20'),
    stack.ask<Slots>('slots'),
  ]);
  const pane = {
    datasource: sources.hub,
    queries: [{ refId: 'A', datasource: sourceOf(sources.hub), queryType: 'quotas' }],
    range: { from: 'now-24h', to: 'now' },
  };
  await page.goto(
    `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ a: pane }))}`,
  );
  const results = page.getByTestId('explore-scroll-view').or(page.locator('main'));
  for (const [route, type, ...texts] of [
    ['overview', 'Overview', 'Requests today'],
    ['leaderboard', 'Leaderboard', users.value.rows[0]?.name, 'Rank'],
    ['statistics', 'Usage statistics', 'Graph', users.value.rows[0]?.name],
    ['trend', 'Traffic trend', 'Graph', 'Requests'],
    ['models', 'Model distribution', models.value.models[0]?.model],
    ['activity', 'Live stream', 'Started'],
    ['sessions', 'Active sessions', 'Last request'],
    ['slots', 'Provider slots', slots.value.providers[0]?.provider.name, 'Slot utilization'],
    ['quotas', 'Quotas', 'Window'],
  ] as const) {
    // What is shown until the answer comes may have the same words.
    const answered = page.waitForResponse(
      (response) => response.url().includes(`/api/v1/${route}`) && response.ok(),
    );
    await page.getByRole('combobox', { name: 'Query type' }).click();
    await page.getByRole('option', { name: type }).click();
    await answered;
    for (const text of texts) await expect(results.last(), type).toContainText(String(text));
    await expect(page.getByTestId('data-testid Alert error').filter({ visible: true }), type).toHaveCount(0);
    await page.screenshot({ path: info.outputPath(`explore-${type.replace(' ', '-')}.png`) });
  }
  stack.gateway.resume();
});
