import { of, throwError } from 'rxjs';
import type { Health, ViewerAnswer } from '@hubscope/exporter/contract';
import { API_VERSION as contractVersion } from '../../exporter/src/contract/viewer.ts';
import type { Api } from './api.ts';
import { GatewayProblem } from './problem.ts';
import { API_VERSION, testConnection, verdictOf } from './health.ts';

const viewer: ViewerAnswer = {
  api: API_VERSION,
  exporter: '1.2.3',
  role: 'viewer',
  person: 'verified',
  user: { id: 1, name: 'Ann' },
  level: 'global',
  names: 'real',
  cohortFloor: 1,
  reason: null,
};
const up = { state: 'up', reason: null, asOf: null } as const;
const health: Health = {
  status: 'ok',
  version: '1.2.3',
  sources: { postgres: up, redis: up },
  ledger: {
    ...up,
    asOf: new Date(Date.now() - 3000).toISOString(),
    store: 'file',
    problem: null,
    rows: 1_234_567,
    loadRatio: 0.999,
    loadSecondsLeft: null,
    mismatchRows: 0,
  },
  identity: { keys: 'ready', reason: null, mapping: 'username', ambiguousNames: 0, mappingProblem: null },
  questions: {},
  gateway: {
    schema: 'current',
    missingColumns: [],
    deniedColumns: [],
    timezone: 'Asia/Shanghai',
    timezoneSource: 'gateway settings',
    rejectedTimezone: null,
    currency: 'CNY',
    highConcurrencyMode: false,
  },
};

test('the plugin reads the version of the contract that the exporter speaks', () => {
  expect(API_VERSION).toBe(contractVersion);
});

test('when all is well it says what was found', () => {
  const { status, message } = verdictOf(viewer, health, {});
  expect(status).toBe('success');
  for (const word of ['1.2.3', 'current', 'Asia/Shanghai', 'CNY', '1,234,567', '99 %', 'Ann', 'global']) {
    expect(message).toContain(word);
  }
  expect(message).toMatch(/is [34] s old/);
});

const down = { state: 'down', reason: 'the password is wrong', asOf: null } as const;

test.each<[string, Partial<ViewerAnswer>, Partial<Health>, 'person' | 'screen', string, RegExp]>([
  ['a newer API', { api: API_VERSION + 1 }, {}, 'person', 'error', /newer.*Update the plugin/],
  ['an older API', { api: API_VERSION - 1 }, {}, 'person', 'error', /older.*Update the exporter/],
  [
    'the database away',
    {},
    { sources: { postgres: down, redis: up } },
    'person',
    'error',
    /database.*password/,
  ],
  ['Redis away', {}, { sources: { postgres: up, redis: down } }, 'person', 'error', /Redis.*password/],
  ['a gateway not seen yet', {}, { gateway: null }, 'person', 'error', /not seen the gateway/],
  [
    'nobody known',
    { person: 'unverifiable', user: null, level: 'nobody', reason: 'GRAFANA_URL is not set.' },
    {},
    'person',
    'warning',
    /who you are: GRAFANA_URL is not set/,
  ],
  [
    'an administrator by token',
    { person: 'none', user: null, level: 'admin' },
    {},
    'person',
    'success',
    /admin/,
  ],
  ['a screen', { person: 'none', user: null, level: 'screen' }, {}, 'screen', 'success', /screen/],
  [
    "a viewer's token on a screen",
    { person: 'none', user: null, level: 'nobody' },
    {},
    'screen',
    'warning',
    /API_SCREEN_TOKEN/,
  ],
])('%s', (_, more, found, identity, status, message) => {
  const verdict = verdictOf({ ...viewer, ...more }, { ...health, ...found }, { identity });
  expect(verdict.status).toBe(status);
  expect(verdict.message).toMatch(message);
});

test('what fails on the way is told as it is', async () => {
  const api = {
    viewer: () => of(viewer),
    health: () => throwError(() => new GatewayProblem('Grafana cannot reach it', 'exporter-away', 502)),
  } as unknown as Api;
  expect(await testConnection(api, {})).toEqual({ status: 'error', message: 'Grafana cannot reach it' });
});
