import { metricsToken, startExporter, type ExporterProcess } from '../exporter/process.ts';
import { rawRequest, type RawAnswer } from '../exporter/raw-request.ts';

/** What is turned away before anything else sees it. The gateway is away, which must make no difference. */

const environment = { DSN: 'postgres://nobody@127.0.0.1:1/gone', REDIS_URL: 'none' };
const token = `${metricsToken}-admin`;
let exporter: ExporterProcess;

beforeAll(async () => {
  exporter = await startExporter(environment);
});
afterAll(async () => {
  await exporter.stop();
});

const ask = (target: string, headers: readonly string[] = [], method = 'GET'): Promise<RawAnswer> =>
  rawRequest(
    exporter.url,
    [
      `${method} ${target} HTTP/1.1`,
      'Host: x',
      'Connection: close',
      `Authorization: Bearer ${token}`,
      ...headers,
      '\r\n',
    ].join('\r\n'),
  );

interface ProblemBody {
  type: string;
  status: number;
  detail: string;
}

function problemOf(answer: RawAnswer): ProblemBody & { word: string } {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = JSON.parse(answer.body) as ProblemBody;
  expect(problem.status).toBe(answer.status);
  return { ...problem, word: problem.type.replace('urn:hubscope:problem:', '') };
}

test('a usual question passes', async () => {
  const answer = await ask('/api/v1/health');
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'self'") as string,
  });
  expect(answer.headers).not.toHaveProperty('x-powered-by');
});

test.each([
  ['/api/v1/../v1/health', 'a segment that is only dots'],
  ['/api/v1/./health', 'a segment that is only dots'],
  ['/..', 'a segment that is only dots'],
  ['/api/v1/%2e%2e/v1/health', 'an encoded dot'],
  ['/api/v1/%2E/health', 'an encoded dot'],
  ['/api/v1/health%2f', 'an encoded slash'],
  ['/api%2Fv1/health', 'an encoded slash'],
  ['/api/v1/%252e%252e/health', 'an encoded percent sign'],
  ['//api/v1/health', 'two slashes in a row'],
  ['/api//v1/health', 'two slashes in a row'],
  ['/api/v1\\health', 'a backslash'],
  ['/api/v1/..%5chealth', 'a backslash'],
  ['/api/v1/health%00', 'a control character'],
  ['/api/v1/health%0d%0aX-Evil:1', 'a control character'],
  ['/api/v1/%c0%ae%c0%ae/health', 'a broken %-escape'],
  ['/api/v1/%zz', 'a broken %-escape'],
  ['/api/v1/health#x', 'a fragment'],
  ['http://evil.example/api/v1/health', 'does not begin with a slash'],
])('the path %s is refused', async (target, what) => {
  const problem = problemOf(await ask(target));
  expect(problem).toMatchObject({ status: 400, word: 'path-refused' });
  expect(problem.detail).toContain(what);
});

