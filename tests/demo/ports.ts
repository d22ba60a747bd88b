import { createServer } from 'node:net';

/** Ports that are tried, from the wanted one on. */
const TRIED = 100;

/** Starts a server on a port, or, where that is taken, on the next free one. A second demo finds ports of its own. */
export async function onPortNear<Started>(
  wanted: number,
  start: (port: number) => Promise<Started>,
): Promise<Started> {
  for (let port = wanted; port < wanted + TRIED; port += 1) {
    if (!(await isFree(port))) continue;
    try {
      return await start(port);
    } catch (error) {
      // Somebody else was faster.
      if (await isFree(port)) throw error;
    }
  }
  throw new Error(`ports ${wanted} to ${wanted + TRIED - 1} are all taken`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL') {
        reject(
          new Error(
            'this machine has no address 127.0.0.1, where the servers of the demo listen. Type:\n  sudo ip addr add 127.0.0.1/8 dev lo',
          ),
        );
      } else resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
