import webpack from 'webpack';
import { configOf, type Grafana } from './webpack.config.ts';

/** Builds the gallery into a folder. */
export function buildGallery(grafana: Grafana, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    webpack(configOf(grafana, folder, 'production'), (error, stats) => {
      if (error !== null) reject(error);
      else if (stats?.hasErrors() === true) reject(new Error(stats.toString('errors-only')));
      else resolve();
    });
  });
}
