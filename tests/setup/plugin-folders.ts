import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/** Folders of panel plugins, below the root of the repository. */
export const panelFolders = readdirSync(join(repositoryRoot, 'panels'))
  .map((name) => `panels/${name}`)
  .filter((folder) => existsSync(join(repositoryRoot, folder, 'src', 'plugin.json')));

/** Folders of all plugins. */
export const pluginFolders = ['datasource-plugin', ...panelFolders];