test.each([
  ['a=1&a=2', 'parameter-repeated', 'The parameter a is'],
  ['a=1&%61=2', 'parameter-repeated', 'The parameter a is'],
  ['a=1&a', 'parameter-repeated', 'The parameter a is'],
  ['%3Cb%3E=1&%3Cb%3E=1', 'parameter-repeated', 'A parameter is'],
  ['a=%00', 'query-refused', 'a control character'],
  ['a=b%0Ac', 'query-refused', 'a control character'],
  ['a=%ff', 'query-refused', 'a broken %-escape'],
  ['a=%', 'query-refused', 'a broken %-escape'],
])('the query %s is refused', async (query, word, detail) => {
  const problem = problemOf(await ask(`/api/v1/health?${query}`));
  expect(problem).toMatchObject({ status: 400, word });
  expect(problem.detail).toContain(detail);
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
  '%s is not served',
  async (method) => {
    const answer = await ask('/api/v1/health', [], method);
    expect(problemOf(answer)).toMatchObject({ status: 405, word: 'method-not-allowed' });
    expect(answer.headers.allow).toBe('GET, HEAD');
  },
);

test('HEAD answers without a body', async () => {
  expect(await ask('/api/v1/health', [], 'HEAD')).toMatchObject({ status: 200, body: '' });
});

test.each([
  [['Content-Length: 2'], 400],
  [['Transfer-Encoding: chunked'], 400],
  [['Content-Length: 0'], 200],
])('a GET with %j gets %i', async (headers, status) => {
  const answer = await ask('/api/v1/health', headers);
  expect(answer.status).toBe(status);
  if (status === 400) expect(problemOf(answer).word).toBe('body-refused');
});

test('what follows a refused body on its connection is never read as a request', async () => {
  const head = ['Host: x', `Authorization: Bearer ${token}`].join('\r\n');
  const inner = `GET /api/v1/health HTTP/1.1\r\n${head}\r\n\r\n`;
  const { raw } = await rawRequest(
    exporter.url,
    `GET /api/v1/health HTTP/1.1\r\n${head}\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`,
  );
  expect(raw.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  expect(raw).toContain('body-refused');
});

test('too long an address, too large headers and garbage are told as problems too', async () => {
  expect(problemOf(await ask(`/api/v1/health?x=${'a'.repeat(4096)}`))).toMatchObject({
    status: 414,
    word: 'address-too-long',
  });
  expect(problemOf(await ask('/api/v1/health', [`X-Large: ${'a'.repeat(20_000)}`]))).toMatchObject({
    status: 431,
    word: 'headers-too-large',
  });
  expect(problemOf(await rawRequest(exporter.url, 'nonsense\r\n\r\n'))).toMatchObject({
    status: 400,
    word: 'bad-request',
  });
});

test('a datasource without its token is told so', async () => {
  const headers = 'Host: x\r\nConnection: close\r\nAuthorization: Bearer <no value>';
  const answer = await rawRequest(exporter.url, `GET /api/v1/health HTTP/1.1\r\n${headers}\r\n\r\n`);
  expect(problemOf(answer)).toMatchObject({ status: 401, word: 'token-not-entered' });
});

test.each(['/api/v1/health/', '/api/v1/HEALTH', '/API/v1/health', '/metrics/', '/METRICS', '/-/healthy/'])(
  '%s is another address: neither served nor redirected',
  async (target) => {
    const answer = await ask(target);
    expect(problemOf(answer).status).toBe(404);
    expect(answer.headers).not.toHaveProperty('location');
  },
);

describe('limits', () => {
  const get = (url: string, authorization?: string) =>
    fetch(`${url}/api/v1/health`, {
      headers: {
        'x-forwarded-for': `10.0.0.${Math.floor(Math.random() * 250)}`,
        ...(authorization === undefined ? {} : { authorization }),
      },
    });
  const statuses = async (count: number, once: () => Promise<Response>) => {
    const responses: Response[] = [];
    for (let index = 0; index < count; index += 1) responses.push(await once());
    return responses;
  };

  test('of one token, and of wrong ones, do not touch another; X-Forwarded-For changes nothing', async () => {
    const limited = await startExporter({
      ...environment,
      RATE_LIMIT: '5',
      AUTH_FAILURE_LIMIT: '3',
      API_ADMIN_TOKEN: `${token},${token}-2`,
    });
    const responses = await statuses(7, () => get(limited.url, `Bearer ${token}`));
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(responses[0]?.headers.get('ratelimit')).toMatch(/^limit=5, remaining=4, reset=\d+$/);
    const refused = responses[6];
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused?.json()).toMatchObject({ type: 'urn:hubscope:problem:too-many-requests' });
    expect((await get(limited.url, `Bearer ${token}-2`)).status).toBe(200);
    // Prometheus is never turned away for asking often.
    const scrapes = await statuses(7, () => limited.get('/metrics'));
    expect(scrapes.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 200));

    const wrong = await statuses(5, () => get(limited.url, 'Bearer of-somebody-who-guesses'));
    expect(wrong.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429]);
    expect((await get(limited.url)).status).toBe(429);
    // Everybody behind one Grafana has its address: whoever guesses locks no right token out.
    expect((await limited.get('/metrics')).status).toBe(200);
    await limited.stop();
    expect(limited.log.join('\n')).not.toMatch(/ERR_ERL|ValidationError/);
  });

  test('200 viewers at 2 s behind one address pass by default', async () => {
    const response = await get(exporter.url, `Bearer ${token}`);
    const limit = Number(/limit=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);
    // Six panels each, asked every 2 s.
    expect(limit).toBeGreaterThanOrEqual(200 * 6 * 30);
  });
});
