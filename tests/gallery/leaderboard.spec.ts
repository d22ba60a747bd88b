import type { Locator, Page } from '@playwright/test';
import { expect, open, START, test } from './fixtures.ts';
import { durations } from '../../panels/kit/src/motion/durations.ts';

const SECOND = 1000;

const list = (page: Page): Locator => page.getByRole('table').first();
const rows = (page: Page): Locator => list(page).getByRole('rowgroup').last().getByRole('row');

/** Texts of a column of the list, from top to bottom. */
const column = (page: Page, index: number): Promise<string[]> =>
  rows(page).evaluateAll(
    (all, at) =>
      all
        .map((row) => ({
          text: row.querySelectorAll('[role=cell]')[at]?.textContent ?? '',
          top: row.getBoundingClientRect().top,
        }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) => text),
    index,
  );
const ranks = async (page: Page): Promise<number[]> => (await column(page, 0)).map(Number);

/** Lets whatever moves arrive, and rows that have left be taken out of the page with its next second. */
async function rest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
  });
  await page.waitForTimeout(durations.landed + SECOND);
}

const scroll = (page: Page, top: number): Promise<void> =>
  list(page)
    .getByRole('rowgroup')
    .last()
    .evaluate((element, to) => {
      element.scrollTop = to;
    }, top);

test('the keyboard sorts by a column, the other way, and not at all', async ({ page }) => {
  await open(page, { panel: 'leaderboard', case: 'table' });
  const head = page.getByRole('columnheader', { name: 'Tokens', exact: true });
  const before = await ranks(page);
  await head.getByRole('button').focus();
  for (const [sorting, sign] of [
    ['descending', -1],
    ['ascending', 1],
  ] as const) {
    await page.keyboard.press('Enter');
    await expect(head).toHaveAttribute('aria-sort', sorting);
    await rest(page);
    const tokens = (await column(page, 4)).map(Number.parseFloat);
    expect(tokens).toEqual([...tokens].sort((one, other) => sign * (one - other)));
  }
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'none');
  await rest(page);
  expect(await ranks(page)).toEqual(before);
});

test('a search finds names, leaves their ranks, and ends with Escape', async ({ page }) => {
  await open(page, { panel: 'leaderboard', case: 'table' });
  const all = (await ranks(page)).length;
  await page.getByRole('button', { name: 'Search by name' }).click();
  await page.keyboard.type('ZOË');
  await expect(page.getByRole('status')).toHaveText('5 of 62');
  await rest(page);
  expect((await ranks(page))[0]).toBe(11);
  await page.keyboard.type('x');
  await expect(page.getByText('No name has “ZOËx” in it.')).toBeVisible();
  await page.keyboard.press('Escape');
  await rest(page);
  expect(await ranks(page)).toHaveLength(all);
});

test('the models of a row expand by the keyboard, and stay expanded with the next answer', async ({
  page,
}) => {
  await open(page, { panel: 'leaderboard', case: 'table' });
  const expander = page.getByRole('button', { name: 'Models of Chen W***', exact: true });
  const models = page.getByRole('list', { name: 'Models of Chen W***', exact: true });
  const next = rows(page).filter({ hasText: 'Ana R***' }).first();
  const top = (await next.boundingBox())?.y ?? 0;
  await expander.focus();
  await page.keyboard.press('Enter');
  await expect(expander).toHaveAttribute('aria-expanded', 'true');
  await expect(models.getByRole('listitem')).toHaveCount(3);
  await rest(page);
  expect((await next.boundingBox())?.y).toBeGreaterThan(top + 60);
  await page.evaluate(() => {
    window.gallery.tick(1);
  });
  await expect(models).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(models).toHaveCount(0);
});

test('all rows are copied as CSV, as they are sorted, however many are in the page', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, { panel: 'leaderboard', case: 'many' });
  await page.getByRole('columnheader', { name: 'Requests' }).getByRole('button').click();
  await page.getByRole('button', { name: 'Copy all rows as CSV' }).click();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split(/\r?\n/);
  expect(lines).toHaveLength(2001);
  expect(lines[0]).toMatch(/^Rank,Places won,User,Cost,Requests,/);
  const requests = lines.slice(1).map((line) => Number(line.split(',')[4]));
  expect(requests).toEqual([...requests].sort((one, other) => other - one));
});

test('a wall turns its pages by itself, and waits while somebody points at one', async ({ page }) => {
  await page.clock.install({ time: START });
  await open(page, { panel: 'leaderboard', case: 'providers' });
  await expect(page.getByText('1–5 of 6')).toBeVisible();
  await page.clock.runFor(12_500);
  await expect(page.getByText('6–6 of 6')).toBeVisible();
  expect(await ranks(page)).toEqual([6]);
  await rows(page).first().hover();
  await page.clock.runFor(60_000);
  await expect(page.getByText('6–6 of 6')).toBeVisible();
  await page.mouse.move(0, 0);
  await page.clock.runFor(12_500);
  await expect(page.getByText('1–5 of 6')).toBeVisible();
});

test('rows glide to new places, and on from wherever they are when the next answer comes', async ({
  page,
}) => {
  await open(page, { panel: 'leaderboard', case: 'live', width: 700, height: 800 });
  const { moved, jump } = await page.evaluate(async () => {
    const places = () =>
      new Map(
        [...document.querySelectorAll('[role=row][style*=translate]')].map((row) => [
          row,
          row.getBoundingClientRect().top,
        ]),
      );
    const frame = () => new Promise(requestAnimationFrame);
    let [moved, jump] = [0, 0];
    // Many ticks at once change more places than one would.
    for (let next = 40; next <= 400; next += 40) {
      const before = places();
      window.gallery.tick(next);
      const after = places();
      for (const [row, top] of before) jump = Math.max(jump, Math.abs((after.get(row) ?? top) - top));
      for (let step = 0; step < 4; step += 1) await frame();
      for (const [row, top] of after) moved += Number(places().get(row) !== top);
    }
    return { moved, jump };
  });
  expect(moved).toBeGreaterThan(10);
  // They would be a row's height away if they began anew.
  expect(jump).toBeLessThan(12);
});

test('of two thousand rows only those in view are in the page', async ({ page }) => {
  await open(page, { panel: 'leaderboard', case: 'many' });
  await expect(list(page)).toHaveAttribute('aria-rowcount', '2001');
  for (const top of [0, 46 * 1000, 46 * 2000]) {
    await scroll(page, top);
    await expect.poll(async () => Math.max(...(await ranks(page)))).toBeGreaterThan(Math.min(1990, top / 46));
    const shown = await ranks(page);
    expect(shown.length).toBeLessThan(30);
    expect(shown).toEqual(shown.map((_, index) => (shown[0] ?? 0) + index));
  }
});

test('own rows are kept in sight only while they are not seen', async ({ page }) => {
  await open(page, { panel: 'leaderboard', case: 'laptop-own' });
  const kept = page.getByRole('table', { name: 'Kept in sight' }).getByRole('row');
  await expect(kept).toHaveCount(1);
  await expect(kept).toContainText('39');
  await scroll(page, 500);
  await expect(kept).toHaveCount(2);
  await expect(kept.first()).toContainText('Otto K***');
  await scroll(page, 0);
  await expect(kept).toHaveCount(1);
});

test('a name leads where its links say, by the keyboard, too', async ({ page }) => {
  await open(page, { panel: 'leaderboard', case: 'laptop' });
  await rows(page).getByRole('button', { name: 'Li M***', exact: true }).press('Enter');
  await expect(page.getByRole('menu').getByText('Usage over time')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
});
