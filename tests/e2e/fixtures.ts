import { test as base } from '@grafana/plugin-e2e';
import type { BrowserContext, Page } from '@playwright/test';
import { consoleFixture, type ConsoleWatch } from './console.ts';
import { createFolder, removeDashboards } from './dashboards.ts';
import {
  createDatasource,
  createViewer,
  openGrafana,
  PREFIX,
  removeUser,
  type Grafana,
  type StorageState,
} from './grafana.ts';
import { names, startStack, tokens, type Stack } from './stack.ts';

export { expect } from '@grafana/plugin-e2e';

/** Uids of data sources. */
export interface Sources {
  /** Shows each person what the gateway shows them. */
  hub: string;
  /** Shows everybody the same, with masked names. */
  screen: string;
}

/** Cookies of people who have signed in to Grafana. */
interface People {
  admin: StorageState;
  /** A user of the gateway, too. */
  viewer: StorageState;
  /** Not known to the gateway. */
  stranger: StorageState;
}

interface WorkerFixtures {
  grafana: Grafana;
  stack: Stack;
  sources: Sources;
  people: People;
}

interface TestFixtures {
  console: ConsoleWatch;
  /** A page in a browser of its own, of somebody or of nobody. */
  visit: (who: keyof People | 'nobody') => Promise<Page>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  grafana: [
    // Playwright reads from this pattern what a fixture needs: nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const grafana = await openGrafana();
      await createFolder(grafana);
      await use(grafana);
      await removeDashboards(grafana);
    },
    { scope: 'worker' },
  ],
  stack: [
    async ({ grafana }, use) => {
      const stack = await startStack(grafana.rootUrl, grafana.url);
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  sources: [
    async ({ grafana, stack }, use) => {
      const hub = await createDatasource(grafana, 'hub', {
        address: stack.url,
        token: tokens.API_VIEWER_TOKEN,
        identity: 'person',
      });
      const screen = await createDatasource(grafana, 'screen', {
        address: stack.url,
        token: tokens.API_SCREEN_TOKEN,
        identity: 'screen',
      });
      await use({ hub, screen });
      for (const uid of [hub, screen]) await grafana.call('DELETE', `/api/datasources/uid/${uid}`);
    },
    { scope: 'worker' },
  ],
  people: [
    async ({ grafana }, use) => {
      const stranger = `${PREFIX}-stranger`;
      await use({
        admin: await grafana.signIn(grafana.admin.user, grafana.admin.password),
        viewer: await createViewer(grafana, names.viewer),
        stranger: await createViewer(grafana, stranger),
      });
      for (const login of [names.viewer, stranger]) await removeUser(grafana.call, login);
    },
    { scope: 'worker' },
  ],
  storageState: async ({ people }, use) => {
    await use(people.admin);
  },
  console: consoleFixture,
  visit: async ({ browser, people, console, baseURL, viewport, locale, timezoneId }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who) => {
      const context = await browser.newContext({
        ...(baseURL === undefined ? {} : { baseURL }),
        ...(locale === undefined ? {} : { locale }),
        ...(timezoneId === undefined ? {} : { timezoneId }),
        viewport,
        storageState: who === 'nobody' ? { cookies: [], origins: [] } : people[who],
      });
      contexts.push(context);
      console.watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});
