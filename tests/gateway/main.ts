import { readCommandLine, UsageError, usage } from './command-line.ts';
import { fillHistory } from './history.ts';
import { startGateway } from './simulator.ts';

/* `node --import tsx tests/gateway/main.ts`: a simulated gateway on servers that are there already. */

const say = (text: string) => process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2));
  if (command === 'help') {
    process.stdout.write(usage);
    return;
  }
  const { history, options } = command;
  const gateway = await startGateway({
    ...options,
    log: say,
    async prepare(directory) {
      if (history === undefined) return;
      let told = 0;
      await fillHistory(options.databaseUrl, directory, {
        ...history,
        models: options.models,
        seed: options.seed ?? 1,
        onProgress({ rows, index }) {
          const percent = Math.floor((100 * rows) / history.rows);
          if (index !== undefined) say(`history: building ${index}`);
          else if (percent >= told + 10) say(`history: ${(told = percent)} %`);
        },
      });
    },
  });
  say('the gateway serves; Ctrl-C stops it');
  const report = setInterval(() => {
    const { arrived, inserted, refused, shed, failed, underWay } = gateway.counts();
    say(
      `${arrived} requests arrived: ${inserted} have a row, ${refused} found no free provider, ` +
        `${shed + failed} were lost, ${underWay} are under way`,
    );
  }, 10_000);
  const stop = () => {
    clearInterval(report);
    void gateway.stop().then(() => process.exit());
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  const known = error instanceof UsageError;
  say(`gateway: ${error instanceof Error ? error.message : String(error)}`);
  if (known) say('\nSee --help.');
  process.exitCode = known ? 2 : 1;
}
