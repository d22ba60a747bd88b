import { parseArgs } from 'node:util';
import type { SimulatorOptions } from './gateway.ts';

export const usage = `Usage: node --import tsx tests/gateway/main.ts --database-url URL --redis-url URL [options]

Simulates a claude-code-hub gateway: writes its rows and Redis keys as the real one does.
  --database-url URL        PostgreSQL database, for example postgres://postgres:secret@127.0.0.1:5432/claude_code_hub
  --redis-url URL           for example redis://127.0.0.1:6379/0
  --create                  create the gateway's tables when the database has none
  --history N --days D      first fill N finished requests of the last D days (default 90 days)
  --requests-per-minute R   at the busiest hour (default 60)
  --rhythm daily|steady     daily (default) follows the hours and weekdays of the zone
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

/** What a flag's value has to be. */
interface Flag {
  /** What is wrong with a value, as the end of a sentence that begins with the flag; undefined when nothing is. */
  readonly fault: (value: string) => string | undefined;
  readonly example: string;
}

const billingModelSources = ['original', 'redirected'] as const;
const rhythms = ['daily', 'steady'] as const;
const shapes = ['current', 'early-ledger', 'request-log'] as const;

/** The flags that take a value. A time zone is not checked: a gateway may have an invalid one. */
const flags = {
  'database-url': address(
    ['postgres:', 'postgresql:'],
    'postgres://postgres:secret@127.0.0.1:5432/claude_code_hub',
  ),
  'redis-url': address(['redis:', 'rediss:'], 'redis://127.0.0.1:6379/0'),
  history: whole(1, '3000000'),
  days: whole(1, '90'),
  'requests-per-minute': quantity((value) => value >= 0, 'no number from 0 on', '60'),
  rhythm: word(rhythms),
  users: whole(1, '50'),
  'keys-per-user': whole(1, '2'),
  'duplicated-keys': whole(0, '1'),
  providers: whole(1, '16'),
  models: matching(/^[^,\s]+(,[^,\s]+)*$/, 'no list of names', 'claude-sonnet-4-5-20250929,gpt-5.1-codex'),
  timezone: matching(/\S/, 'empty', 'Europe/Berlin'),
  currency: matching(/^[A-Z]{3}$/, 'no code of three capital letters', 'EUR'),
  'billing-model-source': word(billingModelSources),
  'session-ttl': whole(1, '300'),
  shape: word(shapes),
  speed: quantity((value) => value > 0, 'no number above 0', '10'),
  seed: whole(0, '7'),
} as const satisfies Record<string, Flag>;
type FlagName = keyof typeof flags;

/** @throws UsageError */
export function readCommandLine(words: string[]): Command | 'help' {
  const values = parseWords(words);
  if (values.help === true) return 'help';
  const text = (flag: FlagName) => {
    const value = values[flag];
    if (typeof value !== 'string') return undefined;
    const { fault, example }: Flag = flags[flag];
    const found = fault(value);
    if (found !== undefined) throw new UsageError(`--${flag} ${found}; for example --${flag} ${example}`);
    return value;
  };
  const needed = (flag: FlagName) => {
    const value = text(flag);
    if (value === undefined) {
      throw new UsageError(`--${flag} is missing; for example --${flag} ${flags[flag].example}`);
    }
    return value;
  };
  const number = (flag: FlagName) => {
    const value = text(flag);
    return value === undefined ? undefined : Number(value);
  };
  const oneOf = <Word extends string>(flag: FlagName, words: readonly Word[]) => {
    const value = text(flag);
    return words.find((each) => each === value);
  };
  const databaseUrl = needed('database-url');
  const redisUrl = needed('redis-url');
  const rows = number('history');
  const days = number('days');
  if (days !== undefined && rows === undefined) {
    throw new UsageError('--days needs --history; for example --history 3000000 --days 90');
  }
  const given = {
    seed: number('seed'),
    users: number('users'),
    keysPerUser: number('keys-per-user'),
    duplicatedKeyStrings: number('duplicated-keys'),
    providers: number('providers'),
    requestsPerMinute: number('requests-per-minute'),
    rhythm: oneOf('rhythm', rhythms),
    sessionTtlSeconds: number('session-ttl'),
    speed: number('speed'),
    models: text('models')?.split(','),
    timezone: text('timezone'),
    currency: text('currency'),
    billingModelSource: oneOf('billing-model-source', billingModelSources),
    shape: oneOf('shape', shapes),
  };
  const options = {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    databaseUrl,
    redisUrl,
    create: values.create === true,
    highConcurrencyMode: values['high-concurrency'] === true,
  };
  return { options, history: rows === undefined ? undefined : { rows, days: days ?? 90 } };
}

/** The value is never repeated: it may hold a password. */
function address(schemes: readonly [string, ...string[]], example: string): Flag {
  return {
    example,
    fault: (value) => {
      const isRight = URL.canParse(value) && schemes.includes(new URL(value).protocol);
      return isRight ? undefined : `is no URL that begins with ${schemes[0]}//`;
    },
  };
}

function quantity(isRight: (value: number) => boolean, fault: string, example: string): Flag {
  return {
    example,
    fault: (value) => {
      const isNumber = /^\d+(\.\d+)?$/.test(value) && Number.isFinite(Number(value));
      return isNumber && isRight(Number(value)) ? undefined : `'${value}' is ${fault}`;
    },
  };
}

function whole(least: number, example: string): Flag {
  return quantity(
    (value) => Number.isSafeInteger(value) && value >= least,
    `no whole number from ${least} on`,
    example,
  );
}

function matching(pattern: RegExp, fault: string, example: string): Flag {
  return {
    example,
    fault: (value) => (pattern.test(value) ? undefined : `'${value}' is ${fault}`),
  };
}

function word(allowed: readonly [string, ...string[]]): Flag {
  return {
    example: allowed[0],
    fault: (value) => (allowed.includes(value) ? undefined : `'${value}' is none of ${allowed.join(', ')}`),
  };
}

function parseWords(words: string[]): Record<string, unknown> {
  const options = {
    ...Object.fromEntries(Object.keys(flags).map((flag) => [flag, { type: 'string' as const }])),
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
