import { request } from '@playwright/test';

export type StorageState = Awaited<
  ReturnType<Awaited<ReturnType<typeof request.newContext>>['storageState']>
>;

/** Everything that the tests make in Grafana bears this in its uid or login. */
export const PREFIX = 'hubscope-e2e';
export const PLUGIN = 'hubscope-gateway-datasource';

/** The Grafana under test, as its administrator. */
export interface Grafana {
  /** Where it is reached. */
  url: string;
  /** Its root_url, which it signs identities as. */
  rootUrl: string;
  /** An answer of its API; throws when it is no success, unless that is `allowed`. */
  call: <T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    allowed?: readonly number[],
  ) => Promise<T>;
  admin: { user: string; password: string };
  /** A browser's cookies after signing in. */
  signIn: (user: string, password: string) => Promise<StorageState>;
}

const admin = {
  user: process.env.GRAFANA_ADMIN_USER ?? 'admin',
  password: process.env.GRAFANA_ADMIN_PASSWORD ?? 'admin',
};

/** @throws Error when the Grafana is not there, or not set up as README.md says */
export async function openGrafana(): Promise<Grafana> {
  const url = (process.env.GRAFANA_URL ?? '').replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(`${admin.user}:${admin.password}`).toString('base64')}`;
  const call: Grafana['call'] = async <T>(
    method: string,
    path: string,
    body?: unknown,
    allowed: readonly number[] = [],
  ) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok && !allowed.includes(response.status)) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const { appUrl } = await call<{ appUrl: string }>('GET', '/api/frontend/settings');
  const plugins = await call<{ id: string }[]>('GET', '/api/plugins?embedded=0');
  if (!plugins.some(({ id }) => id === PLUGIN)) {
    throw new Error(`Grafana has not loaded ${PLUGIN}: see README.md, "End-to-end tests"`);
  }
  return {
    url,
    rootUrl: appUrl,
    call,
    admin,
    async signIn(user, password) {
      const context = await request.newContext({ baseURL: url });
      const response = await context.post('/login', { data: { user, password } });
      if (!response.ok()) throw new Error(`${user} cannot sign in: ${response.status()}`);
      const state = await context.storageState();
      await context.dispose();
      return state;
    },
  };
}

/** A data source of the exporter at `address`, as an administrator's program makes one. */
export async function createDatasource(
  { call }: Grafana,
  name: string,
  { address, token, identity }: { address: string; token: string; identity: 'person' | 'screen' },
): Promise<string> {
  const uid = `${PREFIX}-${name}`;
  await call('DELETE', `/api/datasources/uid/${uid}`, undefined, [404]);
  await call('POST', '/api/datasources', {
    uid,
    name: uid,
    type: PLUGIN,
    access: 'proxy',
    url: '',
    jsonData: { identity },
    secureJsonData: { address, token },
  });
  return uid;
}

/** A person who may only look. Returns the cookies of a browser in which they have signed in. */
export async function createViewer({ call, signIn }: Grafana, login: string): Promise<StorageState> {
  const password = 'only-for-the-tests';
  await removeUser(call, login);
  const { id } = await call<{ id: number }>('POST', '/api/admin/users', { name: login, login, password });
  await call('PATCH', `/api/org/users/${id}`, { role: 'Viewer' });
  return signIn(login, password);
}

export async function removeUser(call: Grafana['call'], login: string): Promise<void> {
  const found = await call<{ id?: number }>(
    'GET',
    `/api/users/lookup?loginOrEmail=${login}`,
    undefined,
    [404],
  );
  if (found.id !== undefined) await call('DELETE', `/api/admin/users/${found.id}`);
}
