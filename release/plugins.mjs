import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Folders of all workspaces. */
export const workspaceFolders = workspaces
  .flatMap((pattern) =>
    pattern.endsWith('/*')
      ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => join(pattern.slice(0, -2), name))
      : [pattern],
  )
  .filter((folder) => existsSync(join(root, folder, 'package.json')));

/** Folders of plugins: the workspaces that have a plugin.json. */
export const pluginFolders = workspaceFolders.filter((folder) =>
  existsSync(join(root, folder, 'src', 'plugin.json')),
);

/** What a browser loads of a plugin before it shows anything, in bytes, gzipped: at most this. */
const LARGEST = 60_000;

/** Builds a plugin; ends the process where that fails, or the plugin is too large. */
export function buildPlugin(folder) {
  const { status } = spawnSync('npm', ['run', 'build', '-w', folder], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  const { length } = gzipSync(readFileSync(join(root, folder, 'dist', 'module.js')));
  process.stdout.write(`${folder}: module.js has ${length} bytes, gzipped\n`);
  if (length > LARGEST) {
    process.stderr.write(`${folder}: module.js may have ${LARGEST} bytes, gzipped; load more of it later\n`);
    process.exit(1);
  }
}
