import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { START } from '../fixtures.ts';

declare global {
  interface Window {
    /** Sets the page's clock, Unix ms; it goes on from there. */
    setClock: (now: number) => void;
  }
}

/** A clock of the page's own, which stands at the gallery's first answer when the page begins. */
const ownClock = (start: number): void => {
  const Real = window.Date;
  let shift = start - Real.now();
  const now = () => Real.now() + shift;
  window.Date = class extends Real {
    constructor(...given: [] | [number]) {
      if (given.length === 0) super(now());
      else super(...given);
    }
    static override now = now;
  } as DateConstructor;
  window.setClock = (at) => {
    shift = at - Real.now();
  };
};

const debian = '/usr/bin/chromium';

/** The wall in a browser, 1920 by 1080. */
export async function openWall(address: string): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({
    ...(existsSync(debian) ? { executablePath: debian } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, timezoneId: 'UTC' });
  page.on('pageerror', (error) => {
    throw error;
  });
  // tsx gives functions their names by a function that a page has not.
  await page.addInitScript('globalThis.__name = (what) => what');
  await page.addInitScript(ownClock, START.getTime());
  await page.goto(`${address}/?wall`);
  await page.locator('main canvas').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  return { browser, page };
}
