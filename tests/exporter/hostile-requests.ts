import fc from 'fast-check';

/** A route of the running app, with what its parameters are called and, where they are words, may be. */
export interface FuzzedRoute {
  path: string;
  parameters: { name: string; values: string[] }[];
}

/** Routes as the exporter's own OpenAPI description lists them, and those outside the API. */
export function routesOf(openapi: OpenApi): FuzzedRoute[] {
  const base = openapi.servers[0]?.url ?? '';
  const described = Object.entries(openapi.paths).map(([path, { get }]) => ({
    path: base + path,
    parameters: (get.parameters ?? []).map(({ name, schema }) => ({
      name,
      values: [...(schema.enum ?? []), ...(schema.default === undefined ? [] : [schema.default])].map(String),
    })),
  }));
  const others = [
    '/',
    '/metrics',
    '/-/healthy',
    '/-/ready',
    `${base}/openapi.json`,
    `${base}/ledger/digests`,
  ];
  return [...described, ...others.map((path) => ({ path, parameters: [] }))];
}

/** As much of an OpenAPI document as {@link routesOf} reads. */
export interface OpenApi {
  servers: { url: string }[];
  paths: Record<
    string,
    { get: { parameters?: { name: string; schema: { enum?: unknown[]; default?: unknown } }[] } }
  >;
}

const nastyTexts = [
  '',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  '2147483648',
  'NaN',
  '0x10',
  'null',
  '[]',
  '{}',
  '["overview?x=\u0000","leaderboard?scope=%00"]',
  '["overview","overview","leaderboard?scope=user&scope=user","realtime?__proto__=1","stream"]',
  '["../../metrics","health","statistics?range=7days&step=%27"]',
  "'; DROP TABLE usage_ledger; --",
  "' OR '1'='1",
  '1); SELECT pg_sleep(9); --',
  '" UNION SELECT key FROM keys --',
  '$1',
  '%',
  '_',
  '\\',
  '${process.env.DSN}',
  '{{constructor.constructor("return process")()}}',
  '<script>alert(1)</script>',
  '2026-02-30',
  '2026-11-24',
  '0000-00-00',
  '9999-12-31',
  '-271821-04-20',
  '275760-09-13T00:00:00Z',
  '2026-11-24T00:00:00+99:99',
  '8640000000000001',
  'Infinity',
  'Asia/Shanghai',
  '../../etc/passwd',
  'a,b,,c',
  ','.repeat(50),
  Array.from({ length: 40 }, (_, index) => `tag${index}`).join(','),
  'x'.repeat(1500),
  '\ud83d\ude00',
  '王'.repeat(30),
  '\u202e\u0000\u0007',
];

const nastySegments = [
  '/..',
  '/.',
  '//',
  '/%2e%2e',
  '/%2E%2e/',
  '%2f',
  '%5c',
  '\\',
  '%00',
  '%0a',
  '%',
  '%zz',
  '%ff',
  '%c0%af',
  '%252e',
  '#',
  ';x=1',
  '/',
  '*',
  '\u00ff',
  '/__proto__',
  '/constructor',
  '.json',
];

const nastyHeaders = [
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 1\r\nContent-Length: 2',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Expect: 100-continue',
  'Expect: the-worst',
  'Upgrade: websocket\r\nConnection: upgrade',
  'If-None-Match: *',
  'If-None-Match: "\u00ff',
  'If-Modified-Since: never',
  'Range: bytes=0-1',
  'Accept: application/openmetrics-text;version=1.0.0;q=x, */*;q=-1',
  `Accept: ${'text/plain;q=0.1,'.repeat(300)}`,
  'Accept-Encoding: gzip, br, zstd;q=0',
  'Accept-Encoding: gzip',
  'X-Prometheus-Scrape-Timeout-Seconds: 0',
  'X-Prometheus-Scrape-Timeout-Seconds: 0.001',
  'X-Forwarded-For: 127.0.0.1, ::1',
  'X-Original-URL: /api/v1/ledger/digests',
  'X-HTTP-Method-Override: DELETE',
  'Last-Event-ID: \u00e9"\u0001',
  'Origin: https://evil.example',
  'Host: evil.example',
  'X-Grafana-User: root',
  'X-Grafana-Id: not.a.token',
  'X-Grafana-Id: eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyOjEifQ.',
  'X-Grafana-Role: Admin',
  `Cookie: ${'a=b; '.repeat(200)}`,
  `X-Large: ${'x'.repeat(20_000)}`,
  ' folded: header',
  'no colon',
];

