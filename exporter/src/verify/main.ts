#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig, type Config } from '../config.ts';
import { explain } from '../gateway/failure.ts';
import { connectPostgres } from '../gateway/postgres.ts';
import { readCopy, VerifyError } from './copy.ts';
import { compareDays, type DayResult } from './days.ts';

const usage = `Usage: npm run verify -- [--url URL] [--days N]

Compares the copy of a running exporter with the gateway's ledger, day by day and provider by provider, to the last
decimal, and prints a table. Reads the same environment as the exporter (DSN, TZ, PORT, API_ADMIN_TOKEN, ...).
  --url URL  the exporter (default: where this environment would have it listen)
  --days N   only the last N days of the gateway's zone (default: all)

Exit code: 0 all equal, 1 a difference, 2 it could not be compared.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, days: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const days = values.days === undefined ? Infinity : Number(values.days);
  if (!(days >= 1)) throw new VerifyError(`--days ${values.days} is not a number of days, for example 7`);
  const config = loadConfig(process.env);
  const copy = readCopy(values.url ?? ownUrl(config), config.tokens.admin[0]);
  const postgres = connectPostgres(config.postgres);
  try {
    print(['day', 'rows', 'cost (USD)', 'providers', '']);
    let differing = 0;
    let compared = 0;
    for await (const day of compareDays(postgres, copy, config.timezone, days)) {
      compared += 1;
      if (day.differences.length > 0) differing += 1;
      printDay(day);
    }
    process.stdout.write(
      differing === 0 ? `${compared} days, all equal\n` : `${differing} of ${compared} days differ\n`,
    );
    return differing === 0 ? 0 : 1;
  } finally {
    await postgres.end();
  }
}

/** Where the exporter of this environment listens, as seen from this machine. */
function ownUrl({ http }: Config): string {
  const everywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
  const host = everywhere[http.bind] ?? (http.bind.includes(':') ? `[${http.bind}]` : http.bind);
  return `http://${host}:${http.port}`;
}

function print([day = '', rows = '', cost = '', providers = '', result = '']: string[]): void {
  const line = `${day.padEnd(10)}  ${rows.padStart(10)}  ${cost.padStart(24)}  ${providers.padStart(9)}  ${result}`;
  process.stdout.write(`${line.trimEnd()}\n`);
}

function printDay({ day, rows, costUsd, providers, differences }: DayResult): void {
  print([day, String(rows), costUsd, String(providers), differences.length === 0 ? 'equal' : 'DIFFERENT']);
  for (const { providerId, ledger, copy } of differences) {
    const side = (name: string, digest: typeof ledger) =>
      digest === undefined ? `${name} none` : `${name} ${digest.rows} rows, ${digest.costUsd} USD`;
    process.stdout.write(
      `            provider ${providerId}: ${side('ledger', ledger)}; ${side('copy', copy)}\n`,
    );
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const message =
    error instanceof ConfigError || error instanceof VerifyError || isOptionError(error)
      ? error.message
      : explain(error).detail;
  process.stderr.write(`verify: ${message}\n`);
  process.exitCode = 2;
}

function isOptionError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
