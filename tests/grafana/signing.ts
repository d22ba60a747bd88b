import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** A key pair that signs tokens under a name (kid). */
export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: JWK;
}

/** As Grafana makes one each month. */
export async function makeKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid, privateKey, publicKey: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

/** The part of Grafana that signs identities and serves the keys to verify them with (grafana.md 3). */
export interface SigningGrafana {
  /** Its root address, without a slash at the end. */
  url: string;
  /** The key that it signs with, and serves. */
  key: SigningKey;
  /** How often its keys were asked for. */
  fetches: number;
  /** What `GET /api/signing-keys/keys` gives in the place of the keys. */
  instead: { status: number; body: string; location?: string } | undefined;
  /** An identity of a person, as every request through the data proxy carries one; `claims` replace the usual ones. */
  sign: (
    claims?: Record<string, unknown>,
    header?: { typ?: string; kid?: string },
    key?: SigningKey,
  ) => Promise<string>;
  /** It stops answering, and comes back at the same address. */
  goAway: () => Promise<void>;
  comeBack: () => Promise<void>;
}

/** Starts it on a free port. `goAway` ends it. */
export async function startSigningGrafana(): Promise<SigningGrafana> {
  const server = createServer((request, response) => {
    if (request.url !== '/api/signing-keys/keys') {
      response.writeHead(404).end();
      return;
    }
    grafana.fetches += 1;
    const { status, body, location } = grafana.instead ?? {
      status: 200,
      body: JSON.stringify({ keys: [grafana.key.publicKey] }),
    };
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const url = `http://127.0.0.1:${port}`;
  const grafana: SigningGrafana = {
    url,
    key: await makeKey('id-2026-11-es256'),
    fetches: 0,
    instead: undefined,
    sign(claims = {}, header = {}, key = grafana.key) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({
        iss: `${url}/`,
        aud: 'org:1',
        sub: 'user:3',
        iat: now,
        exp: now + 600,
        type: 'user',
        role: 'Viewer',
        namespace: 'default',
        username: 'ann',
        email: 'ann@example.com',
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'jwt', kid: key.kid, ...header })
        .sign(key.privateKey);
    },
    async goAway() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async comeBack() {
      await listen(port);
    },
  };
  return grafana;
}
