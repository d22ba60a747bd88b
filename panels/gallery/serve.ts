import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { repositoryRoot } from './webpack.config.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.html': 'text/html; charset=utf-8',
};

const page =
  '<!doctype html><meta charset="utf-8"><title>Hubscope gallery</title><link rel="icon" href="data:,"><body><script type="module" src="/main.js"></script>';

/** Where Grafana's icons are, for its own components. */
const ICONS = '/public/build/img/icons/';
const iconFolder = join(repositoryRoot, 'node_modules/@grafana/ui/dist/public/img/icons');

/** Letters of Grafana's pages: two weights, of which browsers make bolder ones. */
const FONTS = '/public/fonts/inter/';
const font = join(
  repositoryRoot,
  'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
);

/** The file that a path of the page stands for. */
function fileOf(folder: string, path: string): string {
  if (path.startsWith(FONTS)) return font;
  const at = path.indexOf(ICONS);
  return at >= 0 ? join(iconFolder, path.slice(at + ICONS.length)) : join(folder, path);
}

/** Serves a built gallery on loopback; resolves to its address. */
export async function serveGallery(
  folder: string,
  port = 0,
): Promise<{ address: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path === '/') {
      response.setHeader('content-type', types['.html'] ?? '');
      response.end(page);
      return;
    }
    const file = fileOf(folder, path);
    readFile(file).then(
      (content) => {
        response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = server.address();
  const address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : port}`;
  return {
    address,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
