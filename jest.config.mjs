/** One jest project for the whole tree: unit tests beside their code, cross-component tests in tests/. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/exporter/src/**/*.test.ts', '<rootDir>/tests/**/*.test.ts'],
  transform: {
    '\\.m?[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|temporal-polyfill|temporal-utils)/)'],
  resetMocks: true,
  testTimeout: 30_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/tests/setup/summary-reporter.cjs'],
};
