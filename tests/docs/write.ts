import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';
import { generatedFiles } from './generated.ts';

/* `npm run docs`, `npm run rules`: rewrites what is generated, and names the files that changed. */
for (const [path, generate] of Object.entries(generatedFiles)) {
  const file = join(repositoryRoot, path);
  const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const right = generate(present);
  if (right === present) continue;
  writeFileSync(file, right);
  process.stdout.write(`rewrote ${path}\n`);
}
