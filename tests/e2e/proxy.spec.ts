import { request } from 'node:http';
import { expect, test } from './fixtures.ts';
import { createDatasource, type StorageState } from './grafana.ts';
import { startStandIn } from './stand-in.ts';
import { tokens } from './stack.ts';

/** Requests that nobody but a curious viewer makes, as `METHOD path` below the data source. */
const strange = [
  'GET /',
  'GET /metrics',
  'GET /-/healthy',
  'GET /api/v1/openapi.json',
  'GET /api/v1/ledger/digests',
  'POST /api/v1/overview',
  'PUT /api/v1/overview',
  'DELETE /api/v1/overview',
  'PATCH /api/v1/overview',
  'OPTIONS /api/v1/overview',
  'GET /api/v1/overview/../../../metrics',
  'GET /api/v1/overview/../openapi.json',
  'GET /api/v1/overview/%2e%2e/%2e%2e/%2e%2e/metrics',
  'GET /api/v1/overview/%2e%2e/openapi.json',
  'GET /api/v1/overview/..%2fopenapi.json',
  'GET /api/v1/overview%2f..%2fopenapi.json',
  'GET /api/v1/overview/%252e%252e/openapi.json',
  'GET /api/v1/overview//../openapi.json',
  'GET /api/v1/overviewer',
];

/** Sends a path as it is, which browsers do not: they clean it. */
function sender(grafanaUrl: string, uid: string, { cookies }: StorageState) {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return (line: string): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const [method = '', path = ''] = line.split(' ');
      const sent = request(
        grafanaUrl,
        { method, path: `/api/datasources/proxy/uid/${uid}${path}`, headers: { cookie } },
        (response) => {
          let text = JSON.stringify(response.headers);
          response.on('data', (piece: Buffer) => (text += piece.toString()));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, text });
          });
        },
      );
      sent.on('error', reject);
      sent.end();
    });
}

test('a hand-made request gets nowhere', async ({ grafana, people, sources, stack }) => {
  const send = sender(grafana.url, sources.hub, people.viewer);
  expect((await send('GET /api/v1/overview')).status).toBe(200);
  for (const line of strange) {
    const { status, text } = await send(line);
    expect({ line, isRefused: status >= 400 }).toEqual({ line, isRefused: true });
    expect(text, line).not.toMatch(/cch_up|"openapi"|"paths"/);
    for (const secret of [...Object.values(tokens), stack.url]) expect(text, line).not.toContain(secret);
  }
});

test('what is not listed does not leave Grafana', async ({ grafana, people }) => {
  const standIn = await startStandIn(() => ({}));
  const uid = await createDatasource(grafana, 'recorded', {
    address: standIn.url,
    token: tokens.API_VIEWER_TOKEN,
    identity: 'person',
  });
  try {
    const send = sender(grafana.url, uid, people.viewer);
    for (const line of [...strange, 'GET /api/v1/overview']) await send(line);
    expect(standIn.seen).toContain('GET /api/v1/overview');
    // Grafana compares beginnings of paths, so that some reach the exporter, which refuses them (above).
    expect(standIn.seen.filter((line) => !line.startsWith('GET /api/v1/overview'))).toEqual([]);
  } finally {
    await standIn.stop();
    await grafana.call('DELETE', `/api/datasources/uid/${uid}`);
  }
});
