import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyLedger } from '../exporter/ledger-copy.ts';
import { startStack } from '../exporter/stack.ts';
import { seedDirectory } from '../gateway/directory.ts';
import { fillHistory } from '../gateway/history.ts';
import { gatewayOptions } from '../gateway/options.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { repositoryRoot } from '../setup/repository-root.ts';
import { measureBeats } from './beats.ts';
import { measureBoards } from './boards.ts';
import { measureLoad } from './load.ts';
import { measureScrapes } from './scrapes.ts';
import { measureStarts } from './starts.ts';
import { markdown } from './table.ts';
import { measureTraffic } from './traffic.ts';

const usage = `Usage: npm run bench -- [--rows N] [--runs N] [--json]

Fills a gateway with history, starts the exporter on it, and prints one table: Hubscope's way beside the
gateway's own, measured in turn in one run. Writes tests/bench/RESULTS.md.
  --rows N  usage rows of 90 days (default 3000000)
  --runs N  runs of each board (default 30)
  --json    print JSON instead of the table, and leave RESULTS.md alone
`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '3000000' },
    runs: { type: 'string', default: '30' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const counts = { rows: Number(values.rows), runs: Number(values.runs) };
const wrong = Object.entries(counts).find(([, count]) => !Number.isInteger(count) || count < 1)?.[0];
if (values.help === true) {
  process.stdout.write(usage);
} else if (wrong !== undefined) {
  process.stderr.write(`bench: --${wrong} is not a whole number above 0, for example --${wrong} 30\n`);
  process.exitCode = 2;
} else {
  await bench(counts.rows, counts.runs, values.json === true);
}

async function bench(count: number, runs: number, asJson: boolean): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const stack = await startStack();
  const folder = createTemporaryFolder('bench');
  try {
    const directory = await seedDirectory(stack.database, gatewayOptions({ users: 50, providers: 56 }));
    say(`filling ${count} rows of 90 days`);
    const filledAt = performance.now();
    await fillHistory(stack.ownerUrl, directory, { rows: count, days: 90, seed: 1 });
    say(`filled in ${Math.round((performance.now() - filledAt) / 1000)} s`);
    await stack.database.query('VACUUM ANALYZE');
    const started = await measureStarts(stack);
    const { exporter, loop, startAgain } = started;
    const results = [
      started.comparison,
      await measureScrapes(stack, exporter),
      await measureLoad(stack, exporter),
      await measureTraffic(stack, exporter, loop),
    ];
    results.push(await measureBeats(stack, exporter, startAgain));
    say('copying the ledger for the boards');
    const copy = await copyLedger(stack, { dataDir: folder.path });
    results.push(await measureBoards(stack, copy, runs));
    await copy.stop();
    const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node.js ${process.version}`;
    const date = new Date().toISOString().slice(0, 10);
    if (asJson) {
      process.stdout.write(`${JSON.stringify({ date, machine, rows: count, results }, null, 2)}\n`);
    } else {
      const text = markdown(`${count} usage rows of 90 days, ${date}, ${machine}`, results);
      process.stdout.write(text);
      writeFileSync(join(repositoryRoot, 'tests/bench/RESULTS.md'), text);
    }
  } finally {
    folder.remove();
    await stack.stop();
  }
}
