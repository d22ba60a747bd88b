import { cutTexts } from './cut-texts.ts';
import { expect, languages, once, open, panels, resize, test } from './fixtures.ts';

const sizes = [
  [200, 120],
  [240, 400],
  [360, 172],
  [480, 300],
  [900, 220],
  [1920, 1080],
  [3840, 2160],
] as const;

for (const panel of panels) {
  for (const language of languages) {
    const title = `nothing of ${panel} overflows at any size in ${language}`;
    test(title, language === 'en-US' ? {} : once, async ({ page }) => {
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
