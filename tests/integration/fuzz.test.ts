import fc from 'fast-check';
import type { Gateway } from '../gateway/gateway.ts';
import { fillHistory } from '../gateway/history.ts';
import { startGateway } from '../gateway/simulator.ts';
import {
  hostileRequests,
  routesOf,
  type HostileRequest,
  type OpenApi,
} from '../exporter/hostile-requests.ts';
import { metricsToken, type ExporterProcess } from '../exporter/process.ts';
import { rawRequest, type RawAnswer } from '../exporter/raw-request.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { startSigningGrafana, type SigningGrafana } from '../grafana/signing.ts';
import { waitUntil } from '../servers/wait-until.ts';

/*
 * Ten thousand hostile requests at every route of the running exporter, on a gateway whose tables are full of secrets.
 * More of them, or others: FUZZ_REQUESTS, FUZZ_SEED.
 */

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 10_000);
const AT_ONCE = 20;
const seed = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) };

/** Stands in everything that must never leave the database. */
const planted = 'PLANTED-by-the-fuzz-test';
const plantedIp = '203.0.113.77';

const tokens = {
  admin: `${metricsToken}-admin`,
  viewer: `${metricsToken}-viewer`,
  screen: `${metricsToken}-screen`,
};

let stack: Stack;
let gateway: Gateway;
let grafana: SigningGrafana;
let exporter: ExporterProcess;
let clientKeys: string[];
/** Names of users and keys, which screens see masked. */
let hiddenNames: string[];

beforeAll(async () => {
  [stack, grafana] = await Promise.all([startStack(), startSigningGrafana()]);
  gateway = await startGateway({
    databaseUrl: stack.ownerUrl,
    redisUrl: stack.redis.url,
    create: false,
    users: 10,
    providers: 8,
    requestsPerMinute: 240,
    rhythm: 'steady',
    prepare: (directory) => fillHistory(stack.ownerUrl, directory, { rows: 1500, days: 3, seed: 1 }),
  });
  await plantSecrets(stack);
  clientKeys = (await stack.database.query<{ key: string }>('SELECT DISTINCT key FROM keys')).rows.map(
    ({ key }) => key,
  );
  const named = `SELECT name FROM users UNION SELECT name FROM keys`;
  hiddenNames = (await stack.database.query<{ name: string }>(named)).rows.map(({ name }) => `"${name}"`);
  exporter = await stack.startExporter({
    API_ADMIN_TOKEN: tokens.admin,
    API_VIEWER_TOKEN: tokens.viewer,
    API_SCREEN_TOKEN: tokens.screen,
    GRAFANA_URL: grafana.url,
    VIEWERS: 'username',
    MAX_USER_SERIES: '20',
    MAX_KEY_SERIES: '20',
    AUTH_FAILURE_LIMIT: '0',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'debug',
  });
  await waitUntil('the exporter is ready', async () => (await exporter.get('/-/ready')).ok);
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await grafana.goAway();
  await stack.stop();
});

/** Secrets into every text that the exporter's role cannot, or must not, hand on. */
async function plantSecrets({ database }: Stack): Promise<void> {
  await database.query(`UPDATE providers SET key = '${planted}-' || id, url = 'https://${planted}.invalid'`);
  await database.query(
    `UPDATE message_request SET error_message = '${planted} error body', error_stack = '${planted} at x.ts:1:1',
       error_cause = '{"body":"${planted}"}', client_ip = '${plantedIp}', user_agent = '${planted} agent',
       blocked_reason = '${planted} blocked'
     WHERE id % 2 = 0`,
  );
  await database.query(
    `INSERT INTO audit_log (action_category, action_type, target_type, target_name, before_value, after_value,
       operator_user_name, operator_key_name, operator_ip, user_agent, success, error_message)
     VALUES ('provider', 'provider.update', 'provider', 'anthropic-main', '{"key":"${planted}"}', '{"key":"${planted}"}',
       'root', 'main', '${plantedIp}', '${planted}', false, '${planted}')`,
  );
}

/** What no answer and no line of the log may hold. */
const forbidden: [what: string, pattern: RegExp][] = [
  ['a planted secret', new RegExp(`${planted}|UPSTREAM-SECRET|${plantedIp.replaceAll('.', '\\.')}`)],
  ['a password or token', /role-password-of-the-tests|redis-password-of-the-tests|a-token-for-the-tests/],
  ['a stack trace', /\bat .{1,200}:\d+:\d+|node_modules|\.ts:\d+|node:internal/],
  [
    'SQL',
    /\bSELECT\b[^]*\bFROM\b|\bGROUP BY\b|syntax error|Binder Error|Conversion Error|invalid input syntax/,
  ],
];

