import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import CopyPlugin from 'copy-webpack-plugin';
import TerserPlugin from 'terser-webpack-plugin';
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

const letters = join(
  repositoryRoot,
  'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
);
const icons = join(repositoryRoot, 'node_modules/@grafana/ui/dist/public/img/icons');

/** The preview page as files for the exporter to serve, as small as they get. What was built is remembered for the next time. */
export function previewConfig(output: string): Configuration {
  const { plugins = [], ...gallery } = configOf('12', output, 'production');
  return {
    ...gallery,
    entry: './src/preview/main.tsx',
    output: { path: output, filename: '[name].js', publicPath: 'auto', clean: true },
    optimization: {
      minimizer: [new TerserPlugin({ minify: TerserPlugin.swcMinify, extractComments: false })],
    },
    cache: {
      type: 'filesystem',
      name: 'preview',
      buildDependencies: { config: [fileURLToPath(import.meta.url)] },
    },
    plugins: [
      ...plugins,
      new CopyPlugin({
        patterns: [
          { from: join(here, 'src/preview/index.html') },
          { from: join(repositoryRoot, 'datasource-plugin/src/img/logo.svg') },
          { from: icons, to: 'public/build/img/icons' },
          ...['Regular', 'Medium'].map((name) => ({
            from: letters,
            to: `public/fonts/inter/Inter-${name}.woff2`,
          })),
        ],
      }),
    ],
  };
}
