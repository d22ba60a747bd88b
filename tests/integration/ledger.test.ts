import type { Health } from '../../exporter/src/contract/index.ts';
import { createCounterWatch } from '../exporter/counter-watch.ts';
import type { ExporterProcess } from '../exporter/process.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { runVerify } from '../exporter/verify.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { fillHistory } from '../gateway/history.ts';
import { startGateway } from '../gateway/simulator.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';

let stack: Stack;
let gateway: Gateway;
const folder = createTemporaryFolder('ledger');

beforeAll(async () => {
  stack = await startStack();
  gateway = await startGateway({
    databaseUrl: stack.ownerUrl,
    redisUrl: stack.redis.url,
    requestsPerMinute: 1200,
    rhythm: 'steady',
    prepare: (directory) => fillHistory(stack.ownerUrl, directory, { rows: 30_000, days: 40, seed: 7 }),
  });
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await stack.stop();
  folder.remove();
});

const start = (environment: Record<string, string> = {}) =>
  stack.startExporter({ DATA_DIR: folder.path, ...environment });

const isLoaded = (exporter: ExporterProcess) =>
  waitUntil(
    'the ledger is copied',
    async () => {
      const page = await exporter.scrape();
      return page.value('cch_ledger_load_ratio') === 1 && page.value('cch_up', { source: 'ledger' }) === 1;
    },
    90_000,
  );

/** Copy and ledger, once the gateway stands still for a moment. */
async function expectEqual(exporter: ExporterProcess): Promise<void> {
  await gateway.pause();
  try {
    let found = await runVerify(exporter.url, stack.environment);
    for (let again = 0; again < 5 && found.code !== 0; again += 1)
      found = await runVerify(exporter.url, stack.environment);
    expect(found.output).toMatch(/\d+ days, all equal\n$/);
    expect(found.code).toBe(0);
  } finally {
    gateway.resume();
  }
}

/** Minutes that the storm lasts at least; three rounds unless the environment says more. */
const STORM_MINUTES = Number(process.env.STORM_MINUTES ?? 0);

test(
  'a storm of late changes, resets, deletions and kills: the copy is equal, and no counter falls',
  async () => {
    const counters = createCounterWatch();
    let exporter = await start();
    const noCounterFalls = async () => {
      expect(counters.read((await exporter.scrape()).text)).toEqual([]);
    };
    await isLoaded(exporter);
    await waitUntil('counters are shown', async () => {
      return (await exporter.scrape()).series('cch_requests_total').length > 0;
    });
    const users = [...gateway.directory.users.values()].map(({ id }) => id);
    const until = performance.now() + STORM_MINUTES * 60_000;
    for (let round = 0; round < 3 || performance.now() < until; round += 1) {
      await gateway.storm(100);
      // Late corrections of any age, an administrator's reset, and single deletions.
      await stack.database.query(
        `UPDATE usage_ledger SET cost_usd = cost_usd + 0.000000000000001, output_tokens = output_tokens + 1
       WHERE id % 997 = $1`,
        [round % 997],
      );
      await stack.database.query('DELETE FROM usage_ledger WHERE user_id = $1', [
        users[round % users.length],
      ]);
      await stack.database.query('DELETE FROM usage_ledger WHERE id % 1009 = $1', [round % 1009]);
      await noCounterFalls();
      await exporter.kill();
      exporter = await start();
      await isLoaded(exporter);
      const { ledger } = (await (await exporter.get('/api/v1/health')).json()) as Health;
      expect(ledger).toMatchObject({ store: 'file', problem: null });
      await noCounterFalls();
    }
    await expectEqual(exporter);
    await noCounterFalls();
    expect(counters.shown.size).toBeGreaterThan(100);
    expect(await exporter.stop()).toBe(0);
  },
  300_000 + STORM_MINUTES * 60_000,
);
