import AxeBuilder from '@axe-core/playwright';
import { expect, once, open, panels, test, themes } from './fixtures.ts';

for (const panel of panels) {
  for (const theme of themes) {
    const title = `${panel} in the ${theme} theme looks as it was reviewed, and is accessible`;
    test(title, theme === 'dark' ? {} : once, async ({ page }) => {
      await open(page, { panel, theme });
      await expect(page).toHaveScreenshot(`${panel}-${theme}.png`, { fullPage: true });
      expect(await page.locator('main').innerHTML(), 'values are not escaped twice').not.toMatch(
        /&amp;(amp|lt|gt|quot|#\w+);/,
      );
      const { violations } = await new AxeBuilder({ page })
        .exclude('nav')
        .options({ resultTypes: ['violations'] })
        .disableRules(['region'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html, any }) => [html, any[0]?.message])]),
      ).toEqual([]);
    });
  }

  test(`${panel} in Chinese looks as it was reviewed`, once, async ({ page }) => {
    await open(page, { panel, language: 'zh-Hans' });
    await expect(page).toHaveScreenshot(`${panel}-zh-Hans.png`, { fullPage: true });
  });
}
