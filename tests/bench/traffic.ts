import { setTimeout as delay } from 'node:timers/promises';
import type { Health } from '../../exporter/src/contract/index.ts';
import type { ExporterProcess } from '../exporter/process.ts';
import type { Stack } from '../exporter/stack.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { cpuSeconds } from '../servers/cpu-seconds.ts';
import type { LoopWatch } from './event-loop.ts';
import { gatewayAtWork } from './gateway-at-work.ts';
import { linesOf, percentile, type Comparison } from './table.ts';

const SPAN_MS = 30_000;
/** Until the traffic is as dense as it is going to be. */
const SETTLE_MS = 10_000;
const LOOK_MS = 100;

/** Questions that the heartbeat asks at every tick, all at the same time. */
const EVERY_TICK = [
  'overview',
  'concurrent_sessions',
  'inflight_requests',
  'provider_slots',
  'circuit_states',
];

interface Found {
  written: number;
  /** Share of one core. */
  exporter: number;
  postgres: number;
  lagP50: number;
  lagP99: number;
  heartbeatP50: number;
  heartbeatP95: number;
  bundleP50: number;
  bundleP95: number;
  longestBlock: number;
}

/** Processes of PostgreSQL that serve the exporter. */
async function servers({ database }: Stack): Promise<number[]> {
  const { rows } = await database.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE usename = 'hubscope'",
  );
  return rows.map(({ pid }) => pid);
}

async function observe(
  stack: Stack,
  exporter: ExporterProcess,
  gateway: Gateway,
  loop: LoopWatch,
): Promise<Found> {
  await delay(SETTLE_MS);
  const startedAt = Date.now();
  const cpuOfServers = new Map<number, number>();
  const noteServers = async () => {
    for (const pid of await servers(stack)) cpuOfServers.set(pid, cpuSeconds(pid));
  };
  await noteServers();
  const before = new Map(cpuOfServers);
  const exporterBefore = cpuSeconds(exporter.pid);
  const { arrived } = gateway.counts();
  const lags: number[] = [];
  const beats: number[] = [];
  const bundles: number[] = [];
  let scrapedAt = 0;
  while (Date.now() - startedAt < SPAN_MS) {
    const { ledger } = (await (await exporter.get('/api/v1/health')).json()) as Health;
    lags.push(Date.now() - Date.parse(ledger.asOf ?? ''));
    if (Date.now() - scrapedAt >= 1000) {
      scrapedAt = Date.now();
      const page = await exporter.scrape();
      const seconds = EVERY_TICK.map(
        (collector) => page.value('cch_exporter_collector_duration_seconds', { collector }) ?? 0,
      );
      beats.push(1000 * Math.max(...seconds));
      const askedAt = performance.now();
      await (await exporter.get('/api/v1/realtime')).text();
      bundles.push(performance.now() - askedAt);
      await noteServers();
    }
    await delay(LOOK_MS);
  }
  const postgres = [...cpuOfServers].reduce(
    (sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0),
    0,
  );
  const share = (seconds: number) => (100_000 * seconds) / SPAN_MS;
  return {
    written: (1000 * (gateway.counts().arrived - arrived)) / SPAN_MS,
    exporter: share(cpuSeconds(exporter.pid) - exporterBefore),
    postgres: share(postgres),
    lagP50: percentile(lags, 0.5),
    lagP99: percentile(lags, 0.99),
    heartbeatP50: percentile(beats, 0.5),
    heartbeatP95: percentile(beats, 0.95),
    bundleP50: percentile(bundles, 0.5),
    bundleP95: percentile(bundles, 0.95),
    longestBlock: loop.longest(startedAt),
  };
}

/** What following a gateway at work costs, and how far behind it the copy is. */
export async function measureTraffic(
  stack: Stack,
  exporter: ExporterProcess,
  loop: LoopWatch,
): Promise<Comparison> {
  const gateway = await gatewayAtWork(stack);
  try {
    const usual = await observe(stack, exporter, gateway, loop);
    gateway.setRate(200 * 60);
    const busy = await observe(stack, exporter, gateway, loop);
    const row = linesOf(usual, busy);
    return {
      title: 'Beside a gateway at work',
      columns: ['50 requests/s', '200 requests/s'],
      rows: [
        row('requests that arrived', 'per second', 'written'),
        row("PostgreSQL's work for the exporter", '% of one core', 'postgres'),
        row('exporter, scraped every second', '% of one core', 'exporter'),
        row('heartbeat: the questions of a tick, asked together, p50', 'ms', 'heartbeatP50'),
        row('heartbeat: the questions of a tick, asked together, p95', 'ms', 'heartbeatP95'),
        row('the realtime bundle over HTTP, p50', 'ms', 'bundleP50'),
        row('the realtime bundle over HTTP, p95', 'ms', 'bundleP95'),
        row('copy behind the ledger, p50', 'ms', 'lagP50'),
        row('copy behind the ledger, p99', 'ms', 'lagP99'),
        row('longest block of the event loop', 'ms', 'longestBlock'),
      ],
    };
  } finally {
    await gateway.stop();
  }
}
