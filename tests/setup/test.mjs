/**
 * `npm test`: every check in turn, whatever those before it said. Lint, which waits for nothing, goes beside them and
 * takes what they leave of the processor. Its last line adds up what the test runners told; a check that failed without
 * telling of a failed test, such as lint, counts as one.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';

const checks = ['typecheck', 'jest', 'gallery:test', 'e2e'];
const behind = 'lint';

const folder = mkdtempSync(join(tmpdir(), 'hubscope-test-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

// npm's own path is handed to its scripts; a shell, because on Windows npm is a script too.
const npm = process.env.npm_execpath?.endsWith('.js')
  ? [process.execPath, process.env.npm_execpath]
  : ['npm'];
const failures = [];
let [passed, failed] = [0, 0];

/** Runs one check. What it prints comes at once, or, of one that goes behind, as its answer. */
async function run(check, isBehind = false) {
  const counts = join(folder, check.replace(':', '-'));
  writeFileSync(counts, '');
  const [command, ...first] = npm;
  const child = spawn(command, [...first, 'run', '--silent', check], {
    stdio: isBehind ? ['inherit', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, TEST_COUNTS: counts },
  });
  if (isBehind && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const ended = once(child, 'exit');
  const printed = isBehind ? await Promise.all([text(child.stdout), text(child.stderr)]) : [];
  const [status] = await ended;
  const told = [...readFileSync(counts, 'utf8').matchAll(/^(\d+) passed, (\d+) failed$/gm)];
  const sum = (group) => told.reduce((total, line) => total + Number(line[group]), 0);
  passed += sum(1);
  failed += status !== 0 && sum(2) === 0 ? 1 : sum(2);
  if (status !== 0) failures.push(check);
  return printed.join('');
}

const linting = run(behind, true);
for (const check of checks) await run(check);
process.stdout.write(await linting);
if (failures.length > 0)
  process.stdout.write(`Failed: ${failures.map((name) => `npm run ${name}`).join(', ')}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed} failed\n`);
