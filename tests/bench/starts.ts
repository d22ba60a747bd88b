import { readFileSync } from 'node:fs';
import type { Health } from '../../exporter/src/contract/index.ts';
import type { ExporterProcess } from '../exporter/process.ts';
import type { Stack } from '../exporter/stack.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { watchLoop, type LoopWatch } from './event-loop.ts';
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
  /** Unix ms. */
  listeningAt: number;
  exporter: ExporterProcess;
}

async function start(stack: Stack, dataDir: string, loop: LoopWatch): Promise<Start> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const exporter = await stack.startExporter({ DATA_DIR: dataDir, ...loop.environment });
  const listeningAt = Date.now();
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
  return { today, all: seconds(), listeningAt, exporter };
}

/** What goes on after {@link measureStarts}. */
export interface Started {
  comparison: Comparison;
  exporter: ExporterProcess;
  loop: LoopWatch;
  /** Starts another exporter on the same copy, which the one before must have left. */
  startAgain: (environment: Record<string, string>) => Promise<ExporterProcess>;
}

/** A start without a copy, and one with; the exporter of the latter goes on. */
export async function measureStarts(stack: Stack): Promise<Started> {
  const folder = createTemporaryFolder('bench-data');
  const loops = { cold: watchLoop(folder.path, 'cold'), warm: watchLoop(folder.path, 'warm') };
  const cold = await start(stack, folder.path, loops.cold);
  // What a process reads and compiles before it listens holds nobody up.
  const coldBlock = loops.cold.longest(cold.listeningAt);
  const most = megabytes(cold.exporter, 'VmHWM');
  await cold.exporter.stop();
  const warm = await start(stack, folder.path, loops.warm);
  const warmBlock = loops.warm.longest(warm.listeningAt);
  process.once('exit', () => {
    folder.remove();
  });
  return {
    exporter: warm.exporter,
    loop: loops.warm,
    startAgain: (environment) => stack.startExporter({ DATA_DIR: folder.path, ...environment }),
    comparison: {
      title: 'Start of the exporter',
      columns: ['cold: the ledger is copied', 'warm: the copy is there'],
      rows: [
        { what: "today's figures exact", unit: 's', values: [cold.today, warm.today] },
        { what: 'all history, counters too', unit: 's', values: [cold.all, warm.all] },
        { what: 'most memory of the process', unit: 'MB', values: [most, megabytes(warm.exporter, 'VmHWM')] },
        { what: 'longest block of the event loop', unit: 'ms', values: [coldBlock, warmBlock] },
      ],
    },
  };
}
