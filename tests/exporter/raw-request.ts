import { once } from 'node:events';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** An answer as it came over the socket; status 0 when the connection was closed without one. */
export interface RawAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Unpacked, as UTF-8. */
  body: string;
  /** Everything as it came, as latin1. */
  raw: string;
}

/** Event streams never end of themselves, so that only their beginning is read. */
const STREAM_MS = 50;

/**
 * Sends bytes as they are, which no HTTP client does: clients clean paths and refuse headers. Strings are latin1.
 * Rejects when neither an answer nor an end has come within `patienceMs`.
 */
export async function rawRequest(
  url: string,
  bytes: string | Uint8Array,
  patienceMs = 10_000,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  let stream: NodeJS.Timeout | undefined;
  const impatience = setTimeout(() => {
    socket.destroy(new Error(`no answer within ${patienceMs} ms to ${String(bytes).slice(0, 300)}`));
  }, patienceMs);
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (chunks.length === 1 && chunk.includes('text/event-stream')) {
      stream = setTimeout(() => {
        socket.destroy();
      }, STREAM_MS);
    }
  });
  // The other side may close before it has read everything: what it said before that counts.
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') chunks.push(Buffer.from(`\0${error.message}`));
  });
  socket.end(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  await once(socket, 'close');
  clearTimeout(impatience);
  clearTimeout(stream);
  const all = Buffer.concat(chunks);
  if (all[0] === 0) throw new Error(all.toString().slice(1));
  return parse(all);
}

function parse(all: Buffer): RawAnswer {
  const raw = all.toString('latin1');
  const end = raw.indexOf('\r\n\r\n');
  if (end === -1) return { status: 0, headers: {}, body: '', raw };
  // Before the answer there may be a word that the request may go on.
  if (raw.startsWith('HTTP/1.1 100 ')) return parse(all.subarray(end + 4));
  const [first = '', ...lines] = raw.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const sent = all.subarray(end + 4);
  const whole = headers['transfer-encoding'] === 'chunked' ? unchunked(sent) : sent;
  const body = headers['content-encoding'] === 'gzip' && whole.length > 0 ? gunzipSync(whole) : whole;
  return { status: Number(first.split(' ')[1]), headers, body: body.toString(), raw };
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    const size = line === -1 ? 0 : parseInt(bytes.toString('latin1', at, line), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
