import { setTimeout as delay } from 'node:timers/promises';
import { differences } from '../exporter/compare.ts';
import { metricsToken, type ExporterProcess } from '../exporter/process.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { fillHistory } from '../gateway/history.ts';
import { startGateway } from '../gateway/simulator.ts';
import { startPrometheus } from '../servers/prometheus.ts';
import { waitUntil } from '../servers/wait-until.ts';

/** `SCRAPE_MINUTES=10 npx jest tests/integration/parity` runs as long as the issue asks for. */
const SCRAPE_MINUTES = Number(process.env.SCRAPE_MINUTES ?? '0.4');

/** The youngest rows are compared with the source every 30 s. */
const COMPARED_WITHIN_MS = 40_000;

let stack: Stack;
let gateway: Gateway;
let exporter: ExporterProcess;

beforeAll(async () => {
  stack = await startStack();
  gateway = await startGateway({
    databaseUrl: stack.ownerUrl,
    redisUrl: stack.redis.url,
    requestsPerMinute: 600,
    rhythm: 'steady',
    prepare: (directory) => fillHistory(stack.ownerUrl, directory, { rows: 20_000, days: 40, seed: 7 }),
  });
  exporter = await stack.startExporter({
    QUOTA_INTERVAL: '1',
    DIRECTORY_INTERVAL: '1',
    MAX_USER_SERIES: '100',
    MAX_KEY_SERIES: '100',
  });
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await stack.stop();
});

/** Stops the gateway's hands, compares every gauge, and lets it go on. */
async function compareAt(timezone: string): Promise<void> {
  await gateway.pause();
  try {
    const since = Date.now();
    let found = await differences(stack, exporter, timezone, since);
    // A session may end of itself between the exporter's count and ours, and a row whose commit was late is found
    // by the comparison of the youngest rows; a real difference stays.
    while (found.length > 0 && Date.now() - since < COMPARED_WITHIN_MS) {
      await delay(1000);
      found = await differences(stack, exporter, timezone, since);
    }
    expect(found).toEqual([]);
  } finally {
    gateway.resume();
  }
}

test(
  `beside the live gateway for ${SCRAPE_MINUTES} min: no failed scrape, and every gauge equals an independent count`,
  async () => {
    const prometheus = await startPrometheus({
      targets: [new URL(exporter.url).host],
      scrapeIntervalSeconds: 2,
      bearerToken: metricsToken,
    });
    try {
      const until = performance.now() + SCRAPE_MINUTES * 60_000;
      for (let comparisons = 0; comparisons < 4 || performance.now() < until; comparisons += 1) {
        await delay(3000);
        await compareAt('Asia/Shanghai');
      }
      expect(gateway.counts().arrived).toBeGreaterThan(100 * SCRAPE_MINUTES);
      const [failed] = await prometheus.query('count_over_time(up[1h]) - sum_over_time(up[1h])');
      expect(failed?.value).toBe('0');
      const [scrapes] = await prometheus.query('count_over_time(up[1h])');
      expect(Number(scrapes?.value)).toBeGreaterThanOrEqual(SCRAPE_MINUTES * 25);
      const [sources] = await prometheus.query('min(min_over_time(cch_up[1h]))');
      expect(sources?.value).toBe('1');
    } finally {
      await prometheus.stop();
    }
  },
  SCRAPE_MINUTES * 60_000 + 4 * COMPARED_WITHIN_MS,
);

test('breakers, full slots, an administrator and a storm: still equal', async () => {
  const limited = gateway.directory.providers.filter(
    (provider) => provider.active && (provider.slots ?? 0) > 1,
  );
  const [first, second, third] = limited;
  await gateway.openBreaker(first!.id);
  await gateway.halfOpenBreaker(second!.id);
  await gateway.fillSlots(third!.id, 1_000);
  await gateway.storm(150);
  await compareAt('Asia/Shanghai');
}, 90_000);

test.each(['UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Apia', 'Asia/Shanghai'])(
  'the day of %s',
  async (timezone) => {
    await stack.database.query('UPDATE system_settings SET timezone = $1', [timezone]);
    await waitUntil('the exporter has the zone', async () => {
      return (await exporter.scrape()).value('cch_gateway_info', { timezone }) === 1;
    });
    await delay(1500);
    await compareAt(timezone);
  },
  90_000,
);