const escaped = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));

function queryOf({ parameters }: FuzzedRoute): fc.Arbitrary<string> {
  const own = parameters.map(({ name }) => name);
  // One that a route does not have is refused at once, and nothing deeper is tried.
  const names = fc.oneof(
    { weight: own.length > 0 ? 4 : 0, arbitrary: fc.subarray(own, { maxLength: Math.min(4, own.length) }) },
    {
      weight: 1,
      arbitrary: fc.subarray([...own, 'x', '__proto__', 'constructor', 'a[]', 'a[b]', ''], { maxLength: 3 }),
    },
  );
  const value = (name: string) => {
    const words = parameters.find((parameter) => parameter.name === name)?.values ?? [];
    return fc.oneof(
      { weight: words.length > 0 ? 6 : 0, arbitrary: fc.constantFrom(...words, '') },
      { weight: 3, arbitrary: fc.constantFrom(...nastyTexts) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    );
  };
  const known = names.chain((some) =>
    fc.tuple(...some.map((name) => fc.tuple(fc.constant(name), value(name)))),
  );
  const clean = known.map((pairs) =>
    pairs.map(([name, text]) => `${escaped(name)}=${escaped(text)}`).join('&'),
  );
  const unclean = fc.constantFrom(
    'a=1&a=2',
    '%',
    'a=%00',
    'a=%ff',
    '&&&',
    '=',
    '?a',
    'a=b#c',
    'x='.repeat(3000),
  );
  return fc.oneof({ weight: 12, arbitrary: clean }, { weight: 1, arbitrary: unclean });
}

function targetOf(routes: readonly FuzzedRoute[]): fc.Arbitrary<string> {
  const mutated = (path: string) =>
    fc.oneof(
      { weight: 10, arbitrary: fc.constant(path) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...nastySegments), fc.nat({ max: path.length }))
          .map(([segment, at]) => path.slice(0, at) + segment + path.slice(at)),
      },
      { weight: 1, arbitrary: fc.mixedCase(fc.constant(path)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(`http://evil.example${path}`, path.slice(1), '*', '', '/'.repeat(5000)),
      },
    );
  return fc
    .constantFrom(...routes)
    .chain((route) => fc.tuple(mutated(route.path), fc.option(queryOf(route), { nil: undefined, freq: 6 })))
    .map(([path, query]) => (query === undefined ? path : `${path}?${query}`));
}

/** A request as bytes (latin1), and whose tokens it shows. */
export interface HostileRequest {
  text: string;
  /** Index into the `credentials` of {@link hostileRequests}. */
  credential: number;
}

/** Requests that nobody of good will would send, at every route, with each of the credentials (header lines). */
export function hostileRequests(
  routes: readonly FuzzedRoute[],
  credentials: readonly (readonly string[])[],
): fc.Arbitrary<HostileRequest> {
  const method = fc.oneof(
    { weight: 12, arbitrary: fc.constant('GET') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('HEAD', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'get', 'G\u00ffT'),
    },
  );
  const request = fc.record({
    method,
    target: targetOf(routes),
    version: fc.oneof(
      { weight: 30, arbitrary: fc.constant('1.1') },
      { weight: 1, arbitrary: fc.constantFrom('1.0', '2.0', '9') },
    ),
    credential: fc.nat({ max: credentials.length - 1 }),
    headers: fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 2, arbitrary: fc.subarray(nastyHeaders, { maxLength: 2 }) },
    ),
  });
  const wellFormed = request.map(({ method, target, version, credential, headers }) => ({
    credential,
    text: [
      `${method} ${target} HTTP/${version}`,
      'Host: exporter',
      'Connection: close',
      ...(credentials[credential] ?? []),
      ...headers,
      '\r\n',
    ].join('\r\n'),
  }));
  const cut = fc
    .tuple(wellFormed, fc.nat({ max: 200 }))
    .map(([{ text, credential }, at]) => ({ text: text.slice(0, at), credential }));
  const garbage = fc
    .uint8Array({ minLength: 1, maxLength: 200 })
    .map((bytes) => ({ text: Buffer.from(bytes).toString('latin1'), credential: 0 }));
  return fc.oneof(
    { weight: 40, arbitrary: wellFormed },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: garbage },
  );
}
