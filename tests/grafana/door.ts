import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import type { Directory, User } from '../../exporter/src/gateway/directory.ts';
import type { Problem } from '../../exporter/src/http/problem.ts';
import {
  createIdentify,
  type IdentityConfig,
  type IdentityTimes,
} from '../../exporter/src/identity/identify.ts';
import type { IdentityState, Viewer } from '../../exporter/src/identity/viewer.ts';
import { Secret } from '../../exporter/src/secret.ts';
import type { SigningGrafana } from './signing.ts';

/** The datasource's tokens in these tests. */
export const tokens = {
  admin: 'the-token-of-admins',
  viewer: 'the-token-of-viewers',
  screen: 'the-token-of-screens',
};

function user(id: number, name: string, more: Partial<User> = {}): User {
  return {
    id,
    name,
    role: 'user',
    tags: [],
    groups: [],
    deleted: false,
    enabled: true,
    expiresAt: null,
    requestLimit: null,
    sessionLimit: null,
    limits: {},
    fiveHourReset: 'rolling',
    dailyReset: 'fixed',
    dailyResetTime: '00:00',
    totalSince: null,
    ...more,
  } as User;
}

const people = [
  user(1, 'Ann'),
  user(2, 'root', { role: 'admin' }),
  user(3, 'twin'),
  user(4, 'TWIN'),
  user(5, 'gone', { deleted: true }),
  user(6, 'gone'),
  user(7, 'off', { enabled: false }),
  user(8, 'late', { expiresAt: Date.now() - 1000 }),
  user(9, 'ann@example.com'),
  user(10, 'Zoë'),
];
const directory = { users: new Map(people.map((person) => [person.id, person])) } as Directory;

type Found = Viewer | Problem;

/** What tells who asks, behind a real HTTP server. */
export interface Door {
  ask: (token: string, identity?: string) => Promise<Found>;
  state: () => IdentityState;
  log: readonly string[];
  close: () => void;
}

/** Anything of the configuration; undefined leaves it out. */
export type DoorConfig = { [Name in keyof IdentityConfig]?: IdentityConfig[Name] | undefined };

/** Opens it; a cooldown of 1 ms lets keys be fetched as often as need be. */
export async function openDoor(
  grafana: SigningGrafana,
  more: DoorConfig = {},
  times: IdentityTimes = { cooldown: 1 },
  gateway: () => Directory | undefined = () => directory,
): Promise<Door> {
  const config = {
    tokens: {
      metrics: [new Secret('the-token-of-metrics')],
      admin: [new Secret(tokens.admin)],
      viewer: [new Secret(tokens.viewer)],
      screen: [new Secret(tokens.screen)],
    },
    grafana: { url: grafana.url, keysUrl: `${grafana.url}/api/signing-keys/keys`, orgId: 1 },
    viewers: 'username',
    administrators: { gateway: true, grafana: false },
    ...more,
  } as IdentityConfig;
  const log: string[] = [];
  const identity = createIdentify(config, gateway, pino({}, { write: (line) => log.push(line) }), times);
  const app = express();
  app.use(async (request, response) => {
    response.json(await identity.identify(request));
  });
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ask = async (token: string, id?: string): Promise<Found> => {
    const headers = { authorization: `Bearer ${token}`, ...(id === undefined ? {} : { 'x-grafana-id': id }) };
    return (await (await fetch(url, { headers })).json()) as Found;
  };
  const close = () => {
    identity.stop();
    server.close();
    server.closeAllConnections();
  };
  return { ask, state: identity.state, log, close };
}
