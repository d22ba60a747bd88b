import { setTimeout as delay } from 'node:timers/promises';
import { parseMetrics } from '../exporter/parse-metrics.ts';
import { startExporter } from '../exporter/process.ts';
import { figures } from './figures.ts';
import { openGateway } from './gateway.ts';
import { onPortNear } from './ports.ts';
import { grafanaHere, showDashboards } from './grafana.ts';
import { showPreview } from './preview.ts';
import { prometheusFor } from './prometheus.ts';
import { checkRoom } from './room.ts';

/*
 * `npm run demo`: a gateway (simulated, or yours when DSN and REDIS_URL are given), the exporter on it, Prometheus when it
 * is installed, and something to look at: a Grafana of this machine, or the preview page. Ctrl-C leaves nothing behind.
 */

const usage = `Usage: npm run demo

Starts a gateway with traffic, the exporter on it, Prometheus when it is installed, and something to look at.
Takes no arguments; the environment may have:
  DSN, REDIS_URL  a gateway of yours, instead of a simulated one
  GRAFANA_HOME    folder of a Grafana, to show the dashboards in instead of the preview page
`;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** What has been started, to be stopped in the opposite order. */
const started: (() => Promise<unknown>)[] = [];
const stopping = new AbortController();
const isStopping = () => stopping.signal.aborted;

async function stopAll(): Promise<void> {
  for (const stop of started.splice(0).reverse()) await stop().catch(() => undefined);
}

async function demo(): Promise<void> {
  checkRoom();
  const home = grafanaHere(process.env);
  // Built while servers start; whichever fails first ends the demo.
  const [gateway, show] = await Promise.all([
    openGateway(process.env, say, (stop) => started.push(stop)),
    home === undefined ? showPreview(say, stopping.signal) : showDashboards(home, say, stopping.signal),
  ]);
  started.push(show.close);
  if (isStopping()) return;
  say('Starting the exporter');
  const exporter = await onPortNear(23_100, (port) =>
    startExporter({
      ...gateway.environment,
      ...show.environment,
      PORT: String(port),
      METRICS_TOKEN: '',
      API_ADMIN_TOKEN: '',
    }),
  );
  started.push(exporter.stop);
  const prometheus = await prometheusFor(new URL(exporter.url).host);
  if (prometheus !== undefined) started.push(() => prometheus.stop());
  const shown = await show.open(exporter.url, prometheus);
  say('');
  for (const line of shown) say(line);
  say(`metrics     ${exporter.url}/metrics`);
  say(`health      ${exporter.url}/api/v1/health`);
  say(
    prometheus === undefined
      ? 'Prometheus  is not installed (apt-get install prometheus)'
      : `Prometheus  ${prometheus.url}/graph?g0.expr=cch_requests_per_minute&g0.tab=0&g0.range_input=15m`,
  );
  say('Ctrl-C stops everything and leaves nothing behind.\n');
  let drawn = 0;
  while (!isStopping()) {
    const lines = figures(parseMetrics(await (await fetch(`${exporter.url}/metrics`)).text()));
    if (process.stdout.isTTY && drawn > 0) process.stdout.write(`\u001b[${drawn}A\u001b[J`);
    say(lines.join('\n'));
    drawn = lines.length;
    await delay(process.stdout.isTTY ? 1000 : 5000, undefined, { signal: stopping.signal }).catch(
      () => undefined,
    );
  }
}

const [argument] = process.argv.slice(2);
if (argument === '--help') {
  process.stdout.write(usage);
  process.exit();
}
if (argument !== undefined) {
  process.stderr.write(`demo: ${argument} is not known, the demo takes no arguments\n\n${usage}`);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isStopping()) return;
    say('\nstopping');
    stopping.abort();
  });
}
try {
  await demo();
} catch (error) {
  if (!isStopping()) {
    process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
} finally {
  await stopAll();
}
process.exit();
