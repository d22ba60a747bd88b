import type { Page } from '@playwright/test';
import { cutTexts } from './cut-texts.ts';
import { expect, languages, open, resize, START, test } from './fixtures.ts';

/** Opens the header as a kiosk, by a clock that the test turns on. */
async function openKiosk(page: Page, shown = 'live'): Promise<void> {
  await page.clock.install({ time: START });
  await page.goto(`/?kiosk&panel=stage&case=${shown}&width=1900&height=64`);
  await expect(page.getByRole('time')).toBeVisible();
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

test('the clock goes by the gateway, turns each second, and says how old the data is', async ({ page }) => {
  const at = (seconds: number) => page.clock.setFixedTime(START.getTime() + seconds * SECOND);
  await open(page, { panel: 'stage', case: 'live', width: 1900, height: 64 });
  const clock = page.getByRole('time');
  await expect(clock).toHaveText('14:32:07');
  await at(3);
  await expect(clock).toHaveText('14:32:10');
  await expect(page.getByText('updated 3.8 s ago')).toBeVisible();
  // An answer of the next second: this browser's clock is behind.
  await page.evaluate(() => {
    window.gallery.tick(2);
  });
  await expect(clock).toHaveText('14:32:11');
  await expect(page.getByText('updated 0.8 s ago')).toBeVisible();
  await at(4);
  await expect(clock).toHaveText('14:32:12');
});

test('when no answer comes, the data is old, and nobody knows how its sources are', async ({ page }) => {
  await openKiosk(page);
  await expect(page.getByRole('listitem').filter({ hasText: 'Ledger equal' })).toBeVisible();
  await page.clock.runFor(20 * SECOND);
  await expect(page.getByText('data is 20 s old')).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveText([
    'PostgreSQL unknown',
    'Redis unknown',
    'Ledger unknown',
  ]);
});

test('controls and pointer hide while nobody is there, and come back with a movement or a key', async ({
  page,
}) => {
  await openKiosk(page);
  const controls = page.getByRole('group', { name: 'Screen controls' });
  const pointer = () => page.evaluate(() => getComputedStyle(document.body).cursor);
  await expect(controls).toHaveCSS('opacity', '1');
  await page.clock.runFor(9 * SECOND);
  await expect(controls).toHaveCSS('opacity', '0');
  expect(await pointer()).toBe('none');
  // What cannot be seen cannot be pressed.
  await expect(controls).toHaveCSS('pointer-events', 'none');
  await page.mouse.move(300, 300);
  await expect(controls).toHaveCSS('opacity', '1');
  expect(await pointer()).not.toBe('none');
  await page.clock.runFor(9 * SECOND);
  await expect(controls).toHaveCSS('opacity', '0');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'EN', exact: true })).toBeFocused();
  await expect(controls).toHaveCSS('opacity', '1');
});

test('language and theme load the page again with all else of its address', async ({ page }) => {
  await openKiosk(page, 'wall-controls');
  await page.getByRole('button', { name: '简' }).click();
  await page.waitForURL('**/?kiosk&panel=stage&case=wall-controls&width=1900&height=64&lang=zh-Hans');
  await page.getByRole('button', { name: 'Light theme' }).click();
  await page.waitForURL('**/?kiosk&panel=stage&*&lang=zh-Hans&theme=light');
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await page.waitForURL('**/?kiosk&panel=stage&*&lang=zh-Hans&theme=dark');
});

test('full screen is entered and left by the same button', async ({ page }) => {
  await openKiosk(page, 'wall-controls');
  await page.getByRole('button', { name: 'Full screen' }).click();
  await page.getByRole('button', { name: 'Leave full screen' }).click();
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeVisible();
});

test('one canvas drifts behind all panels, in nobody’s way, and rests where less motion is asked for', async ({
  page,
}) => {
  await openKiosk(page);
  const field = page.locator('canvas');
  await expect(field).toHaveCount(1);
  await expect(field).toHaveAttribute('aria-hidden', 'true');
  await expect(field).toHaveCSS('pointer-events', 'none');
  await expect(field).toHaveCSS('position', 'fixed');
  const picture = () => field.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await picture();
  // Nothing of it lies on the panel.
  const top = await page.evaluate(() => document.elementsFromPoint(950, 32).map(({ tagName }) => tagName));
  expect(top).not.toContain('CANVAS');
  await page.clock.runFor(5 * SECOND);
  expect(await picture()).not.toBe(before);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(field).toHaveCount(0);
});

/** How often the page was loaded, by an event that it cannot miss. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('domcontentloaded', () => (loads += 1));
  return () => loads;
}

test('a page without new data is loaded again at a quiet minute, and then more patiently', async ({
  page,
}) => {
  const loads = countLoads(page);
  await openKiosk(page);
  await page.mouse.move(5, 5);
  await page.clock.fastForward(10 * MINUTE);
  // Somebody was there a moment ago.
  await page.mouse.move(50, 50);
  await page.clock.fastForward(30 * SECOND);
  expect(loads()).toBe(1);
  await page.clock.fastForward(MINUTE);
  await expect.poll(loads).toBe(2);
  await expect(page.getByRole('time')).toBeVisible();
  await page.clock.fastForward(15 * MINUTE);
  expect(loads()).toBe(2);
  await page.clock.fastForward(6 * MINUTE);
  await expect.poll(loads).toBe(3);
});

test('a page keeps what it shows while Grafana does not answer', async ({ page }) => {
  const loads = countLoads(page);
  await openKiosk(page);
  const asked = await page.evaluateHandle(() => {
    const addresses: unknown[] = [];
    window.fetch = (address) => {
      addresses.push(address);
      return Promise.resolve(new Response('', { status: 502 }));
    };
    return addresses;
  });
  await page.clock.fastForward(30 * MINUTE);
  expect(await asked.jsonValue()).toEqual([page.url()]);
  expect(loads()).toBe(1);
});

for (const language of languages) {
  test(`header and footer fit any line and any card in ${language}`, async ({ page }) => {
    for (const shown of ['redis-down', 'footer-rate']) {
      await open(page, { panel: 'stage', case: shown, language });
      for (const [width, height] of [
        [200, 40],
        [200, 120],
        [420, 64],
        [760, 30],
        [1200, 64],
        [1864, 30],
        [3840, 64],
      ] as const) {
        for (const density of ['auto', 'wall']) {
          await resize(page, { width, height, density });
          expect(await cutTexts(page), `${shown} ${width}x${height} ${density}`).toEqual([]);
        }
      }
    }
  });
}
