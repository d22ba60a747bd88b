import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import type {} from '../../panels/gallery/src/tick.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

/** Names of all panels: the folders that are plugins. */
export const panels = readdirSync(join(repositoryRoot, 'panels')).filter((name) =>
  existsSync(join(repositoryRoot, 'panels', name, 'src/plugin.json')),
);

export const languages = ['en-US', 'zh-Hans', 'zh-Hant'] as const;
export const themes = ['dark', 'light'] as const;

/** Of tests that say nothing new with other libraries: these run with those of the oldest Grafana alone. */
export const once = { tag: '@once' };

/** What of the gallery to look at; see panels/gallery/src/page.ts. */
export interface View {
  panel: string;
  case?: string;
  theme?: (typeof themes)[number];
  language?: (typeof languages)[number];
  width?: number;
  height?: number;
  density?: string;
}

/** The instant that the gallery's answers begin at, in panels/gallery/src/answers. */
export const START = new Date('2026-03-09T06:32:07Z');

/** Opens the gallery at its own instant, and waits until it is drawn. */
export async function open(page: Page, view: View): Promise<void> {
  await page.clock.setFixedTime(START);
  const parameters = new URLSearchParams(
    Object.entries(view).map(([name, value]): [string, string] => [name, String(value)]),
  );
  await page.goto(`/?${parameters.toString()}`);
  await expect(page.locator('[data-case]').first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

/** Gives the one case of an open page another size, as somebody who pulls at the corner of a panel. */
export async function resize(page: Page, size: Pick<View, 'width' | 'height' | 'density'>): Promise<void> {
  await page.evaluate(async (wanted) => {
    const address = new URL(window.location.href);
    for (const [name, value] of Object.entries(wanted)) address.searchParams.set(name, String(value));
    window.history.replaceState(null, '', address);
    window.dispatchEvent(new PopStateEvent('popstate'));
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  }, size);
}

/** Fails a test that leaves errors or warnings on the console. */
export const test = base.extend<{ console: undefined }>({
  console: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on('pageerror', (error) => said.push(error.message));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) said.push(message.text());
      });
      await use(undefined);
      expect(said).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
