/**
 * `npm run package`: builds every plugin, and makes of each a zip as Grafana and its catalogue take it (one folder, named
 * by the plugin's id), with its checksum, in dist/plugins.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';
import { buildPlugin, pluginFolders, root } from './plugins.mjs';

const target = join(root, 'dist', 'plugins');

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
for (const folder of pluginFolders) {
  buildPlugin(folder);
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
