import { expect, open, panels, test } from './fixtures.ts';

const reachable = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"]';

for (const panel of panels) {
  test(`the keyboard reaches everything of ${panel}`, async ({ page }) => {
    await open(page, { panel, case: 'live', width: 1400, height: 800 });
    const controls = await page.evaluate((selector) => {
      const found = [...document.querySelectorAll<HTMLElement>(`[data-case] :is(${selector})`)].filter(
        (control) => control.checkVisibility({ visibilityProperty: true }),
      );
      found.forEach((control, index) => (control.dataset.control = String(index)));
      return found.map((control) => control.outerHTML.slice(0, 120));
    }, reachable);
    const reached = new Set<number>();
    for (let press = 0; press < controls.length + 5; press += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.control);
      if (at !== undefined) reached.add(Number(at));
    }
    // Of a group of radio buttons Tab reaches the chosen one; arrows reach the others.
    const missed = controls.filter((html, index) => !reached.has(index) && !html.includes('type="radio"'));
    expect(missed).toEqual([]);
  });
}
