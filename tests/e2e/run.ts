/**
 * `npm run e2e [-- spec …]`: the end-to-end tests, against the Grafana at GRAFANA_URL, and those of all boards in a Grafana of
 * their own from GRAFANA_HOME.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';

const isSet = (name: string) => (process.env[name] ?? '') !== '';

if (!isSet('GRAFANA_URL') && !isSet('GRAFANA_HOME')) {
  const line = '*'.repeat(96);
  process.stdout.write(
    [
      line,
      '* END-TO-END TESTS SKIPPED: neither GRAFANA_URL nor GRAFANA_HOME is set: there is no Grafana to test in.',
      '* What that Grafana must be like: README.md, "End-to-end tests".',
      line,
      '',
    ].join('\n'),
  );
} else {
  // Grafana's kit keeps cookies below the working directory.
  const output = process.env.E2E_OUTPUT ?? join(tmpdir(), 'hubscope-e2e');
  mkdirSync(output, { recursive: true });
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const { status } = spawnSync(
    process.execPath,
    [
      playwright,
      'test',
      '--config',
      join(repositoryRoot, 'tests', 'e2e', 'playwright.config.ts'),
      ...(isSet('GRAFANA_URL') ? [] : ['boards.spec']),
      ...process.argv.slice(2),
    ],
    { cwd: output, stdio: 'inherit', env: { ...process.env, E2E_OUTPUT: join(output, 'results') } },
  );
  process.exitCode = status ?? 1;
}
