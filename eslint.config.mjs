import js from '@eslint/js';
import globals from 'globals';
import importX from 'eslint-plugin-import-x';
import grafanaI18n from '@grafana/i18n/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The one-way data flow of the exporter: gateway -> ledger -> questions -> shared questions -> heartbeat -> (metrics | api).
 * identity (who asks, and what they may see) stands before api, and knows the gateway's directory alone.
 * Each room may import only from the rooms to its left, and everybody from contract/ and config.ts.
 */
const rooms = [
  'gateway',
  'ledger',
  'questions',
  'shared-questions.ts',
  'heartbeat.ts',
  'identity',
  'metrics',
  'api',
];
const room = (name) => `./exporter/src/${name}`;
const dataFlow = rooms.flatMap((from, index) =>
  rooms.slice(0, index).map((target) => ({
    target: room(target),
    from: room(from),
    message: `data flows ${rooms.join(' -> ')}`,
  })),
);
const siblings = [
  ...['ledger', 'questions', 'shared-questions.ts', 'heartbeat.ts'].map((from) => ({
    target: room('identity'),
    from: room(from),
    message: 'who asks does not depend on figures',
  })),
  { target: room('metrics'), from: room('identity'), message: 'metrics are the same for everybody' },
  { target: room('metrics'), from: room('api'), message: 'metrics and api do not know each other' },
  { target: room('api'), from: room('metrics'), message: 'metrics and api do not know each other' },
];

/** What `npm run typecheck` checks, less the second check of the plugins against Grafana 13. */
const programs = ['./tsconfig.node.json', './tsconfig.plugins.json'];

const internals = { group: ['*/internal', '@grafana/*/internal'], message: 'not for plugins' };

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', '.config/', '**/.config/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      // By name: every panel has a tsconfig for its build, and a program for each would hold Grafana's types again.
      parserOptions: { project: programs, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...dataFlow,
            ...siblings,
            {
              target: './exporter/src/contract',
              from: './exporter/src',
              except: ['./contract'],
              message: 'the contract imports nothing',
            },
            {
              target: './exporter',
              from: './tests',
              message: 'the exporter stands without its tests',
            },
            {
              target: './datasource-plugin',
              from: './exporter',
              except: ['./src/contract'],
              message: 'plugins know the contract alone',
            },
            {
              target: './exporter',
              from: './datasource-plugin',
              message: 'data flows to plugins, not back',
            },
          ],
        },
      ],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['datasource-plugin/src/**/*.{ts,tsx}', 'panels/*/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    plugins: { '@grafana/i18n': grafanaI18n },
    rules: {
      '@grafana/i18n/no-translation-top-level': 'error',
      '@grafana/i18n/no-untranslated-strings': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      'no-restricted-imports': ['error', { patterns: [internals] }],
    },
  },
  {
    files: ['datasource-plugin/src/**/*.{ts,tsx}', 'panels/*/src/**/*.{ts,tsx}'],
    ignores: ['panels/kit/src/format/**', 'panels/gallery/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@grafana/i18n',
              importNames: ['t'],
              message: 'slow, and escapes values as HTML: take t of the kit (format/t.ts)',
            },
          ],
          patterns: [internals],
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@grafana/i18n/no-untranslated-strings': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: { globals: globals.node },
  },
);
