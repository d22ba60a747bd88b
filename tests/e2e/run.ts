/** `npm run e2e [-- spec …]`: the end-to-end tests, against the Grafana at GRAFANA_URL. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';

if ((process.env.GRAFANA_URL ?? '') === '') {
  const line = '*'.repeat(96);
  process.stdout.write(
    [
      line,
      '* END-TO-END TESTS SKIPPED: GRAFANA_URL is not set, so there is no Grafana to test the plugins in.',
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
      ...process.argv.slice(2),
    ],
    { cwd: output, stdio: 'inherit', env: { ...process.env, E2E_OUTPUT: join(output, 'results') } },
  );
  process.exitCode = status ?? 1;
}