function faultsIn(text: string): string[] {
  const keys = clientKeys.filter((key) => text.includes(key)).map(() => 'a client key');
  return [...keys, ...forbidden.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)];
}

/** What is wrong with an answer; empty when nothing is. */
function faultsOf({ text, credential }: HostileRequest, { status, headers, body, raw }: RawAnswer): string[] {
  const faults = faultsIn(raw.slice(0, raw.indexOf('\r\n\r\n')) + body);
  if (status >= 500 && status !== 501) faults.push(`status ${status}`);
  if (headers.location !== undefined || (status >= 300 && status < 400 && status !== 304))
    faults.push('a redirect');
  const open = /^\S+ \/(-\/[a-z]+)?(\?\S*)? /.test(text);
  if (status === 200 && credential < ADMIN && !open) faults.push('an answer to nobody');
  if (status === 200 && credential !== ADMIN && /^\S+ \/api\/v1\/ledger\/digests/.test(text))
    faults.push('digests for another');
  const harmless = open || /^\S+ \/api\/v1\/(health|sources|viewer|openapi\.json)\b/.test(text);
  const stream = headers['content-type']?.startsWith('text/event-stream') === true;
  const figures = status === 200 && (!stream || body.includes('"value":'));
  if (figures && credential === NOBODY && !harmless) faults.push('figures for nobody');
  if (credential === SCREEN) faults.push(...hiddenNames.filter((name) => body.includes(name)));
  if (credential === SCREEN && /\b(pfx|sid):[0-9a-f]{16}|\bsess_/.test(body)) faults.push('a session');
  const told = status >= 400 && !text.startsWith('HEAD') && status !== 417;
  if (told && !headers['content-type']?.startsWith('application/problem+json'))
    faults.push('no problem+json');
  return faults;
}

/** Places in the list of credentials: those from ADMIN on open a door. */
const ADMIN = 3;
const NOBODY = 4;
const SCREEN = 6;

test(`${REQUESTS} hostile requests find nothing`, async () => {
  const openapi = (await (await exporter.get('/api/v1/openapi.json')).json()) as OpenApi;
  const routes = routesOf(openapi);
  const { rows } = await stack.database.query<{ name: string }>(
    `SELECT name FROM users WHERE deleted_at IS NULL AND role = 'user' AND is_enabled ORDER BY id LIMIT 1`,
  );
  const person = await grafana.sign({ username: rows[0]?.name });
  const credentials = [
    [],
    ['Authorization: Bearer <no value>'],
    ['Authorization: Basic cm9vdDpyb290'],
    [`Authorization: Bearer ${tokens.admin}`],
    [`Authorization: Bearer ${tokens.viewer}`],
    [`Authorization: Bearer ${tokens.viewer}`, `X-Grafana-Id: ${person}`],
    [`Authorization: Bearer ${tokens.screen}`],
    [`Authorization: Bearer ${metricsToken}`],
  ];
  const statuses = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(hostileRequests(routes, credentials), { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (requests) => {
        const answers = await Promise.all(requests.map(({ text }) => rawRequest(exporter.url, text)));
        requests.forEach((request, index) => {
          const answer = answers[index];
          if (answer === undefined) throw new Error('no answer');
          const faults = faultsOf(request, answer);
          if (faults.length > 0) {
            throw new Error(
              `${faults.join(', ')} in answer to ${request.text}\n\n${answer.raw.slice(0, 2000)}`,
            );
          }
          const kind = `${answer.status}`;
          statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
        });
      },
    ),
    { numRuns: Math.ceil(REQUESTS / AT_ONCE), endOnFailure: true, ...seed },
  );
  // Had nearly all been refused at the door, nothing behind it would have been tried.
  expect(statuses.get('200') ?? 0).toBeGreaterThan(REQUESTS / 20);
  for (const status of ['400', '401', '404', '405'])
    expect([status, statuses.has(status)]).toEqual([status, true]);

  // Whatever went wrong unseen stands in the log.
  expect(faultsIn(exporter.log.join('\n'))).toEqual([]);
  expect(exporter.log.filter((line) => line.includes('request failed'))).toEqual([]);
  expect((await exporter.scrape()).value('cch_up', { source: 'postgres' })).toBe(1);
}, 300_000);

test('no page that shows everything shows a secret', async () => {
  const whole = await Promise.all(
    [
      '/metrics',
      '/api/v1/health',
      '/api/v1/sources',
      '/api/v1/openapi.json',
      '/api/v1/realtime',
      '/api/v1/leaderboard?scope=key',
    ].map(async (path) => (await exporter.get(path)).text()),
  );
  for (const text of whole) {
    expect(text.length).toBeGreaterThan(100);
    expect(faultsIn(text)).toEqual([]);
  }
});
