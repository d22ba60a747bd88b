import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';
import { startChildServer, whenReady } from './child-server.ts';
import { freePort } from './free-port.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

export interface PrometheusOptions {
  /** `host:port` of what is scraped at /metrics; the alternative is {@link configFile}. */
  readonly targets?: readonly string[];
  /** A complete prometheus.yml, used as it is. */
  readonly configFile?: string;
  /** Default 5. */
  readonly scrapeIntervalSeconds?: number;
  /** Text of a rule file, such as {@link provisionedRules}. They are evaluated at every scrape, so that nobody waits. */
  readonly rules?: string;
  /** Sent with every scrape. */
  readonly bearerToken?: string;
  /** How long samples are kept, e.g. `2h`; default `1d`. */
  readonly retention?: string;
  /** A free one by default. */
  readonly port?: number;
  /** Flags on top, e.g. `--rules.alert.resend-delay=2s`. */
  readonly flags?: readonly string[];
  /** Samples of the past that it is to have from the start, as OpenMetrics. */
  readonly past?: string;
}

/** One series of an instant query's answer. */
interface PrometheusSample {
  readonly metric: Readonly<Record<string, string>>;
  /** Unix time in seconds. */
  readonly timestamp: number;
  /** As Prometheus prints it, e.g. `0.1`, `NaN`, `+Inf`. */
  readonly value: string;
}

/** A throw-away Prometheus on 127.0.0.1. */
export interface PrometheusServer {
  readonly url: string;
  readonly port: number;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
  /**
   * An instant query (a vector, or a scalar as one sample without labels).
   *
   * @throws Error with Prometheus' own message when it refuses the expression
   */
  query(expression: string): Promise<PrometheusSample[]>;
}

/** @throws Error when prometheus is not installed or does not start; the message ends with the server's log */
export async function startPrometheus(options: PrometheusOptions): Promise<PrometheusServer> {
  const folder = createTemporaryFolder('prometheus');
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const configFile = options.configFile ?? join(folder.path, 'prometheus.yml');
  // Every JSON document is a YAML document.
  if (options.configFile === undefined)
    writeFileSync(configFile, JSON.stringify(scrapeConfig(options, folder.path)));
  const data = join(folder.path, 'data');
  if (options.past !== undefined) bringIn(options.past, folder.path, data);
  const server = startChildServer({
    command: 'prometheus',
    arguments: [
      ...(options.flags ?? []),
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${data}`,
      `--storage.tsdb.retention.time=${options.retention ?? '1d'}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    logFile: join(folder.path, 'log'),
  });
  const stop = async () => {
    await server.end('SIGTERM');
    folder.remove();
  };
  await whenReady(server, {
    name: 'Prometheus (apt-get install prometheus)',
    url: `${url}/-/ready`,
    stop,
  });
  return { url, port, stop, query: (expression) => instantQuery(url, expression) };
}

/** Writes samples as blocks, which is how a Prometheus takes what is older than its newest. */
function bringIn(past: string, folder: string, data: string): void {
  const file = join(folder, 'past.txt');
  writeFileSync(file, past);
  const { status, stderr } = spawnSync(
    'promtool',
    ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data],
    { encoding: 'utf8' },
  );
  if (status !== 0)
    throw new Error(`promtool (apt-get install prometheus) could not write blocks: ${stderr}`);
}

function scrapeConfig(options: PrometheusOptions, folder: string): unknown {
  const interval = `${options.scrapeIntervalSeconds ?? 5}s`;
  return {
    ...(options.rules === undefined ? {} : { rule_files: [writeRules(options.rules, folder, interval)] }),
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    scrape_configs: [
      {
        job_name: 'hubscope',
        static_configs: [{ targets: options.targets ?? [] }],
        ...(options.bearerToken === undefined
          ? {}
          : { authorization: { type: 'Bearer', credentials: options.bearerToken } }),
      },
    ],
  };
}

/** The rules that Hubscope brings. */
export const provisionedRules = (): string =>
  readFileSync(join(repositoryRoot, 'provisioning', 'prometheus', 'rules.yml'), 'utf8');

/** @returns the file */
function writeRules(rules: string, folder: string, interval: string): string {
  const file = join(folder, 'rules.yml');
  writeFileSync(file, rules.replaceAll(/^( *interval:) .*$/gm, `$1 ${interval}`));
  return file;
}

type InstantAnswer =
  | { status: 'error'; error: string }
  | {
      status: 'success';
      data:
        | { resultType: 'vector'; result: { metric: Record<string, string>; value: [number, string] }[] }
        | { resultType: 'scalar'; result: [number, string] }
        | { resultType: 'matrix' | 'string' };
    };

async function instantQuery(url: string, expression: string): Promise<PrometheusSample[]> {
  const response = await fetch(
    `${url}/api/v1/query?${new URLSearchParams({ query: expression }).toString()}`,
  );
  const answer = (await response.json()) as InstantAnswer;
  if (answer.status === 'error') throw new Error(`${answer.error} (in ${expression})`);
  const { data } = answer;
  if (data.resultType === 'scalar') {
    return [{ metric: {}, timestamp: data.result[0], value: data.result[1] }];
  }
  if (data.resultType !== 'vector') throw new Error(`not an instant vector: ${expression}`);
  return data.result.map(({ metric, value: [timestamp, value] }) => ({ metric, timestamp, value }));
}
