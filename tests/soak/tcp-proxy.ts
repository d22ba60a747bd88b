import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What a network does: `open` passes everything on; `cut` resets connections and refuses new ones; `half-open` keeps
 * them, and loses what is sent; `slow` holds everything back for a while.
 */
export type NetworkState = 'open' | 'cut' | 'half-open' | 'slow';

/** Stands between a client and a server, and is told how good the network is. */
export interface TcpProxy {
  port: number;
  set: (state: NetworkState) => void;
  stop: () => Promise<void>;
}

const SLOW_MS = 400;

/** Starts a proxy on a free port of 127.0.0.1 that passes on to another port there. */
export async function startTcpProxy(to: number): Promise<TcpProxy> {
  let state: NetworkState = 'open';
  const sockets = new Set<Socket>();
  const dropAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const carry = (from: Socket, into: Socket) => {
    sockets.add(from);
    from.on('data', (chunk) => {
      const pass = () => {
        if (state !== 'half-open' && into.writable) into.write(chunk);
      };
      if (state === 'slow') setTimeout(pass, SLOW_MS);
      else pass();
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      if (state !== 'half-open') into.destroy();
    });
  };
  const server = createServer((client) => {
    if (state === 'cut') {
      client.destroy();
      return;
    }
    const upstream = connect(to, '127.0.0.1');
    carry(client, upstream);
    carry(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      // What was lost inside a connection cannot be made up for: its ends find that out, or the proxy tells them.
      if (next === 'cut' || state === 'half-open') dropAll();
      state = next;
    },
    async stop() {
      dropAll();
      server.close();
      await once(server, 'close');
    },
  };
}
