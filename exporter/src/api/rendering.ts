import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler, Response } from 'express';

const compress = promisify(gzip);

/** An answer ready to be sent to any number of clients. */
export interface Rendered {
  json: string;
  etag: string;
  /** Compressed once, for the first client that takes it so. */
  gzipped: () => Promise<Buffer>;
}

/** Below this a compressed answer fits in no fewer packets. */
const LEAST_COMPRESSED = 1200;

/** Writes an answer as JSON, named by what it says. */
export function render(answer: unknown): Rendered {
  const json = JSON.stringify(answer);
  let compressed: Promise<Buffer> | undefined;
  return {
    json,
    etag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`,
    gzipped: () => (compressed ??= compress(json)),
  };
}

/** Sends an answer, or says that the client has it already (304). */
export async function send(
  request: Parameters<RequestHandler>[0],
  response: Response,
  { json, etag, gzipped }: Rendered,
): Promise<void> {
  response.set({
    ETag: etag,
    // The rights of whoever asks decide what is answered, and the answer of the next heartbeat is another.
    'Cache-Control': 'private, no-cache',
    Vary: 'Accept-Encoding, Authorization, X-Grafana-Id',
  });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  response.type('application/json');
  if (json.length < LEAST_COMPRESSED || request.acceptsEncodings('gzip') === false) {
    response.end(json);
    return;
  }
  const body = await gzipped();
  response.set('Content-Encoding', 'gzip').end(body);
}
