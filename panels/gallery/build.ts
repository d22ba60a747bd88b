import webpack, { type Configuration, type WebpackPluginInstance } from 'webpack';
import { configOf, previewConfig, type Grafana } from './webpack.config.ts';

/** Builds the gallery into a folder. */
export const buildGallery = (grafana: Grafana, folder: string): Promise<void> =>
  build(configOf(grafana, folder, 'production'));

/** Builds the preview page into a folder, which may be the exporter's PREVIEW_DIR. `tell`: how far it is, 0 to 1. */
export const buildPreview = (folder: string, tell: (share: number) => void): Promise<void> =>
  build(previewConfig(folder), new webpack.ProgressPlugin(tell));

async function build(config: Configuration, ...watching: WebpackPluginInstance[]): Promise<void> {
  const compiler = webpack(config);
  for (const plugin of watching) plugin.apply(compiler);
  try {
    await new Promise<void>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error !== null) reject(error);
        else if (stats?.hasErrors() === true) reject(new Error(stats.toString('errors-only')));
        else resolve();
      });
    });
  } finally {
    // What is remembered for the next build is written as it closes.
    await new Promise<void>((resolve, reject) => {
      compiler.close((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
}
