/**
 * `npm test`: every check in turn, whatever those before it said. Its last line adds up what the test runners told; a
 * check that failed without telling of a failed test, such as lint, counts as one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const checks = ['lint', 'typecheck', 'jest', 'gallery:test', 'e2e'];

const folder = mkdtempSync(join(tmpdir(), 'hubscope-test-'));
const counts = join(folder, 'counts');
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

// npm's own path is handed to its scripts; a shell, because on Windows npm is a script too.
const npm = process.env.npm_execpath?.endsWith('.js')
  ? [process.execPath, process.env.npm_execpath]
  : ['npm'];
const failures = [];
let [passed, failed] = [0, 0];
for (const check of checks) {
  writeFileSync(counts, '');
  const [command, ...first] = npm;
  const { status } = spawnSync(command, [...first, 'run', '--silent', check], {
    stdio: 'inherit',
    env: { ...process.env, TEST_COUNTS: counts },
  });
  const told = [...readFileSync(counts, 'utf8').matchAll(/^(\d+) passed, (\d+) failed$/gm)];
  const sum = (group) => told.reduce((total, line) => total + Number(line[group]), 0);
  passed += sum(1);
  failed += status !== 0 && sum(2) === 0 ? 1 : sum(2);
  if (status !== 0) failures.push(check);
}
if (failures.length > 0)
  process.stdout.write(`Failed: ${failures.map((name) => `npm run ${name}`).join(', ')}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed} failed\n`);
