import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small server in the place of an exporter. */
export interface StandIn {
  url: string;
  /** Every request it has had, as `METHOD path`. */
  seen: string[];
  stop: () => Promise<void>;
}

/** Answers a path with JSON, or with a text as HTML; with 404 what it does not know. */
export async function startStandIn(
  answerTo: (path: string, request: IncomingMessage) => unknown,
): Promise<StandIn> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    seen.push(`${request.method ?? ''} ${path}`);
    const answer = answerTo(path, request);
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'string') response.writeHead(200, { 'content-type': 'text/html' }).end(answer);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
