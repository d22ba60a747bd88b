import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test as base, type Page } from '@playwright/test';
import { openGrafana } from '../../dashboards/src/playlists/grafana.ts';
import { screenAddress, seed } from '../../dashboards/src/playlists/seed.ts';
import { settingsOf } from '../../dashboards/src/playlists/settings.ts';
import { KIOSK, uids } from '../../dashboards/src/kit/links.ts';
import { startBoards, type Boards } from '../boards/stack.ts';
import { consoleFixture, type ConsoleWatch } from './console.ts';

/* Every board in a Grafana that is started from nothing but provisioning/, beside a live gateway and its Prometheus. */

const home = process.env.GRAFANA_HOME ?? '';
/** What boards for screens are drawn for; they fit it, whatever they hold. */
const screens: Readonly<Record<string, { width: number; height: number }>> = {
  [uids.wall]: { width: 1920, height: 1080 },
  [uids.wallPortrait]: { width: 1080, height: 1920 },
};

const test = base.extend<{ console: ConsoleWatch }, { boards: Boards }>({
  boards: [
    // Playwright reads from this pattern what a fixture needs: nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const boards = await startBoards(home);
      // Percentiles and burn rates are of the last minutes.
      await sleep(60_000);
      await use(boards);
      await boards.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ boards }, use) => {
    await use(boards.grafana.url);
  },
  console: consoleFixture,
});

test.skip(home === '', 'GRAFANA_HOME is not set: a folder with the bin/, conf/ and public/ of Grafana');

/** So high that all panels are in view, and ask; pictures in the middle of a move would show half figures. */
test.use({ viewport: { width: 1920, height: 2400 }, contextOptions: { reducedMotion: 'reduce' } });
test.beforeEach(() => {
  test.setTimeout(240_000);
});

async function expectWhole(page: Page) {
  const panels = page.locator('[data-viz-panel-key]');
  await expect(panels.first()).toBeVisible();
  // A panel that has not begun shows neither its bar nor anything else; icons have no groups.
  const drawn = page.locator('canvas, svg g');
  await expect(panels.filter({ hasNotText: /\S/ }).filter({ hasNot: drawn })).toHaveCount(0);
  await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
  // A Prometheus that has just begun has no rate over minutes yet.
  await expect(page.getByText('No data', { exact: true })).toHaveCount(0, { timeout: 150_000 });
  await expect(page.getByTestId('data-testid Panel data error message')).toHaveCount(0);
  await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
  await expect(page.getByText(/^(Missing field|Cannot be shown)/)).toHaveCount(0);
}

/** Px between the last panel and the end of a picture. */
const MARGIN = 16;

/** Makes the page as high as its panels. */
async function fit(page: Page) {
  const panels = await page.locator('[data-viz-panel-key]').all();
  const boxes = await Promise.all(panels.map((panel) => panel.boundingBox()));
  const bottom = Math.max(...boxes.map((box) => (box ? box.y + box.height : 0)));
  await page.setViewportSize({ width: 1920, height: Math.ceil(bottom) + MARGIN });
}

for (const uid of Object.values<string>(uids)) {
  for (const theme of ['dark', 'light']) {
    test(`${uid}, ${theme}: every panel shows data`, async ({ boards, page }, info) => {
      const screen = screens[uid];
      if (screen) {
        await page.setViewportSize(screen);
      } else {
        await page.request.post('/login', { data: { user: 'admin', password: boards.grafana.password } });
      }
      await page.goto(`/d/${uid}?theme=${theme}${screen ? `&${KIOSK}` : ''}`);
      await expectWhole(page);
      if (!screen) {
        await fit(page);
        await expectWhole(page);
      }
      await page.screenshot({ path: info.outputPath(`${uid}-${theme}.png`) });
    });
  }
}

test('the playlist plays the wall in kiosk mode, to whoever comes', async ({ boards, page }) => {
  const { url, password } = boards.grafana;
  const { credentials, playlist } = settingsOf({ GRAFANA_URL: url, GRAFANA_PASSWORD: password });
  const grafana = await openGrafana(url, credentials);
  expect(await seed(grafana, playlist)).toBe('created');
  expect(await seed(grafana, playlist)).toBe('unchanged');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(screenAddress(grafana, playlist));
  await expect(page).toHaveURL(new RegExp(`/d/${uids.wall}/.*kiosk`));
  await expect(page.getByText('CC Hub')).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expectWhole(page);
});
