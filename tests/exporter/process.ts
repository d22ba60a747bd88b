import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../setup/repository-root.ts';
import { parseMetrics, type Metrics } from './parse-metrics.ts';

/** A running exporter, started as an operator would: `node … main.ts` with an environment. */
export interface ExporterProcess {
  url: string;
  /** Everything it has logged so far, line by line. */
  log: readonly string[];
  /** GET of a path, with the metrics token by default. */
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** The metrics page, parsed. */
  scrape: () => Promise<Metrics>;
  pid: number;
  /** SIGTERM; resolves with the exit code. */
  stop: () => Promise<number | null>;
  /** SIGKILL. */
  kill: () => Promise<void>;
}

/** Token that {@link startExporter} configures when the environment names none. */
export const metricsToken = 'a-token-for-the-tests-only';

/** Starts the exporter on a free port and resolves when it listens. */
export async function startExporter(environment: Record<string, string>): Promise<ExporterProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'exporter/src/main.ts'], {
    cwd: repositoryRoot,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      METRICS_TOKEN: metricsToken,
      API_ADMIN_TOKEN: `${metricsToken}-admin`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const log: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => log.push(line));
    createInterface(child.stdout).on('line', (line) => {
      log.push(line);
      const listening = /"url":"([^"]+)".*"msg":"listening"/.exec(line)?.[1];
      if (listening !== undefined) resolve(listening);
    });
    void exited.then(([code]) => {
      reject(new Error(`the exporter ended with ${String(code)}:\n${log.join('\n')}`));
    });
  });
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      headers: {
        authorization: `Bearer ${path.startsWith('/api') ? `${metricsToken}-admin` : metricsToken}`,
        ...headers,
      },
    });
  return {
    url,
    log,
    get,
    pid: child.pid ?? 0,
    scrape: async () => parseMetrics(await (await get('/metrics')).text()),
    async stop() {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
