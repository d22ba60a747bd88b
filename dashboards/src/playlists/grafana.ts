import { setTimeout as delay } from 'node:timers/promises';

/** A Grafana, as somebody who may change playlists. */
export interface Grafana {
  /** As this program reaches it; no slash at its end. */
  url: string;
  /** As browsers reach it; a slash at its end. */
  rootUrl: string;
  /** Of the organisation, in addresses of its API. */
  namespace: string;
  call: (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<Answer>;
}

export interface Answer {
  status: number;
  /** JSON, or null where there is none. */
  body: unknown;
}

/** What a person can do something about. */
export class SeedError extends Error {}

export type Credentials = { token: string } | { user: string; password: string };

/** How long Grafana may take to start, and how often it is looked for. */
export interface Patience {
  seconds: number;
  everyMs: number;
}

/**
 * Waits until Grafana answers, and learns how it is called.
 * @throws SeedError when it does not, or does not know whoever asks
 */
export async function openGrafana(
  url: string,
  credentials: Credentials,
  { seconds, everyMs }: Patience = { seconds: 60, everyMs: 1000 },
): Promise<Grafana> {
  const authorization =
    'token' in credentials
      ? `Bearer ${credentials.token}`
      : `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  const call: Grafana['call'] = async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: jsonIn(await response.text()) };
  };
  await untilHealthy(url, seconds, everyMs);
  const { status, body } = await call('GET', '/api/frontend/settings');
  if (status === 401 || status === 403) {
    throw new SeedError(
      'token' in credentials
        ? 'Grafana refuses the token: GRAFANA_TOKEN has to be one of a service account with the role Editor'
        : 'Grafana refuses the name and password: look at GRAFANA_USER and GRAFANA_PASSWORD',
    );
  }
  const { appUrl, namespace } = (body ?? {}) as { appUrl?: unknown; namespace?: unknown };
  if (status !== 200 || typeof appUrl !== 'string') {
    throw new SeedError(`${url} answers, but not as Grafana does (${status}): look at GRAFANA_URL`);
  }
  return { url, rootUrl: appUrl, namespace: typeof namespace === 'string' ? namespace : 'default', call };
}

async function untilHealthy(url: string, seconds: number, everyMs: number): Promise<void> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const healthy = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    if (performance.now() > until) {
      throw new SeedError(`no Grafana answers at ${url} within ${seconds} s: look at GRAFANA_URL`);
    }
    await delay(everyMs);
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
