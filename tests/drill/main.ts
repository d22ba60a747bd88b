import { lineOf, tableOf } from './table.ts';
import { beginning, scenes } from './scenes/all.ts';
import { startAll } from './stack.ts';
import { createWatch, type Finding } from './watch.ts';
import { unsaid } from './words.ts';

/*
 * `npm run drill [-- part of a scene's name]`: what Prometheus and Alertmanager make of the repository's rules while a
 * simulated gateway, its servers and the exporter fail, thirty times faster than life.
 */

const say = (text: string) => process.stdout.write(`${text}\n`);
const started: (() => Promise<unknown>)[] = [];
const stopping = new AbortController();
const isStopping = () => stopping.signal.aborted;

async function stopAll(): Promise<void> {
  for (const stop of started.splice(0).reverse()) await stop().catch(() => undefined);
}

async function drill(): Promise<boolean> {
  const begin = performance.now();
  const findings: Finding[] = [];
  const report = (finding: Finding) => {
    findings.push(finding);
    say(lineOf(finding));
  };
  const stack = await startAll(say, (stop) => started.push(stop));
  const [, , part = ''] = process.argv;
  for (const scene of [beginning, ...scenes.filter(({ name }) => name.includes(part))]) {
    const watch = createWatch(scene.name, stack, report);
    await scene.play(stack, watch);
    await watch.end();
  }
  report(unsaid(stack));
  say(tableOf(findings, (performance.now() - begin) / 1000));
  return findings.every(({ fault }) => fault === undefined);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping.abort();
    say('stopping');
    void stopAll().then(() => process.exit(130));
  });
}
try {
  process.exitCode = (await drill()) ? 0 : 1;
} catch (error) {
  if (!isStopping()) {
    process.stderr.write(
      `drill: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  }
} finally {
  await stopAll();
}
if (!isStopping()) process.exit();
