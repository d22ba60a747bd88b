/** Builds the gallery with the libraries of a Grafana, and serves it until it is told to stop: `serve.ts 12 23190`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildGallery } from '../../panels/gallery/build.ts';
import { serveGallery } from '../../panels/gallery/serve.ts';
import { grafanas } from './addresses.ts';

const [asked, port] = process.argv.slice(2);
const grafana = grafanas.find((version) => version === asked);
if (grafana === undefined || port === undefined)
  throw new Error('say which Grafana and port: serve.ts 12 23190');
const folder = mkdtempSync(join(tmpdir(), 'hubscope-gallery-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit());
await buildGallery(grafana, folder);
await serveGallery(folder, Number(port));
