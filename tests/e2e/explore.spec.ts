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
    queries: [{ refId: 'A', datasource: sourceOf(sources.hub), queryType: 'overview' }],
    range: { from: 'now-24h', to: 'now' },
  };
  await page.goto(
    `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ a: pane }))}`,
  );
  const results = page.getByTestId('explore-scroll-view').or(page.locator('main'));
  for (const [type, ...texts] of [
    ['Overview', 'Requests today'],
    ['Leaderboard', users.value.rows[0]?.name, 'Rank'],
    ['Usage statistics', users.value.rows[0]?.name],
    ['Traffic trend', 'Requests'],
    ['Model distribution', models.value.models[0]?.model],
    ['Live stream', 'Started'],
    ['Active sessions', 'Last request'],
    ['Provider slots', slots.value.providers[0]?.provider.name, 'Slot utilization'],
    ['Quotas', 'Window'],
  ] as const) {
    await page.getByRole('combobox', { name: 'Query type' }).click();
    await page.getByRole('option', { name: type }).click();
    for (const text of texts) await expect(results.last(), type).toContainText(String(text));
    await expect(page.getByTestId('data-testid Alert error').filter({ visible: true }), type).toHaveCount(0);
    await page.screenshot({ path: info.outputPath(`explore-${type.replace(' ', '-')}.png`) });
  }
  stack.gateway.resume();
});
