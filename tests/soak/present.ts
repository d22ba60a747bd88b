import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A page of metrics whose instants are those of the machine's clock. */
export interface Present {
  /** `host:port`; it serves /metrics. */
  target: string;
  stop: () => Promise<void>;
}

/** Metrics that are instants, by the name that Prometheus gives them. */
const instants = /^(\w+_timestamp_seconds(?:\{.*\})? )(\S+)$/gm;

/**
 * Serves an exporter's page to a Prometheus, which has the machine's time whatever its environment says.
 *
 * @param readPage gives the page, or rejects while there is none
 * @param offsetMs how far the soak's clock is from the machine's
 */
export async function servePresent(
  readPage: () => Promise<string>,
  offsetMs: () => number,
): Promise<Present> {
  const server = createServer((_, response) => {
    readPage().then(
      (page) => {
        response.setHeader('content-type', 'text/plain; version=0.0.4');
        response.end(
          page.replaceAll(instants, (_line, series: string, at: string) => {
            return `${series}${Number(at) - offsetMs() / 1000}`;
          }),
        );
      },
      () => {
        response.statusCode = 503;
        response.end();
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
