import type { Page } from '@playwright/test';
import { expect, open, test } from './fixtures.ts';

const live = { panel: 'activity', case: 'live', width: 700, height: 420 };

/** Where rows stand, from top to bottom, each with its time, user and model. */
const tops = (page: Page): Promise<[text: string, top: number][]> =>
  page
    .getByRole('rowgroup')
    .last()
    .getByRole('row')
    .evaluateAll((rows) =>
      rows
        .map((row): [string, number] => [
          [...row.querySelectorAll('[role=cell]')]
            .slice(0, 3)
            .map((cell) => cell.firstElementChild?.textContent)
            .join(' '),
          Math.round(row.getBoundingClientRect().top),
        ])
        .sort(([, one], [, other]) => one - other),
    );

/** The next answer, and what moves after it. */
async function tick(page: Page, to: number): Promise<void> {
  await page.evaluate(async (next) => {
    window.gallery.tick(next);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
  }, to);
}

const waiting = (page: Page) => page.getByRole('button', { name: / new$/ });

test.describe('a stream of requests', () => {
  test('moves on by itself', async ({ page }) => {
    await open(page, live);
    const before = await tops(page);
    await tick(page, 2);
    expect(await tops(page)).not.toEqual(before);
    await expect(waiting(page)).toHaveCount(0);
  });

  test('stays while somebody points at a row, and goes on after that', async ({ page }) => {
    await open(page, live);
    const before = await tops(page);
    await page.getByRole('row').nth(3).hover();
    await tick(page, 3);
    expect(await tops(page)).toEqual(before);
    await expect(waiting(page)).toHaveText('4 new');
    await page.mouse.move(5, 5);
    await expect(waiting(page)).toHaveCount(0);
    expect((await tops(page))[0]).not.toEqual(before[0]);
  });

  test('stays where it was scrolled to, until the new rows are asked for', async ({ page }) => {
    await open(page, live);
    await page
      .getByRole('rowgroup')
      .last()
      .evaluate((list) => {
        list.scrollTop = 200;
      });
    await tick(page, 1);
    const before = await tops(page);
    await tick(page, 3);
    expect(await tops(page)).toEqual(before);
    await waiting(page).click();
    await expect(waiting(page)).toHaveCount(0);
    expect(
      await page
        .getByRole('rowgroup')
        .last()
        .evaluate(({ scrollTop }) => scrollTop),
    ).toBe(0);
    await expect(page.getByRole('rowgroup').last()).toBeFocused();
  });

  test('stays while the keyboard is in it', async ({ page }) => {
    await open(page, live);
    const link = page.getByRole('rowgroup').last().getByRole('button').nth(1);
    await page.keyboard.press('Tab');
    await link.focus();
    const before = await tops(page);
    await tick(page, 2);
    expect(await tops(page)).toEqual(before);
    await expect(link).toBeFocused();
  });

  test('pauses, tells what it knows of its rows all the same, and goes on', async ({ page }) => {
    await open(page, live);
    await page.getByRole('button', { name: 'Pause: new rows wait' }).click();
    const before = await tops(page);
    const marks = page.getByRole('rowgroup').last().getByRole('img', { name: 'In flight' });
    const running = await marks.count();
    await tick(page, 30);
    expect((await tops(page)).map(([, top]) => top)).toEqual(before.map(([, top]) => top));
    expect(await marks.count()).toBeLessThan(running);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(waiting(page)).toHaveCount(0);
  });

  test('lists what is searched for, and what went wrong', async ({ page }) => {
    await open(page, live);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.keyboard.type('opus 200');
    await expect(page.getByRole('status')).toHaveText(/^\d+ of 200$/);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Errors' }).click();
    await expect(page.getByRole('cell', { name: /^(429|529)$/ })).not.toHaveCount(0);
    await expect(page.getByRole('cell', { name: '200' })).toHaveCount(0);
  });

  test('has one menu for what a row leads to, under which rows stay', async ({ page }) => {
    await open(page, live);
    await page.getByRole('rowgroup').last().getByRole('button').first().click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expect(page.getByRole('menu').getByText('Usage over time')).toBeVisible();
    const before = await tops(page);
    await tick(page, 2);
    expect(await tops(page)).toEqual(before);
    await expect(page.getByRole('menu')).toBeVisible();
  });

  test('is the same size after a day', async ({ page }) => {
    await open(page, live);
    const elements = () => page.evaluate(() => document.querySelectorAll('[data-case] *').length);
    await tick(page, 1);
    const before = await elements();
    await page.getByRole('button', { name: 'Pause: new rows wait' }).click();
    await page.evaluate(async () => {
      for (let next = 2; next <= 400; next += 1) {
        window.gallery.tick(next * 100);
        if (next % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      }
    });
    await page.getByRole('button', { name: 'Go on' }).click();
    await tick(page, 40_001);
    expect(await elements()).toBeLessThan(before * 1.2);
  });
});
