import { createDashboard, sourceOf } from './dashboards.ts';
import { expect, test } from './fixtures.ts';
import type { Stack } from './stack.ts';
import type { Annotations } from '../../exporter/src/contract/index.ts';

/** Opens the breaker of a provider, and tells whose. */
async function openBreaker({ gateway }: Stack) {
  const [provider] = gateway.directory.providers;
  if (provider === undefined) throw new Error('the gateway has no providers');
  await gateway.openBreaker(provider.id);
  return provider;
}

test('a change of a circuit breaker is marked on a chart', async ({
  grafana,
  page,
  sources,
  stack,
}, info) => {
  const provider = await openBreaker(stack);
  const from = Date.now() - 3_600_000;
  await expect
    .poll(async () => {
      const { value } = await stack.ask<Annotations>(`annotations?from=${from}&to=${Date.now() + 60_000}`);
      return value.breakers.value?.events.map((event) => `${event.provider.name} ${event.to}`);
    })
    .toContain(`${provider.name} open`);
  const uid = await createDashboard(grafana, sources.hub, {
    title: 'Annotations',
    columns: 1,
    range: { from: 'now-1h', to: 'now+5m' },
    annotations: [
      {
        name: 'Breakers',
        enable: true,
        iconColor: 'red',
        datasource: sourceOf(sources.hub),
        target: { refId: 'Anno', breakers: true },
      },
    ],
    panels: [
      {
        title: 'Usage',
        type: 'timeseries',
        query: { queryType: 'statistics', range: 'dashboard', step: '15', figures: ['requests'] },
      },
    ],
  });
  await page.goto(`/d/${uid}`);
  const marks = page.getByTestId('data-testid annotation-marker');
  await expect(marks.first()).toBeVisible();
  await marks.first().hover();
  await expect(page.getByText(`${provider.name}: breaker open`).first()).toBeVisible();
  await page.screenshot({ path: info.outputPath('annotation.png') });
  await stack.gateway.closeBreaker(provider.id);
});

test('the editor of annotations says which events it finds', async ({
  annotationEditPage,
  page,
  sources,
  stack,
}, info) => {
  const provider = await openBreaker(stack);
  await annotationEditPage.datasource.set(sources.hub);
  await expect(page.getByRole('switch', { name: 'Circuit breakers' })).toBeChecked();
  await expect(page.getByRole('switch', { name: 'Administrative changes' })).not.toBeChecked();
  await page.getByLabel('Limit').fill('50');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Test annotation query' }).click();
  await expect(page.getByText(/\d+ events \(from \d+ fields\)/)).toBeVisible();
  await expect(page.getByText(`${provider.name}: breaker open`).first()).toBeVisible();
  await page.screenshot({ path: info.outputPath('annotation-editor.png') });
  await stack.gateway.closeBreaker(provider.id);
});
