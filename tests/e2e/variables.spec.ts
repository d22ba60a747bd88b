import type { Dimension, Leaderboard } from '../../exporter/src/contract/index.ts';
import { createDashboard, sourceOf } from './dashboards.ts';
import { expect, test } from './fixtures.ts';
import { names } from './stack.ts';

const everybody = 'leaderboard?scope=user&period=allTime';

test('variables: several values, one with commas and quotes, and All', async ({
  grafana,
  page,
  sources,
  stack,
}, info) => {
  const uid = await createDashboard(grafana, sources.hub, {
    title: 'Variables',
    columns: 1,
    variables: [
      {
        name: 'user',
        type: 'query',
        datasource: sourceOf(sources.hub),
        query: { refId: 'variable', dimension: 'users' },
        multi: true,
        includeAll: true,
        refresh: 1,
      },
    ],
    panels: [
      {
        title: 'Users',
        type: 'table',
        query: {
          queryType: 'leaderboard',
          scope: 'user',
          period: 'allTime',
          filters: [{ key: 'user', operator: '=', value: '$user' }],
        },
      },
    ],
  });
  const board = await stack.ask<Leaderboard>(everybody);
  const third =
    board.value.rows.find(({ name }) => name !== names.awkward && name !== names.viewer)?.name ?? '';
  const rows = page.getByTestId('data-testid Panel header Users').getByRole('row');
  const chosen = (...values: string[]) =>
    `/d/${uid}?${values.map((value) => `var-user=${encodeURIComponent(value)}`).join('&')}`;

  await page.goto(chosen(names.awkward, names.viewer));
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: names.awkward })).toHaveCount(1);
  await expect(rows.filter({ hasText: names.viewer })).toHaveCount(1);

  const { value } = await stack.ask<Dimension>('dimensions/users?limit=1000');
  await page
    .getByTestId(/^data-testid template variable/)
    .getByRole('combobox')
    .click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.screenshot({ path: info.outputPath('variable.png') });
  expect(value.entries.map(({ name }) => name)).toContain(names.awkward);
  await page.keyboard.type(third);
  await page.getByRole('option', { name: third, exact: true }).click();
  // The choice counts once the list is left.
  await page.mouse.click(800, 1000);
  await expect(rows).toHaveCount(4);

  await page.goto(chosen('$__all'));
  await expect(rows.filter({ hasText: third })).toHaveCount(1);
  await expect.poll(() => rows.count()).toBeGreaterThan(5);
});

test('the editor of a variable shows what it lists', async ({ sources, variableEditPage, page }, info) => {
  await variableEditPage.setVariableType('Query');
  await variableEditPage.datasource.set(sources.hub);
  await page.getByRole('combobox', { name: 'List of' }).click();
  await page.getByRole('option', { name: 'Users', exact: true }).click();
  await page.getByLabel('Name contains').fill("o'neil");
  await page.keyboard.press('Enter');
  await variableEditPage.runQuery();
  await expect(variableEditPage).toDisplayPreviews([names.awkward]);
  await page.screenshot({ path: info.outputPath('variable-editor.png'), fullPage: true });
});

test('an ad-hoc filter reaches every panel that it means something to', async ({
  grafana,
  page,
  sources,
  stack,
}, info) => {
  const uid = await createDashboard(grafana, sources.hub, {
    title: 'Ad hoc',
    columns: 1,
    variables: [{ name: 'Filters', type: 'adhoc', datasource: sourceOf(sources.hub), filters: [] }],
    panels: [
      {
        title: 'Users',
        type: 'table',
        query: { queryType: 'leaderboard', scope: 'user', period: 'allTime' },
      },
      {
        title: 'Providers',
        type: 'table',
        query: { queryType: 'leaderboard', scope: 'provider', period: 'allTime' },
      },
    ],
  });
  const providers = await stack.ask<Leaderboard>('leaderboard?scope=provider&period=allTime');
  await page.goto(`/d/${uid}`);
  const rows = (title: string) => page.getByTestId(`data-testid Panel header ${title}`).getByRole('row');
  await expect(rows('Providers').filter({ hasText: providers.value.rows[0]?.name ?? '?' })).toHaveCount(1);
  await page
    .getByRole('combobox', { name: /filter/i })
    .first()
    .click();
  await page.getByRole('option', { name: 'user', exact: true }).click();
  await page
    .getByRole('option', { name: /^=\s*Equals$|^=$/ })
    .first()
    .click();
  await page.getByRole('option', { name: names.awkward }).click();
  // While a list is open, Grafana hides the rest of the page from whoever goes by roles.
  await page.keyboard.press('Escape');
  await expect(rows('Users')).toHaveCount(2);
  await expect(rows('Users').filter({ hasText: names.awkward })).toHaveCount(1);
  await page.screenshot({ path: info.outputPath('ad-hoc.png') });
});
