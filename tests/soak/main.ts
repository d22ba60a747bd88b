import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { fakeTime, ownFakeClock, writeOffset } from './fake-clock.ts';
import { claimsTable, isGreen, reportPage } from './report.ts';
import { soak } from './run.ts';

const usage = `Usage: npm run soak -- [--minutes N] [--seed N] [--report FILE]

Lets a gateway, its servers and the exporter live through nights and days in which everything fails in turn, and tells
what held. Exit code 0 when all of it did, else 1.
  --minutes N    real minutes (default 10)
  --seed N       decides people, traffic, and what fails when (default: another each time)
  --report FILE  writes the report
`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    report: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const seed = Number(values.seed ?? process.hrtime.bigint() % 100_000n);
const minutes = Number(values.minutes);
/** The inner process, which lives in the soak's time, is told the machine's date. */
const machineDate = process.env.SOAK_DATE;

if (values.help === true) {
  process.stdout.write(usage);
} else if (!Number.isInteger(seed) || !(minutes > 0)) {
  process.stderr.write('soak: --minutes and --seed are numbers, for example --minutes 10 --seed 7\n');
  process.exitCode = 2;
} else if (machineDate === undefined) {
  process.exitCode = await runInFakeTime();
} else {
  process.exitCode = await runHere(machineDate);
  process.exit();
}

/** Runs this file once more in a time of its own. */
async function runInFakeTime(): Promise<number> {
  const folder = createTemporaryFolder('clock');
  // PostgreSQL runs under another account, and looks at this clock, too.
  chmodSync(folder.path, 0o755);
  const file = join(folder.path, 'offset');
  writeOffset(file, 0);
  const options = ['--minutes', String(minutes), '--seed', String(seed)];
  if (values.report !== undefined) options.push('--report', values.report);
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), ...options], {
    stdio: 'inherit',
    env: { ...process.env, ...fakeTime(file), SOAK_DATE: new Date().toISOString().slice(0, 10) },
  });
  // Ctrl-C reaches the inner process by itself; what is told to this one alone is passed on.
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => undefined);
  const [code] = (await once(child, 'exit')) as [number | null];
  folder.remove();
  return code ?? 1;
}

async function runHere(date: string): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  say(`soak: seed ${seed}, ${minutes} minutes`);
  const file = process.env.FAKETIME_TIMESTAMP_FILE ?? '';
  const outcome = {
    ...(await soak({ seed, minutes, fakeTime: fakeTime(file), clock: ownFakeClock(), say })),
    date,
  };
  say(['', ...claimsTable(outcome)].join('\n'));
  if (values.report !== undefined) writeFileSync(values.report, reportPage(outcome));
  return isGreen(outcome) ? 0 : 1;
}
