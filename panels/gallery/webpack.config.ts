import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack, { type Configuration } from 'webpack';

const here = dirname(fileURLToPath(import.meta.url));
export const repositoryRoot = join(here, '../..');

/** Grafanas whose libraries the gallery can be drawn with: the oldest that panels run on, and the newest. */
export const grafanas = ['12', '13'] as const;
export type Grafana = (typeof grafanas)[number];

const newest = join(repositoryRoot, 'compatibility/grafana-13/node_modules');

/** The gallery as one page: panels as they are written, with React and Grafana's libraries instead of a Grafana. */
export const configOf = (
  grafana: Grafana,
  output: string,
  mode: 'development' | 'production',
): Configuration => ({
  mode,
  context: here,
  entry: './src/main.tsx',
  target: 'web',
  devtool: mode === 'production' ? false : 'eval-cheap-module-source-map',
  output: { path: output, filename: '[name].js', publicPath: '/', clean: true },
  // Pages on loopback gain nothing from being small, and builds take a fifth of the time.
  optimization: { minimize: false },
  performance: { hints: false },
  experiments: { topLevelAwait: true },
  resolve: {
    extensions: ['.tsx', '.ts', '.mjs', '.js', '.json'],
    ...(grafana === '13' ? { modules: [newest, 'node_modules'] } : {}),
  },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        use: {
          loader: 'swc-loader',
          options: {
            jsc: {
              target: 'es2022',
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic' } },
            },
          },
        },
      },
      { test: /\.m?js$/, resolve: { fullySpecified: false } },
      { test: /\.css$/, use: ['style-loader', 'css-loader'] },
      { test: /\.(woff2?|svg|png)$/, type: 'asset' },
    ],
  },
  plugins: [new webpack.ProvidePlugin({ process: [join(here, 'process.cjs')] })],
  stats: 'errors-warnings',
});
