import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { get as httpGet } from 'node:http';
import { metricsToken, type ExporterProcess } from '../exporter/process.ts';
import { addProvider } from '../exporter/rows.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { startStack, type Stack } from '../exporter/stack.ts';

let stack: Stack;
let exporter: ExporterProcess;

beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack.database, { limit_concurrent_sessions: 4, limit_monthly_usd: 100 });
  exporter = await stack.startExporter();
});
afterAll(async () => {
  await stack.stop();
});

const bare = (path: string, headers: Record<string, string> = {}) => fetch(exporter.url + path, { headers });

test('promtool finds nothing to object to, and Prometheus reads both formats', async () => {
  for (const accept of ['text/plain;version=0.0.4', 'application/openmetrics-text;version=1.0.0']) {
    const response = await exporter.get('/metrics', { accept });
    expect(response.headers.get('content-type')).toContain(accept.split(';')[0]);
    const page = await response.text();
    if (accept.startsWith('text')) {
      const objections = execFileSync('promtool', ['check', 'metrics'], { input: page, encoding: 'utf8' });
      expect(objections).toBe('');
    } else {
      expect(page.endsWith('# EOF\n')).toBe(true);
    }
  }
});

test('every HELP names its source, every family stands once', async () => {
  const { text } = await exporter.scrape();
  const help = text.split('\n').filter((line) => line.startsWith('# HELP cch_'));
  expect(help.length).toBeGreaterThan(15);
  for (const line of help) expect(line).toMatch(/PostgreSQL|Redis|cch_|exporter|zone/);
  expect(new Set(help).size).toBe(help.length);
});

test('the page is compressed for whoever takes gzip', async () => {
  const [encoding, body] = await new Promise<[string | undefined, Buffer]>((resolve, reject) => {
    const headers = { authorization: `Bearer ${metricsToken}`, 'accept-encoding': 'gzip' };
    httpGet(`${exporter.url}/metrics`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve([response.headers['content-encoding'], Buffer.concat(chunks)]);
      });
    }).on('error', reject);
  });
  expect(encoding).toBe('gzip');
  expect(gunzipSync(body).toString()).toContain('cch_up{source="postgres"} 1');
});

test.each([
  ['no token', {}, 'token-missing'],
  ['another token', { authorization: 'Bearer another-token-entirely' }, 'token-refused'],
  ['a beginning of the token', { authorization: `Bearer ${metricsToken.slice(0, -1)}` }, 'token-refused'],
  ['an empty token', { authorization: 'Bearer ' }, 'token-missing'],
  ['the token as user name', { authorization: `Basic ${btoa(`${metricsToken}:`)}` }, 'token-missing'],
])('%s gets 401 and a hint on what to set', async (_name, headers: Record<string, string>, type) => {
  const response = await bare('/metrics', headers);
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain('Bearer');
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = (await response.json()) as Record<string, unknown>;
  expect(problem).toMatchObject({ status: 401, type: `urn:hubscope:problem:${type}` });
  expect(problem.detail).toContain('credentials_file');
  expect(JSON.stringify(problem)).not.toContain(metricsToken);
});

test('the tokens of Prometheus and of the API open only their own doors', async () => {
  const api = { authorization: `Bearer ${metricsToken}-admin` };
  const scrape = { authorization: `Bearer ${metricsToken}` };
  expect((await bare('/api/v1/health', scrape)).status).toBe(401);
  expect((await bare('/api/v1/health', api)).status).toBe(200);
  expect((await bare('/metrics', api)).status).toBe(200);
});

test('probes and the landing page need no token and tell nothing', async () => {
  expect(await (await bare('/-/healthy')).text()).toBe('healthy\n');
  expect((await bare('/-/ready')).status).toBe(200);
  const landing = await (await bare('/')).text();
  expect(landing).toContain('/metrics');
  expect(landing).not.toContain('cch_');
});

test.each(['/nothing', '/metrics/x', '/api/v1/nothing', '/%zz', '/api/v1/%00'])(
  '%s is a clean problem, not a stack trace',
  async (path) => {
    const response = await exporter.get(path);
    expect([400, 404]).toContain(response.status);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: response.status });
    expect(text).not.toMatch(/at |node_modules|Error:/);
  },
);

test('hundreds of scrapes cost the gateway nothing: the heartbeat asks, scrapes only read', async () => {
  const work = async () => {
    const { rows } = await stack.database.query<{ commits: string }>(
      `SELECT sum(xact_commit) AS commits FROM pg_stat_database WHERE datname = current_database()`,
    );
    const commands = await stack.cache.info('commandstats');
    const calls = [...commands.matchAll(/cmdstat_(?:zrangebyscore|exists|hmget|time):calls=(\d+)/g)];
    return {
      at: performance.now(),
      commits: Number(rows[0]?.commits),
      calls: calls.reduce((sum, [, count]) => sum + Number(count), 0),
    };
  };
  const spent = async (during: () => Promise<void>) => {
    const before = await work();
    await Promise.all([during(), new Promise((resolve) => setTimeout(resolve, 4000))]);
    const after = await work();
    return {
      ms: after.at - before.at,
      commits: after.commits - before.commits,
      calls: after.calls - before.calls,
    };
  };
  // A copy that has just been opened compares itself with the ledger once.
  await waitUntil('the copy is settled', async () => {
    const page = await exporter.scrape();
    return page.value('cch_up', { source: 'ledger' }) === 1 && page.value('cch_ledger_load_ratio') === 1;
  });
  // PostgreSQL counts a transaction up to a second after its end.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const idle = await spent(() => Promise.resolve());
  const rounds = 40;
  const busy = await spent(async () => {
    for (let round = 0; round < rounds; round += 1) {
      const pages = await Promise.all(Array.from({ length: 20 }, () => exporter.get('/metrics')));
      expect(pages.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    }
  });
  expect(idle.commits).toBeGreaterThan(0);
  // On a busy machine the scrapes take longer, and more beats fall into their span. A beat more or less may anyway; but
  // scrapes that asked for themselves would ask hundreds of times, and once a round at the least.
  const beats = busy.ms / idle.ms;
  expect(busy.commits - beats * idle.commits).toBeLessThan(rounds / 2);
  expect(busy.calls - beats * idle.calls).toBeLessThan(rounds);
});

test('SIGTERM during a scrape: the page arrives whole, the exit is 0', async () => {
  const other = await stack.startExporter();
  const pages = Array.from({ length: 20 }, () => other.get('/metrics').then((page) => page.text()));
  await Promise.race(pages);
  const code = other.stop();
  for (const page of await Promise.allSettled(pages)) {
    if (page.status === 'fulfilled') expect(page.value).toContain('nodejs_version_info');
  }
  expect(await code).toBe(0);
});
