import { createRequire } from 'node:module';

/** Grafana's own list of packages that exist as ES modules only. */
const { grafanaESModules, nodeModulesToTransform } = createRequire(import.meta.url)(
  './.config/jest/utils.js',
);

const typescript = (options) => ({
  '\\.m?[jt]sx?$': [
    '@swc/jest',
    { jsc: { target: 'es2022', ...options }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
  ],
});

/** The exporter, and what crosses components. */
const node = {
  displayName: 'node',
  testEnvironment: 'node',
  testMatch: ['exporter/src', 'alerting/src', 'tests'].map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
  transform: typescript({ parser: { syntax: 'typescript' } }),
  transformIgnorePatterns: ['/node_modules/(?!(jose|temporal-polyfill|temporal-utils)/)'],
  resetMocks: true,
};

/** The Grafana plugins, as a browser sees them. */
const plugins = {
  displayName: 'plugins',
  testEnvironment: 'jest-environment-jsdom',
  testMatch: [
    '<rootDir>/datasource-plugin/src/**/*.test.{ts,tsx}',
    '<rootDir>/panels/*/src/**/*.test.{ts,tsx}',
  ],
  setupFilesAfterEnv: ['<rootDir>/.config/jest-setup.js'],
  moduleNameMapper: {
    '\\.(css|scss|sass)$': 'identity-obj-proxy',
    'react-inlinesvg': '<rootDir>/.config/jest/mocks/react-inlinesvg.tsx',
  },
  transform: typescript({ parser: { syntax: 'typescript', tsx: true } }),
  transformIgnorePatterns: [
    nodeModulesToTransform([...grafanaESModules, 'react-data-grid', '@marcbachmann/cel-js']),
  ],
  resetMocks: true,
};

/** Dashboards, with what the plugins make of their queries. */
const boards = {
  ...plugins,
  displayName: 'dashboards',
  testEnvironment: '<rootDir>/dashboards/src/testing/environment.cjs',
  testMatch: ['<rootDir>/dashboards/src/**/*.test.ts'],
  transformIgnorePatterns: [
    nodeModulesToTransform([
      ...grafanaESModules,
      'react-data-grid',
      '@marcbachmann/cel-js',
      'jose',
      'temporal-polyfill',
      'temporal-utils',
    ]),
  ],
};

/** Unit tests stand beside their code, tests that cross components in tests/. */
export default {
  projects: [node, plugins, boards],
  testTimeout: 60_000,
  // More than there are cores: tests of servers wait for most of their time.
  maxWorkers: 3,
  reporters: ['default', '<rootDir>/tests/setup/summary-reporter.cjs'],
};
