/** Builds every plugin into its own dist folder; with names of folders behind it, those alone. */
import { buildPlugin, pluginFolders } from './plugins.mjs';

const asked = process.argv.slice(2);
for (const folder of pluginFolders) {
  if (asked.length === 0 || asked.includes(folder)) buildPlugin(folder);
}
