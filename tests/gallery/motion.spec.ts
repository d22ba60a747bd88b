import type { Page } from '@playwright/test';
import { expect, open, panels, test } from './fixtures.ts';

/** What moves while a live panel takes its next answers. */
async function movedBy(page: Page, panel: string): Promise<number> {
  await open(page, { panel, case: 'live', width: 900, height: 600 });
  let moved = 0;
  for (let tick = 1; tick <= 6; tick += 1) {
    moved += await page.evaluate(async (next) => {
      window.gallery.tick(next);
      await new Promise((resolve) => setTimeout(resolve, 60));
      return document.getAnimations().filter(({ playState }) => playState === 'running').length;
    }, tick);
  }
  return moved;
}

for (const panel of panels) {
  test(`${panel} moves where something changed`, async ({ page }) => {
    expect(await movedBy(page, panel)).toBeGreaterThan(0);
  });

  test(`nothing of ${panel} moves where less motion is asked for`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await movedBy(page, panel)).toBe(0);
  });
}
