/** `npm run gallery`: every panel in every state on one page, rebuilt as its code changes. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import webpack from 'webpack';
import { serveGallery } from './serve.ts';
import { configOf, grafanas } from './webpack.config.ts';

const asked = process.argv[2] ?? '12';
const grafana = grafanas.find((version) => version === asked);
if (grafana === undefined) {
  process.stderr.write(
    `There is no gallery for Grafana ${asked}: say ${grafanas.join(' or ')}, for example "npm run gallery 13".\n`,
  );
  process.exit(1);
}
const folder = join(tmpdir(), `hubscope-gallery-${grafana}`);
const { address } = await serveGallery(folder, Number(process.env['PORT'] ?? 23180));
webpack(configOf(grafana, folder, 'development')).watch({}, (error, stats) => {
  if (error !== null) throw error;
  process.stdout.write(
    stats?.hasErrors() === true
      ? `${stats.toString('errors-only')}\n`
      : `The gallery with Grafana ${grafana} is at ${address}\n`,
  );
});
