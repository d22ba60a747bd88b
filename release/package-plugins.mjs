/**
 * `npm run package`: builds every plugin, and makes of each a zip as Grafana and its catalogue take it (one folder, named
 * by the plugin's id), with its checksum, in dist/plugins.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'dist', 'plugins');

/** Folders of plugins: those of the workspace that have a plugin.json. */
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const plugins = workspaces
  .flatMap((pattern) =>
    pattern.endsWith('/*')
      ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => join(pattern.slice(0, -2), name))
      : [pattern],
  )
  .filter((folder) => existsSync(join(root, folder, 'src', 'plugin.json')));

/** Zips have times of files; a fixed one makes equal files equal zips. */
const TIME = new Date('2000-01-01T00:00:00Z');

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const folder of plugins) {
  const build = spawnSync('npm', ['run', 'build', '-w', folder], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) process.exit(1);
  const built = join(root, folder, 'dist');
  const { id, info } = JSON.parse(readFileSync(join(built, 'plugin.json'), 'utf8'));
  cpSync(built, join(target, id), { recursive: true });
  const files = filesIn(built).map((path) => [
    `${id}/${relative(built, path)}`,
    [readFileSync(path), { mtime: TIME }],
  ]);
  const zip = zipSync(Object.fromEntries(files), { level: 9 });
  const name = `${id}-${info.version}.zip`;
  writeFileSync(join(target, name), zip);
  const sum = createHash('sha256').update(zip).digest('hex');
  writeFileSync(join(target, `${name}.sha256`), `${sum}  ${name}\n`);
  process.stdout.write(`${name} ${zip.length} bytes\n`);
}
