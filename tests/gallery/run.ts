/** `npm run gallery:test [-- spec …]`: panels in Chromium, without a Grafana. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';

const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
const config = join(repositoryRoot, 'tests/gallery/playwright.config.ts');
const { status } = spawnSync(
  process.execPath,
  [playwright, 'test', '--config', config, ...process.argv.slice(2)],
  {
    cwd: repositoryRoot,
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
