import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeArchive } from './archive.mjs';
import { buildPlugin, pluginFolders, root } from './plugins.mjs';

/**
 * Builds every plugin, and makes of each a zip as Grafana and its catalogue take it (one folder, named by the plugin's
 * id), with its checksum, beside the folder itself. Returns the names of the zips.
 */
export function packagePlugins(target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  return pluginFolders.map((folder) => {
    buildPlugin(folder);
    const built = join(root, folder, 'dist');
    const { id, info } = JSON.parse(readFileSync(join(built, 'plugin.json'), 'utf8'));
    cpSync(built, join(target, id), { recursive: true });
    const files = filesIn(built).map((path) => [`${id}/${relative(built, path)}`, path]);
    const archive = `${id}-${info.version}.zip`;
    writeArchive(target, archive, files);
    return archive;
  });
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** `npm run package` */
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  packagePlugins(join(root, 'dist', 'plugins'));
}
