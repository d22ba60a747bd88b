import { setTimeout as delay } from 'node:timers/promises';
import type { ExporterProcess } from '../exporter/process.ts';
import type { Stack } from '../exporter/stack.ts';
import { cpuSeconds } from '../servers/cpu-seconds.ts';
import { gatewayAtWork } from './gateway-at-work.ts';
import type { Comparison } from './table.ts';
import type { Started } from './starts.ts';

const SPAN_MS = 40_000;
/** Until a start is over, and the traffic is as dense as it is going to be. */
const SETTLE_MS = 20_000;
/** The longest that can be configured. */
const RARE_SECONDS = 10;

async function shareOfCore({ pid }: ExporterProcess): Promise<number> {
  await delay(SETTLE_MS);
  const before = cpuSeconds(pid);
  await delay(SPAN_MS);
  return (100_000 * (cpuSeconds(pid) - before)) / SPAN_MS;
}

/**
 * What the heartbeat alone costs: an exporter that nobody asks follows a gateway at work, with a beat every second and
 * with one in ten; all else that it does is the same. Stops the exporter.
 */
export async function measureBeats(
  stack: Stack,
  exporter: ExporterProcess,
  startAgain: Started['startAgain'],
): Promise<Comparison> {
  const gateway = await gatewayAtWork(stack);
  try {
    const often = await shareOfCore(exporter);
    await exporter.stop();
    const other = await startAgain({ HEARTBEAT_INTERVAL: String(RARE_SECONDS) });
    const rarely = await shareOfCore(other);
    await other.stop();
    const beats = (often - rarely) / (1 - 1 / RARE_SECONDS);
    return {
      title: 'The heartbeat alone, 50 requests/s, nobody asks',
      columns: ['a beat every second', `a beat every ${RARE_SECONDS} seconds`],
      rows: [
        { what: 'exporter', unit: '% of one core', values: [often, rarely] },
        { what: 'of that the beats', unit: '% of one core', values: [beats, beats / RARE_SECONDS] },
      ],
    };
  } finally {
    await gateway.stop();
  }
}
