import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStack } from '../exporter/stack.ts';
import { freePort } from '../servers/free-port.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

/* "Connect it to your gateway" in README.md, typed word by word; only addresses and paths are those of the test. */

const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
const section = /^## Connect it to your gateway\n(?<steps>[^]*?)^## /m.exec(readme)?.groups?.steps ?? '';
const [role, start, prometheus] = [...section.matchAll(/^ *```\w*\n([^]*?)^ *```$/gm)].map(([, text = '']) =>
  text.replaceAll(/^ {3}/gm, ''),
);

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

/** Text with every one of the README's words replaced by the test's; each must be there. */
function replaced(text: string | undefined, words: Readonly<Record<string, string>>): string {
  return Object.entries(words).reduce((soFar, [word, instead]) => {
    expect(soFar).toContain(word);
    return soFar.replaceAll(word, instead);
  }, text ?? '');
}

test('the steps to a first scrape, as the README tells them', async () => {
  const folder = createTemporaryFolder('first-steps');
  ends.push(() => {
    folder.remove();
  });
  // Its role has another password until the README's command is run.
  const stack = await startStack();
  ends.push(() => stack.stop());
  const shell = { cwd: repositoryRoot, env: { ...process.env, DSN: stack.ownerUrl } };
  execFileSync('bash', ['-ec', role ?? 'exit 1'], { ...shell, stdio: 'pipe' });

  const port = await freePort();
  const tokenFile = join(folder.path, 'token');
  writeFileSync(tokenFile, 'a-token-of-the-first-steps');
  const words = {
    '@db:5432/': `@127.0.0.1:${stack.postgres.port}/`,
    'redis://hubscope:another-secret@redis:6379/0': stack.environment.REDIS_URL,
    '/run/secrets/metrics_token': tokenFile,
  };
  const exporter: ChildProcess = spawn('bash', ['-ec', replaced(start, words)], {
    ...shell,
    env: { ...shell.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const said: string[] = [];
  for (const stream of [exporter.stdout, exporter.stderr])
    stream?.on('data', (text) => said.push(String(text)));
  const closed = once(exporter, 'close');
  ends.push(async () => {
    if (exporter.pid !== undefined && exporter.exitCode === null) process.kill(-exporter.pid, 'SIGTERM');
    await closed;
  });
  const scrape = async () => {
    if (exporter.exitCode !== null) throw new Error(said.join(''));
    const authorization = 'Bearer a-token-of-the-first-steps';
    return (await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { authorization } })).text();
  };
  await waitUntil(
    'the exporter answers',
    async () => /^cch_up\{source="postgres"\} 1$/m.test(await scrape()),
    60_000,
    200,
  );
  expect(await scrape()).toMatch(/^cch_up\{source="redis"\} 1$/m);

  const configuration = join(folder.path, 'prometheus.yml');
  const scraped = { 'hubscope:23100': `127.0.0.1:${port}`, '/etc/prometheus/hubscope_token': tokenFile };
  writeFileSync(configuration, replaced(prometheus, scraped));
  execFileSync('promtool', ['check', 'config', configuration], { stdio: 'pipe' });
}, 120_000);
