#!/usr/bin/env node
import { pino } from 'pino';
import { describeConfig } from './check.ts';
import { ConfigError, loadConfig, type Config } from './config.ts';
import { startService } from './service.ts';
import { version } from './version.ts';

const usage = `Usage: hubscope [--check | --version | --help]

Without an option: serves figures of the gateway named by DSN and REDIS_URL.
  --check    validate the environment and say what would be done, then end
  --version  print the version
  --help     print this text
`;

/** Exit codes: 2 for a configuration that cannot be used, 1 for a failure to start. */
async function main(options: readonly string[]): Promise<void> {
  if (options.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  if (options.includes('--version')) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const unknown = options.filter((option) => option !== '--check');
  if (unknown.length > 0) {
    process.stderr.write(`hubscope: unknown option ${unknown.join(' ')}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const config = configured();
  if (config === undefined) return;
  if (options.includes('--check')) {
    process.stdout.write(describeConfig(config));
    return;
  }
  await serve(config);
}

function configured(): Config | undefined {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`hubscope: ${error.message}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  for (const warning of config.warnings) log.warn(warning);
  const service = await startService(config, log).catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected error';
    log.fatal({ bind: config.http.bind, port: config.http.port, reason }, 'cannot listen');
    process.exitCode = 1;
    return undefined;
  });
  if (service === undefined) return;
  log.info({ url: service.url, version }, 'listening');
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    void service.stop();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

await main(process.argv.slice(2));
