/** `npm run preview [-- folder]`: builds the preview page that the exporter serves when PREVIEW_DIR names the folder. */
import { join, resolve } from 'node:path';
import { buildPreview } from './build.ts';
import { repositoryRoot } from './webpack.config.ts';

const folder = resolve(process.argv[2] ?? join(repositoryRoot, 'dist/preview'));
let told = -1;
await buildPreview(folder, (share) => {
  const tenth = Math.floor(share * 10);
  if (tenth <= told) return;
  told = tenth;
  process.stdout.write(`Building the preview page: ${tenth * 10} %\n`);
});
process.stdout.write(
  `The preview page is built. The exporter serves it at /preview with PREVIEW_DIR=${folder}\n`,
);
