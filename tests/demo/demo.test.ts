import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync } from 'node:fs';
import { parseMetrics } from '../exporter/parse-metrics.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { repositoryRoot } from '../setup/repository-root.ts';
import { waitUntil } from '../servers/wait-until.ts';

/** Starts the demo as `npm run demo` does, and collects what it prints. */
function startDemo(environment: Record<string, string> = {}, given: readonly string[] = []) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/demo/main.ts', ...given], {
    cwd: repositoryRoot,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const collect = (chunk: Buffer) => (printed += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  return { child, exited, printed: () => printed };
}

/** Processes below `pid` that are running, by their command line. */
function childrenOf(pid: number): string[] {
  const { stdout } = spawnSync('ps', ['-o', 'args=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('ps '));
}

test('shows live figures of a simulated gateway, and Ctrl-C leaves nothing behind', async () => {
  const folder = createTemporaryFolder('demo-test');
  chmodSync(folder.path, 0o777);
  const demo = startDemo({ TMPDIR: folder.path });
  await waitUntil(
    'figures are shown',
    () => /sources +postgres up, redis up, ledger up/.test(demo.printed()),
    100_000,
    250,
  );
  const address = /metrics +(http:\S+)/.exec(demo.printed())?.[1] ?? '';
  const page = parseMetrics(await (await fetch(address)).text());
  expect(page.value('cch_today_requests')).toBeGreaterThan(0);
  expect(page.series('cch_up').map(({ value }) => value)).toEqual([1, 1, 1]);
  const pid = demo.child.pid ?? 0;
  expect(childrenOf(pid).length).toBeGreaterThanOrEqual(3);
  demo.child.kill('SIGINT');
  expect(await demo.exited).toEqual([0, null]);
  expect(childrenOf(pid)).toEqual([]);
  await expect(fetch(address)).rejects.toThrow();
  expect(demo.printed()).toContain('stopping');
  expect(demo.printed()).not.toMatch(/Error|at \w+ \(/);
  expect(readdirSync(folder.path).filter((name) => name.startsWith('hubscope-'))).toEqual([]);
  folder.remove();
}, 150_000);

test('an argument that it does not know is a clear error', async () => {
  const demo = startDemo({}, ['--port']);
  expect((await demo.exited)[0]).toBe(2);
  expect(demo.printed()).toContain('demo: --port is not known');
  expect(demo.printed()).toContain('Usage: npm run demo');
});

test('half an address of one’s own gateway is a clear error', async () => {
  const demo = startDemo({ DSN: 'postgres://hubscope:secret@127.0.0.1:1/claude_code_hub' });
  expect((await demo.exited)[0]).toBe(1);
  expect(demo.printed()).toContain('set DSN and REDIS_URL');
  expect(demo.printed()).not.toContain('secret');
});

test('a GRAFANA_HOME without a Grafana is a clear error', async () => {
  const demo = startDemo({ GRAFANA_HOME: '/nowhere' });
  expect((await demo.exited)[0]).toBe(1);
  expect(demo.printed()).toContain('GRAFANA_HOME is /nowhere, where there is no bin/grafana');
}, 30_000);
