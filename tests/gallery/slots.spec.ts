import type { Locator, Page } from '@playwright/test';
import { expect, open, START, test } from './fixtures.ts';

const rowOf = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name });
const names = (page: Page): Promise<string[]> =>
  page.getByRole('row').evaluateAll((rows) =>
    rows
      .map((row) => ({
        name: row.querySelector('[role=cell]')?.textContent ?? '',
        top: row.getBoundingClientRect().top,
      }))
      .sort((one, other) => one.top - other.top)
      .map(({ name }) => name),
  );

test('levels have words and shapes, of providers and of the fleet', async ({ page }) => {
  await open(page, { panel: 'slots', case: 'wall' });
  const full = rowOf(page, 'anthropic-main');
  await expect(full).toContainText('29 / 30');
  await expect(full).toContainText('almost full');
  await expect(full.locator('svg')).toBeVisible();
  await expect(full.getByRole('meter', { name: /almost full$/ })).toBeVisible();
  const half = rowOf(page, 'codex-team');
  await expect(half).not.toContainText('full');
  await expect(half.locator('svg')).toHaveCount(0);
  await expect(page.getByText('filling up', { exact: true })).toBeVisible();
  await expect(page.getByText('30% of all capacity left')).toBeVisible();
});

test('what has no limit, is not known, on trial or disabled has no bar, and says so', async ({ page }) => {
  await open(page, { panel: 'slots', case: 'everything' });
  for (const [name, word] of [
    ['bedrock-overflow', 'unlimited'],
    ['vertex-on-trial', 'HALF OPEN'],
    ['retired-proxy', 'disabled'],
  ] as const) {
    await expect(rowOf(page, name)).toContainText(word);
    await expect(rowOf(page, name).getByRole('meter')).toHaveCount(0);
  }
  await open(page, { panel: 'slots', case: 'some-unknown' });
  await expect(rowOf(page, 'codex-team')).toContainText('? / 16');
  await expect(rowOf(page, 'codex-team').getByRole('meter')).toHaveCount(0);
  await expect(rowOf(page, 'codex-team').getByRole('img', { name: 'codex-team: not known' })).toBeVisible();
});

for (const [view, shown, over] of [
  ['laptop', 'tries again in ', 'tries with the next request'],
  ['narrow', '', '00:00'],
] as const) {
  test(`the countdown of an open breaker runs down to nothing (${view})`, async ({ page }) => {
    await open(page, { panel: 'slots', case: view });
    const row = rowOf(page, 'compat-eu');
    await expect(row).toContainText(`${shown}04:12`);
    await page.clock.setFixedTime(START.getTime() + 61_000);
    await expect(row).toContainText(`${shown}03:11`);
    await page.clock.setFixedTime(START.getTime() + 400_000);
    await expect(row).toContainText(over);
    await expect(row).toContainText('OPEN');
  });
}

test('providers stand by saturation, by priority or by name', async ({ page }) => {
  await open(page, { panel: 'slots', case: 'laptop' });
  expect(await names(page)).toEqual([
    'compat-eu',
    'anthropic-main',
    'anthropic-pool-2',
    'codex-team',
    'gemini-cli',
  ]);
  await open(page, { panel: 'slots', case: 'by-priority' });
  expect(await names(page)).toEqual([
    'compat-eu',
    'codex-team',
    'anthropic-pool-2',
    'anthropic-main',
    'gemini-cli',
  ]);
  await open(page, { panel: 'slots', case: 'by-name' });
  const shown = await names(page);
  expect(shown).toEqual([...shown].sort(new Intl.Collator('en-US', { numeric: true }).compare));
});

test('a fleet that fills steadily says until when', async ({ page }) => {
  await open(page, { panel: 'slots', case: 'live', width: 828, height: 360, density: 'wall' });
  await expect(page.getByText('of all capacity left')).toBeVisible();
  await page.evaluate(async () => {
    for (let tick = 1; tick <= 75; tick += 1) {
      window.gallery.tick(tick);
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(page.getByText(/left, full in about \d+ min at this rate/)).toBeVisible();
});
