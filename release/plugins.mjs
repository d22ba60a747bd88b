import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Builds a plugin; ends the process where that fails. */
export function buildPlugin(folder) {
  const { status } = spawnSync('npm', ['run', 'build', '-w', folder], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
