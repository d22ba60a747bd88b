import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pluginFolders } from '../setup/plugin-folders.ts';
import { repositoryRoot } from '../setup/repository-root.ts';
import { startChildServer, whenReady } from './child-server.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

export interface GrafanaOptions {
  /** Folder of a Grafana with bin/, conf/ and public/. */
  readonly home: string;
  readonly port: number;
  /** What provisioning/grafana/start.sh reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** Default false. */
  readonly anonymous?: boolean;
}

/** A throw-away Grafana on 127.0.0.1, as provisioning/grafana sets it up. */
export interface GrafanaServer {
  readonly url: string;
  /** Of the user `admin`. */
  readonly password: string;
  /** Everything that it has logged of late. */
  readonly logTail: () => string;
  readonly stop: () => Promise<void>;
}

/** Folders where a build leaves our plugins. */
export const builtPlugins = pluginFolders.map((folder) => join(repositoryRoot, folder, 'dist'));

/** @throws Error when it does not start; the message ends with the server's log */
export async function startGrafana(options: GrafanaOptions): Promise<GrafanaServer> {
  const folder = createTemporaryFolder('grafana');
  const password = randomUUID();
  const at = (...names: string[]) => join(folder.path, ...names);
  const ours = (...names: string[]) => join(repositoryRoot, ...names);
  for (const name of ['data', 'plugins', 'provisioning']) mkdirSync(at(name));
  for (const name of ['datasources', 'dashboards']) {
    symlinkSync(ours('provisioning', 'grafana', name), at('provisioning', name));
  }
  for (const built of builtPlugins) {
    const name = basename(dirname(built));
    if (!existsSync(join(built, 'module.js'))) throw new Error(`${name} is not built: npm run build`);
    symlinkSync(built, at('plugins', name));
  }
  const settings = {
    'paths.data': at('data'),
    'paths.logs': at('data'),
    'paths.plugins': at('plugins'),
    'paths.provisioning': at('provisioning'),
    'server.http_addr': '127.0.0.1',
    'server.http_port': String(options.port),
    'server.root_url': `http://127.0.0.1:${options.port}/`,
    'security.admin_password': password,
    'auth.anonymous.enabled': String(options.anonymous ?? false),
    'log.level': 'warn',
  };
  const server = startChildServer({
    command: 'sh',
    arguments: [
      ours('provisioning', 'grafana', 'start.sh'),
      join(options.home, 'bin', 'grafana'),
      'server',
      `--homepath=${options.home}`,
      `--config=${ours('provisioning', 'grafana', 'grafana.ini')}`,
      ...Object.entries(settings).map(([name, value]) => `cfg:${name}=${value}`),
    ],
    environment: { HUBSCOPE_DASHBOARDS: ours('dashboards'), ...options.environment },
    logFile: at('log'),
  });
  const stop = async () => {
    await server.end('SIGTERM');
    folder.remove();
  };
  const url = `http://127.0.0.1:${options.port}`;
  await whenReady(server, {
    name: 'Grafana',
    url: `${url}/api/health`,
    stop,
    withinMs: 120_000,
    everyMs: 250,
  });
  return { url, password, logTail: () => server.logTail(), stop };
}
