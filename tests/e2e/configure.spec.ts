import type { Page } from '@playwright/test';
import type { ViewerAnswer } from '../../exporter/src/contract/index.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { expect, test } from './fixtures.ts';
import { PLUGIN, PREFIX } from './grafana.ts';
import { startStandIn } from './stand-in.ts';
import { tokens } from './stack.ts';

const args = { type: PLUGIN, name: `${PREFIX}-configure` };

/** Types a secret as a person does: what is kept has to be reset first. */
async function type(page: Page, name: RegExp, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name });
  if (await field.isDisabled()) {
    await field
      .locator('xpath=ancestor::*[.//button[normalize-space()="Reset"]][1]')
      .getByRole('button', { name: 'Reset' })
      .click();
  }
  await field.fill(value);
  await field.blur();
}

const ADDRESS = /^Address/;
const TOKEN = /^Token/;

async function verdict(
  page: Page,
  kind: 'success' | 'error' | 'warning',
  text: RegExp | string,
): Promise<void> {
  // The verdict of the time before may read the same.
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/v1/viewer'));
  await page.getByTestId('data-testid Data source settings page Save and Test button').click();
  await asked;
  const alert = page.getByTestId(`data-testid Alert ${kind}`);
  await expect(alert).toContainText(text);
}

test('Save & test finds the exporter, and says what there is', async ({
  createDataSourceConfigPage,
  page,
  stack,
}, info) => {
  await createDataSourceConfigPage(args);
  await type(page, ADDRESS, `${stack.url}/`);
  await type(page, TOKEN, tokens.API_ADMIN_TOKEN);
  const { ledger } = await stack.health();
  await verdict(page, 'success', /Connected to Hubscope \d+\.\d+\.\d+/);
  const alert = page.getByTestId('data-testid Alert success');
  await expect(alert).toContainText('time zone Asia/Shanghai');
  await expect(alert).toContainText('currency USD');
  await expect(alert).toContainText(/The copy of the ledger has [\d,]+ rows, is \d+ s old and 100 % loaded/);
  expect(ledger.rows).toBeGreaterThan(0);
  // So high that all of it is in the picture that the plugin's page shows.
  await page.setViewportSize({ width: 1600, height: 1480 });
  await page.screenshot({ path: info.outputPath('configured.png') });
});

test('Save & test tells apart what is wrong with the address, the token and the versions', async ({
  console,
  createDataSourceConfigPage,
  page,
  stack,
}, info) => {
  console.tolerate(/\/api\/v1\/(viewer|health)\)/);
  await createDataSourceConfigPage(args);
  await type(page, ADDRESS, 'http://127.0.0.1:9');
  await type(page, TOKEN, tokens.API_ADMIN_TOKEN);
  await verdict(page, 'error', 'it is away, or its address is wrong');
  await page.screenshot({ path: info.outputPath('nothing-there.png'), fullPage: true });

  for (const page404 of ['<h1>Something else</h1>', undefined]) {
    const other = await startStandIn(() => page404);
    await type(page, ADDRESS, other.url);
    await verdict(page, 'error', 'is no Hubscope exporter');
    await other.stop();
  }

  await type(page, ADDRESS, stack.url);
  await type(page, TOKEN, 'not-the-token-at-all');
  await verdict(page, 'error', 'refuses the token');

  const known = (await (
    await fetch(`${stack.url}/api/v1/viewer`, {
      headers: { authorization: `Bearer ${tokens.API_ADMIN_TOKEN}` },
    })
  ).json()) as ViewerAnswer;
  const health = await stack.health();
  for (const [api, text] of [
    [known.api + 1, 'is newer than this plugin'],
    [known.api - 1, 'is older than this plugin'],
  ] as const) {
    const other = await startStandIn((path) => (path.endsWith('/viewer') ? { ...known, api } : health));
    await type(page, ADDRESS, other.url);
    await verdict(page, 'error', text);
    await other.stop();
  }
});

test('Save & test tells which source of the gateway is away', async ({ page, sources, stack }) => {
  test.slow();
  await page.goto(`/connections/datasources/edit/${sources.hub}`);
  const state = (name: 'postgres' | 'redis', wanted: 'up' | 'down') =>
    waitUntil(
      `${name} is ${wanted}`,
      async () => (await stack.health()).sources[name].state === wanted,
      60_000,
    );
  for (const [name, text] of [
    ['redis', "gateway's Redis does not"],
    ['postgres', "gateway's database does not"],
  ] as const) {
    await stack[name].kill();
    try {
      await state(name, 'down');
      await verdict(page, 'error', text);
    } finally {
      await stack[name].start();
      await state(name, 'up');
    }
  }
  await verdict(page, 'success', 'Connected');
});

test('Save & test says what to set when nobody can be known', async ({
  createDataSourceConfigPage,
  page,
  stack,
}) => {
  const nameless = await stack.another({
    GRAFANA_URL: '',
    GRAFANA_JWKS_URL: '',
    GRAFANA_ADMINS: 'none',
    VIEWERS: '',
  });
  try {
    await createDataSourceConfigPage(args);
    await type(page, ADDRESS, nameless.url);
    await type(page, TOKEN, tokens.API_VIEWER_TOKEN);
    await verdict(page, 'warning', 'GRAFANA_URL is not set');
    await page.getByRole('radio', { name: /A shared screen/ }).check();
    await verdict(page, 'warning', "take the exporter's API_SCREEN_TOKEN");
    await type(page, TOKEN, tokens.API_SCREEN_TOKEN);
    await verdict(page, 'success', 'Connected');
  } finally {
    await nameless.stop();
  }
});
