import type { Page } from '@playwright/test';
import { expect, open, test } from './fixtures.ts';

interface Drawn {
  text: string;
  x: number;
}

declare global {
  interface Window {
    /** Texts that canvases have drawn since the last time that somebody looked, and where. */
    drawn: Drawn[];
  }
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.drawn = [];
    const { prototype } = CanvasRenderingContext2D;
    const fillText = Reflect.get(prototype, 'fillText');
    prototype.fillText = function (this: CanvasRenderingContext2D, text, x, y, width) {
      window.drawn.push({ text, x: this.getTransform().transformPoint({ x, y }).x });
      fillText.call(this, text, x, y, width);
    };
  });
});

/** What the chart writes on its axes. */
const axes = (page: Page): Promise<Drawn[]> => page.evaluate(() => window.drawn);
const texts = async (page: Page): Promise<string[]> => (await axes(page)).map(({ text }) => text);
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).press('Enter');
const isPressed = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed');
const lines = (page: Page) => page.getByRole('group', { name: 'Lines' }).getByRole('button');
const seen = (page: Page) => lines(page).and(page.locator('[aria-pressed=true]'));

test('lines lie over each other or on top of each other, as the viewer likes', async ({ page }) => {
  await open(page, { panel: 'usage', case: 'laptop' });
  expect(await texts(page)).toEqual(expect.arrayContaining(['$32', '1,200', 'now 14:32, Asia/Shanghai']));
  await page.evaluate(() => (window.drawn = []));
  await press(page, 'Stacked');
  expect(await isPressed(page, 'Overlay')).toBe('false');
  await expect.poll(() => texts(page)).toContain('$120');
  await expect(page.getByText('yesterday, all')).toBeVisible();
});

test('cost and requests have an axis each, and one of them stays', async ({ page }) => {
  await open(page, { panel: 'usage', case: 'laptop' });
  await page.evaluate(() => (window.drawn = []));
  await press(page, /^Cost/);
  await expect.poll(() => texts(page)).toContain('320');
  expect(await texts(page)).not.toContain('$32');
  await press(page, /^Requests/);
  expect(await isPressed(page, /^Requests/)).toBe('true');
});

test('ranges are those of the gateway’s calendar', async ({ page }) => {
  await open(page, { panel: 'usage', case: 'laptop' });
  expect(await isPressed(page, 'Today')).toBe('true');
  for (const range of ['7 days', '30 days', 'This month', 'Today']) {
    await press(page, range);
    expect(await isPressed(page, range)).toBe('true');
    expect(await page.getByRole('group', { name: 'Time range' }).locator('[aria-pressed=true]').count()).toBe(
      1,
    );
  }
});

test('the legend shows and hides lines, all, or all but one', async ({ page }) => {
  await open(page, { panel: 'usage', case: 'laptop' });
  const sum = page.getByRole('button', { name: /^Cost/ });
  const all = await sum.textContent();
  await expect(seen(page)).toHaveCount(8);
  await lines(page).first().click();
  await expect(seen(page)).toHaveCount(7);
  expect(await sum.textContent()).not.toBe(all);
  await press(page, 'Clear');
  await expect(seen(page)).toHaveCount(1);
  await seen(page).click();
  await expect(seen(page)).toHaveCount(1);
  await press(page, 'Select all');
  await expect(seen(page)).toHaveCount(8);
  expect(await sum.textContent()).toBe(all);
});

test('the tooltip lists the greatest first, for the pointer as for the keyboard', async ({ page }) => {
  await open(page, { panel: 'usage', case: 'laptop' });
  const chart = page.getByRole('slider', { name: 'Usage over time' });
  await chart.focus();
  for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  const rows = page.getByRole('presentation').locator('tr');
  const told = await rows.allInnerTexts();
  const amounts = told.slice(0, 8).map((row) => Number(/\$([\d.]+)/.exec(row)?.[1]));
  expect(amounts).toEqual([...amounts].sort((one, other) => other - one));
  expect(told[8]).toMatch(/^All/);
  expect(told[9]).toMatch(/^yesterday, Li M\./);
  expect(await chart.getAttribute('aria-valuetext')).toMatch(/^2026-03-09 13:30, Li M\. \$/);
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(0);
  await chart.hover({ position: { x: 900, y: 120 } });
  await expect(rows.first()).toContainText('$');
});

test('hundreds of lines do not stop the page', async ({ page }) => {
  await page.addInitScript(() => {
    const seen = window as { longestTask?: number };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        seen.longestTask = Math.max(duration, seen.longestTask ?? 0);
    }).observe({ type: 'longtask', buffered: true });
  });
  await open(page, { panel: 'usage', case: 'hundreds' });
  await press(page, 'Stacked');
  await press(page, 'Overlay');
  await press(page, /^39\d more$/);
  await expect(lines(page)).toHaveCount(400);
  await page.getByRole('button', { name: 'Search lines' }).click();
  await page.keyboard.type('User 39');
  await expect(lines(page)).toHaveCount(11);
  await page.getByRole('button', { name: 'Fewer' }).press('Escape');
  await expect(lines(page).first()).toContainText('Li M.');
  // Seconds, on however slow a machine: a page that stands still for longer is taken for dead.
  const longest = await page.evaluate(() => (window as { longestTask?: number }).longestTask ?? 0);
  expect(longest).toBeLessThan(5000);
});

for (const hours of [23, 25]) {
  test(`hours of a day of ${hours} hours are as long as they are`, async ({ page }) => {
    await open(page, { panel: 'usage', case: `day-of-${hours}-hours` });
    const times = (await axes(page)).filter(({ text }) => /^\d\d:\d\d$/.test(text));
    const day = times.slice(
      times.findLastIndex(({ text }, index) => text === '00:00' && times[index + 1]?.text === '03:00'),
    );
    expect(day.map(({ text }) => text)).toEqual([
      ...['00:00', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00', '00:00'],
    ]);
    const [midnight = 0, three = 0, six = 0] = day.map(({ x }) => x);
    expect((three - midnight) / (six - three)).toBeCloseTo((hours - 21) / 3, 1);
    const chart = page.getByRole('slider');
    await chart.focus();
    await page.keyboard.press('Home');
    await expect(chart).toHaveAttribute(
      'aria-valuetext',
      hours === 23 ? /^2026-03-29 00:00 \+01:00/ : /^2026-10-25 00:00 \+02:00/,
    );
  });
}
