import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import { metricsToken, type ExporterProcess } from '../exporter/process.ts';
import type { Stack } from '../exporter/stack.ts';
import { cpuSeconds } from '../servers/cpu-seconds.ts';
import { linesOf, percentile, type Comparison } from './table.ts';

const SPAN_SECONDS = 20;
/** Every viewer asks this often, as a wall screen does. */
const EVERY_SECONDS = 2;

/** So many moments of a second at which somebody asks. */
const MOMENTS = 50;

/** What viewers look at, in turn. */
const paths = ['realtime', 'leaderboard?scope=user&period=monthly', 'statistics?range=30days', 'overview'];

interface Load {
  transactions: number;
  commands: number;
  /** Share of one core that the exporter took. */
  core: number;
  /** Per second. */
  answers: number;
  p50: number;
  p95: number;
  failures: number;
}

async function workSoFar({ database, cache }: Stack) {
  const { rows } = await database.query<{ transactions: string }>(
    `SELECT xact_commit + xact_rollback AS transactions FROM pg_stat_database WHERE datname = current_database()`,
  );
  const statistics = await cache.info('stats');
  return {
    transactions: Number(rows[0]?.transactions),
    commands: Number(/total_commands_processed:(\d+)/.exec(statistics)?.[1]),
  };
}

/**
 * Lets so many viewers look, and sees what it costs the gateway's servers and the exporter. Autocannon has all
 * connections of a run ask in the same millisecond, as viewers never do: many small runs begin one after the other.
 */
async function loadWith(stack: Stack, exporter: ExporterProcess, viewers: number): Promise<Load> {
  const before = await workSoFar(stack);
  const cpuBefore = cpuSeconds(exporter.pid);
  const perSecond = Math.max(1, viewers / EVERY_SECONDS);
  const runs = Math.min(perSecond, MOMENTS);
  const answers: number[] = [];
  const results = await Promise.all(
    Array.from({ length: runs }, async (_, index) => {
      await delay((1000 * index) / runs);
      // Every run begins with another path, so that all are asked for at any time.
      const turned = paths.map((_, at) => paths[(at + index) % paths.length] ?? '');
      const options: autocannon.Options = {
        url: exporter.url,
        connections: perSecond / runs,
        overallRate: perSecond / runs,
        duration: SPAN_SECONDS,
        headers: { authorization: `Bearer ${metricsToken}-admin`, 'accept-encoding': 'gzip' },
        requests: turned.map((path) => ({ method: 'GET', path: `/api/v1/${path}` })),
      };
      return new Promise<autocannon.Result>((resolve, reject) => {
        const run = autocannon(options, (error: Error | null, result) => {
          if (error === null) resolve(result);
          else reject(error);
        });
        run.on('response', (_client, _status, _bytes, milliseconds) => answers.push(milliseconds));
      });
    }),
  );
  const cpu = cpuSeconds(exporter.pid) - cpuBefore;
  const after = await workSoFar(stack);
  const perMinute = (work: number) => (work * 60) / SPAN_SECONDS;
  return {
    transactions: perMinute(after.transactions - before.transactions),
    commands: perMinute(after.commands - before.commands),
    core: (cpu / SPAN_SECONDS) * 100,
    answers: answers.length / SPAN_SECONDS,
    p50: percentile(answers, 0.5),
    p95: percentile(answers, 0.95),
    failures: results.reduce((sum, { errors, timeouts, non2xx }) => sum + errors + timeouts + non2xx, 0),
  };
}

/** What 200 viewers cost, beside what one costs: the gateway's servers the same, because only the heartbeat asks. */
export async function measureLoad(stack: Stack, exporter: ExporterProcess): Promise<Comparison> {
  // The first answers of a fresh process say little of the thousandth.
  await loadWith(stack, exporter, 20);
  await delay(1000);
  const many = await loadWith(stack, exporter, 200);
  const one = await loadWith(stack, exporter, 1);
  const row = linesOf(many, one);
  return {
    title: `Viewers who ask the API every ${EVERY_SECONDS} s`,
    columns: ['200 viewers', '1 viewer'],
    rows: [
      row("PostgreSQL transactions of the gateway's", 'per minute', 'transactions'),
      row("Redis commands of the gateway's", 'per minute', 'commands'),
      row('exporter', '% of one core', 'core'),
      row('answers', 'per second', 'answers'),
      row('answer, p50', 'ms', 'p50'),
      row('answer, p95', 'ms', 'p95'),
      row('failed answers', '', 'failures'),
    ],
  };
}
