import { createServer, type Server } from 'node:http';
import { freePort } from './free-port.ts';
import { startPrometheus, type PrometheusServer } from './prometheus.ts';
import { waitUntil } from './wait-until.ts';

describe('Prometheus', () => {
  let target: Server;
  let server: PrometheusServer;
  const token = 'scrape-token';
  beforeAll(async () => {
    const port = await freePort();
    target = createServer((request, response) => {
      if (request.headers.authorization !== `Bearer ${token}`) response.writeHead(401).end();
      else response.setHeader('content-type', 'text/plain; version=0.0.4').end('answer{of="all"} 42\n');
    }).listen(port, '127.0.0.1');
    server = await startPrometheus({
      targets: [`127.0.0.1:${port}`],
      scrapeIntervalSeconds: 1,
      bearerToken: token,
    });
  });
  afterAll(async () => {
    await server.stop();
    target.close();
  });

  it('scrapes its target with the token, and answers queries', async () => {
    await waitUntil('the target was scraped', async () => (await server.query('answer')).length > 0);
    expect(await server.query('answer')).toMatchObject([
      { metric: { of: 'all', job: 'hubscope' }, value: '42' },
    ]);
    expect(await server.query('up')).toMatchObject([{ value: '1' }]);
    expect(await server.query('scalar(answer)')).toMatchObject([{ metric: {}, value: '42' }]);
  });

  it('passes on what is wrong with an expression', async () => {
    await expect(server.query('sum(')).rejects.toThrow('parse error');
  });
});
