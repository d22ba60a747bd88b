import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemJson, type Problem } from './problem.ts';

/** All headers together, in bytes: an ID token of Grafana takes one thousand. */
const MOST_HEADER_BYTES = 16_384;

/** A server that does not wait for slow clients for ever, and says what is wrong with what it cannot read. */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      // Grafana keeps idle connections for 90 s: it, not we, should be the one who closes them.
      keepAliveTimeout: 95_000,
      connectionsCheckingInterval: 5000,
    },
    listener,
  );
  // Further headers would be dropped silently, and with them perhaps the token.
  server.maxHeadersCount = 0;
  server.maxRequestsPerSocket = 100_000;
  server.on('clientError', answerUnreadable);
  return server;
}

const unreadable: Problem = {
  status: 400,
  type: 'bad-request',
  title: 'The request cannot be read',
  detail: 'This is not a request of HTTP/1.1.',
};

/** Node's code of a request that it cannot read, to what the client is told. */
const problems: Record<string, Problem> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    type: 'headers-too-large',
    title: 'The headers are too large',
    detail: `The address and all headers may have ${MOST_HEADER_BYTES} bytes together.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    type: 'request-timeout',
    title: 'The request took too long',
    detail: 'The headers have to arrive within 10 seconds.',
  },
};

function answerUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  // An answer that has begun would get this one into its middle; and nobody reads an answer after a reset.
  const answering = Reflect.get(socket, '_httpMessage') as { headersSent?: boolean } | null | undefined;
  if (!socket.writable || error.code === 'ECONNRESET' || answering?.headersSent === true) {
    socket.destroy();
    return;
  }
  const problem = problems[error.code ?? ''] ?? unreadable;
  const body = problemJson(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Cache-Control: no-store\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
