import { parseArgs } from 'node:util';
import type { SimulatorOptions } from './gateway.ts';

export const usage = `Usage: node --import tsx tests/gateway/main.ts --database-url URL --redis-url URL [options]

Simulates a claude-code-hub gateway: writes its rows and Redis keys as the real one does.
  --database-url URL        PostgreSQL database, for example postgres://postgres:secret@127.0.0.1:5432/claude_code_hub
  --redis-url URL           for example redis://127.0.0.1:6379/0
  --create                  create the gateway's tables when the database has none
  --history N --days D      first fill N finished requests of the last D days (default 90 days)
  --requests-per-minute R   at the busiest hour of the day (default 60)
  --users N, --keys-per-user N, --duplicated-keys N, --providers N
  --models A,B              names that clients ask for (default: all that the simulator knows)
  --timezone ZONE           in the settings (default Asia/Shanghai)
  --currency CODE           in the settings (default USD)
  --billing-model-source original|redirected
  --high-concurrency        keep no sessions in Redis
  --session-ttl SECONDS     default 300
  --shape current|early-ledger|request-log
  --speed N                 simulated seconds per second (default 1)
  --seed N                  the same seed repeats the same people and requests (default 1)
`;

/** A fault in the command line; the message names the flag, the problem and a good example. */
export class UsageError extends Error {}

/** What the command line asks for. */
export interface Command {
  options: SimulatorOptions;
  history: { rows: number; days: number } | undefined;
}

/** @throws UsageError */
export function readCommandLine(words: string[]): Command | 'help' {
  const values = parseWords(words);
  if (values.help === true) return 'help';
  const text = (flag: string) => {
    const value = values[flag];
    return typeof value === 'string' ? value : undefined;
  };
  const needed = (flag: string, example: string) => {
    const value = text(flag);
    if (value === undefined || !URL.canParse(value)) {
      throw new UsageError(
        `--${flag} ${value === undefined ? 'is missing' : 'is no URL'}; for example ${example}`,
      );
    }
    return value;
  };
  const number = (flag: string, example: number, isWhole = true) => {
    const value = text(flag);
    if (value === undefined) return undefined;
    const parsed = Number(value);
    if (value.trim() === '' || !(parsed >= 0) || (isWhole && !Number.isInteger(parsed))) {
      throw new UsageError(
        `--${flag} ${value} is no ${isWhole ? 'whole ' : ''}number from 0 on; for example ${example}`,
      );
    }
    return parsed;
  };
  const oneOf = <Word extends string>(flag: string, allowed: readonly Word[]) => {
    const value = text(flag);
    if (value === undefined) return undefined;
    const found = allowed.find((word) => word === value);
    if (found === undefined) throw new UsageError(`--${flag} ${value} is none of ${allowed.join(', ')}`);
    return found;
  };
  const rows = number('history', 3_000_000);
  const days = number('days', 90);
  const given = {
    seed: number('seed', 7),
    users: number('users', 50),
    keysPerUser: number('keys-per-user', 2),
    duplicatedKeyStrings: number('duplicated-keys', 1),
    providers: number('providers', 16),
    requestsPerMinute: number('requests-per-minute', 60, false),
    sessionTtlSeconds: number('session-ttl', 300),
    speed: number('speed', 10, false),
    models: text('models')?.split(','),
    timezone: text('timezone'),
    currency: text('currency'),
    billingModelSource: oneOf('billing-model-source', ['original', 'redirected']),
    shape: oneOf('shape', ['current', 'early-ledger', 'request-log']),
  };
  const options = {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    databaseUrl: needed('database-url', 'postgres://postgres:secret@127.0.0.1:5432/claude_code_hub'),
    redisUrl: needed('redis-url', 'redis://127.0.0.1:6379/0'),
    create: values.create === true,
    highConcurrencyMode: values['high-concurrency'] === true,
  };
  return { options, history: rows === undefined ? undefined : { rows, days: days ?? 90 } };
}

const textFlags = [
  ...['database-url', 'redis-url', 'history', 'days', 'requests-per-minute', 'users', 'keys-per-user'],
  ...['duplicated-keys', 'providers', 'models', 'timezone', 'currency', 'billing-model-source'],
  ...['session-ttl', 'shape', 'speed', 'seed'],
];

function parseWords(words: string[]): Record<string, unknown> {
  const options = {
    ...Object.fromEntries(textFlags.map((flag) => [flag, { type: 'string' as const }])),
    create: { type: 'boolean' as const },
    'high-concurrency': { type: 'boolean' as const },
    help: { type: 'boolean' as const },
  };
  try {
    return parseArgs({ args: words, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
