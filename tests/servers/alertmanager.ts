import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startChildServer, whenReady } from './child-server.ts';
import { freePort } from './free-port.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** An alert as Alertmanager has it. */
interface HeldAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly status: {
    /** `suppressed`: another alert says more, and this one is told to nobody. */
    readonly state: 'unprocessed' | 'active' | 'suppressed';
  };
}

/** A throw-away Alertmanager on 127.0.0.1. */
export interface AlertmanagerServer {
  readonly url: string;
  /** The alerts that are firing now. */
  alerts(): Promise<HeldAlert[]>;
  logTail(): string;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

/** Debian calls it otherwise than its makers do. */
const commands = ['prometheus-alertmanager', 'alertmanager'];

/**
 * @param configFile a complete alertmanager.yml
 * @throws Error when it is not installed or does not start; the message ends with the server's log
 */
export async function startAlertmanager(configFile: string): Promise<AlertmanagerServer> {
  const command = commands.find((name) => spawnSync(name, ['--version']).error === undefined);
  if (command === undefined) throw new Error('needs Alertmanager: apt-get install prometheus-alertmanager');
  const folder = createTemporaryFolder('alertmanager');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startChildServer({
    command,
    arguments: [
      `--config.file=${configFile}`,
      `--storage.path=${join(folder.path, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    logFile: join(folder.path, 'log'),
  });
  const stop = async () => {
    await server.end('SIGTERM');
    folder.remove();
  };
  await whenReady(server, { name: 'Alertmanager', url: `${url}/-/ready`, stop });
  return {
    url,
    alerts: async () => (await (await fetch(`${url}/api/v2/alerts`)).json()) as HeldAlert[],
    logTail: () => server.logTail(),
    stop,
  };
}
