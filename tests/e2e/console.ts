import { expect, type BrowserContext } from '@playwright/test';

/**
 * Errors that Grafana's own pages report and no plugin has a part in. Anything else that a page reports fails the test it
 * happens in.
 */
const knownErrors: readonly { pattern: RegExp; because: string }[] = [
  { pattern: /https:\/\/grafana\.com\//, because: 'its home page shows news of grafana.com' },
  { pattern: /\/api\/gnet\//, because: 'Grafana looks for grafana.com, which a test machine does not reach' },
  {
    pattern: /\/public-dashboards\b/,
    because: 'Grafana asks whether a dashboard is shared, and takes 404 for no',
  },
];

/** Watches a browser for errors: uncaught ones, and what is written to the console as one. */
export interface ConsoleWatch {
  /** Lets errors pass that a test provokes. */
  tolerate: (pattern: RegExp) => void;
  watch: (context: BrowserContext) => void;
  /** All other errors. */
  errors: () => string[];
  /** Fails when there were any. */
  verify: () => void;
}

export function watchConsole(): ConsoleWatch {
  const errors: string[] = [];
  const tolerated = knownErrors.map(({ pattern }) => pattern);
  const unknown = () => errors.filter((error) => !tolerated.some((pattern) => pattern.test(error)));
  return {
    errors: unknown,
    tolerate(pattern) {
      tolerated.push(pattern);
    },
    watch(context) {
      context.on('weberror', (error) => errors.push(error.error().stack ?? error.error().message));
      context.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
      });
    },
    verify() {
      expect(unknown()).toEqual([]);
    },
  };
}

/** Watches the console of every test, and fails those that leave something on it. */
export const consoleFixture: [
  (given: { context: BrowserContext }, use: (watch: ConsoleWatch) => Promise<void>) => Promise<void>,
  { auto: true },
] = [
  async ({ context }, use) => {
    const watch = watchConsole();
    watch.watch(context);
    await use(watch);
    watch.verify();
  },
  { auto: true },
];
