import { readFileSync } from 'node:fs';
import type { Health } from '../../exporter/src/contract/index.ts';
import type { ExporterProcess } from '../exporter/process.ts';
import type { Stack } from '../exporter/stack.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';
import type { Comparison } from './table.ts';

/** Megabytes of the process's own memory: now, or the most so far. */
function megabytes({ pid }: ExporterProcess, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN) / 1024;
}

interface Start {
  /** Seconds from the start of the process until today's figures are exact, and until all of the ledger is copied. */
  today: number;
  all: number;
  exporter: ExporterProcess;
}

async function start(stack: Stack, dataDir: string): Promise<Start> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const exporter = await stack.startExporter({ DATA_DIR: dataDir });
  const fresh = async () => ((await (await exporter.get('/api/v1/health')).json()) as Health).questions;
  await waitUntil(
    "today's figures are there",
    async () => (await fresh()).overview?.quality === 'fresh',
    60_000,
    50,
  );
  const today = seconds();
  await waitUntil(
    'counters are shown, which need all of the ledger',
    async () => (await fresh()).ledger_counters?.quality === 'fresh',
    1_800_000,
    200,
  );
  return { today, all: seconds(), exporter };
}

/** A start without a copy, and one with; the exporter of the latter goes on. */
export async function measureStarts(
  stack: Stack,
): Promise<{ comparison: Comparison; exporter: ExporterProcess }> {
  const folder = createTemporaryFolder('bench-data');
  const cold = await start(stack, folder.path);
  const most = megabytes(cold.exporter, 'VmHWM');
  await cold.exporter.stop();
  const warm = await start(stack, folder.path);
  process.once('exit', () => {
    folder.remove();
  });
  return {
    exporter: warm.exporter,
    comparison: {
      title: 'Start of the exporter',
      columns: ['cold: the ledger is copied', 'warm: the copy is there'],
      rows: [
        { what: "today's figures exact", unit: 's', values: [cold.today, warm.today] },
        { what: 'all history, counters too', unit: 's', values: [cold.all, warm.all] },
        { what: 'most memory of the process', unit: 'MB', values: [most, megabytes(warm.exporter, 'VmHWM')] },
      ],
    },
  };
}
