import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { dashboards } from './files.ts';

/* `npm run dashboards`: writes all dashboards as JSON, and names the files that changed. */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function present(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

for (const [path, dashboard] of Object.entries(dashboards)) {
  const file = join(root, path);
  const text = await format(JSON.stringify(dashboard), { ...(await resolveConfig(file)), parser: 'json' });
  if (present(file) === text) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`wrote ${path}\n`);
}
