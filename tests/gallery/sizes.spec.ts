import type { Page } from '@playwright/test';
import { expect, languages, open, panels, resize, test } from './fixtures.ts';

const sizes = [
  [200, 120],
  [240, 400],
  [360, 172],
  [480, 300],
  [900, 220],
  [1920, 1080],
  [3840, 2160],
] as const;

/**
 * Texts of the page's card that are cut off: beyond the card, or by a box around them that neither scrolls nor ends them
 * with an ellipsis.
 */
const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const card = document.querySelector('[data-case]');
    if (card === null) return ['there is no card'];
    const cut: string[] = [];
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (parent === null || text === '') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rect = range.getBoundingClientRect();
      if (rect.width < 1 || rect.height < 1) continue;
      for (let box: Element | null = parent; box !== null; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.clipPath !== 'none' || style.visibility === 'hidden') break;
        const scrolls = ['auto', 'scroll'].includes(style.overflowY);
        const isCard = box === card;
        if (scrolls && !isCard) break;
        if (isCard || style.overflowX === 'hidden' || style.overflowY === 'hidden') {
          const bounds = box.getBoundingClientRect();
          const ends = style.textOverflow === 'ellipsis';
          const sideways = rect.left < bounds.left - 1 || rect.right > bounds.right + 1;
          const upright =
            rect.top < bounds.top - rect.height * 0.2 || rect.bottom > bounds.bottom + rect.height * 0.2;
          if ((sideways && !ends) || upright) cut.push(text);
          if (ends) break;
        }
        if (isCard) break;
      }
    }
    return cut;
  });

for (const panel of panels) {
  for (const language of languages) {
    test(`nothing of ${panel} overflows at any size in ${language}`, async ({ page }) => {
      // Rows on their way to a new place would be where they do not stay.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await open(page, { panel, case: 'live', language });
      for (const [width, height] of sizes) {
        await resize(page, { width, height });
        expect(await cutTexts(page), `${width}x${height}`).toEqual([]);
      }
      await resize(page, { width: 1920, height: 1080, density: 'wall' });
      expect(await cutTexts(page), 'a wall').toEqual([]);
    });
  }
}
