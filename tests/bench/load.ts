import { setTimeout as delay } from 'node:timers/promises';
import type { ExporterProcess } from '../exporter/process.ts';
import type { Stack } from '../exporter/stack.ts';
import type { Comparison } from './table.ts';

const SPAN_MS = 15_000;

interface Work {
  transactions: number;
  commands: number;
}

async function workSoFar({ database, cache }: Stack): Promise<Work> {
  const { rows } = await database.query<{ transactions: string }>(
    `SELECT xact_commit + xact_rollback AS transactions FROM pg_stat_database WHERE datname = current_database()`,
  );
  const statistics = await cache.info('stats');
  return {
    transactions: Number(rows[0]?.transactions),
    commands: Number(/total_commands_processed:(\d+)/.exec(statistics)?.[1]),
  };
}

/** What the gateway's servers are asked per minute while so many viewers look every 2 s. */
async function loadWith(stack: Stack, exporter: ExporterProcess, viewers: number): Promise<Work> {
  const before = await workSoFar(stack);
  const until = performance.now() + SPAN_MS;
  const view = async (viewer: number) => {
    await delay((2000 * viewer) / viewers);
    while (performance.now() < until) {
      await exporter.get('/metrics').then((page) => page.text());
      await delay(2000);
    }
  };
  await Promise.all([delay(SPAN_MS), ...Array.from({ length: viewers }, (_, viewer) => view(viewer))]);
  const after = await workSoFar(stack);
  const perMinute = (work: number) => (work * 60_000) / SPAN_MS;
  return {
    transactions: perMinute(after.transactions - before.transactions),
    commands: perMinute(after.commands - before.commands),
  };
}

/** Load on the gateway's servers with one viewer and with 200: the same, because only the heartbeat asks. */
export async function measureLoad(stack: Stack, exporter: ExporterProcess): Promise<Comparison> {
  const many = await loadWith(stack, exporter, 200);
  const one = await loadWith(stack, exporter, 1);
  return {
    title: "Load on the gateway's servers",
    columns: ['200 viewers', '1 viewer'],
    rows: [
      {
        what: 'PostgreSQL transactions',
        unit: 'per minute',
        values: [many.transactions, one.transactions],
      },
      { what: 'Redis commands', unit: 'per minute', values: [many.commands, one.commands] },
    ],
  };
}
