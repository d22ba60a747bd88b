import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../setup/repository-root.ts';
import { readCommandLine, UsageError, usage } from './command-line.ts';

const servers = [
  '--database-url',
  'postgres://gateway:s3cret@127.0.0.1:1/hub',
  '--redis-url',
  'redis://127.0.0.1:1',
];

const usageError = (words: string[]) => {
  try {
    readCommandLine(words);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return undefined;
};

const wholeNumbers = [
  'history',
  'days',
  'users',
  'keys-per-user',
  'duplicated-keys',
  'providers',
  'session-ttl',
  'seed',
];
const badNumbers = ['', ' ', 'x', '-1', '1e400', 'Infinity', 'NaN', '0x10'];
const badValues: Record<string, readonly string[]> = {
  'database-url': ['', 'here', 'redis://127.0.0.1:s3cret'],
  'redis-url': ['', '127.0.0.1:6379', 'postgres://gateway:s3cret@127.0.0.1/hub'],
  ...Object.fromEntries(wholeNumbers.map((flag) => [flag, [...badNumbers, '1.5', '9007199254740993']])),
  'requests-per-minute': badNumbers,
  speed: [...badNumbers, '0'],
  models: ['', ',', 'a,,b', 'a, b'],
  timezone: ['', ' '],
  currency: ['', 'eur', 'EURO', '€'],
  'billing-model-source': ['', 'Original', 'requested'],
  rhythm: ['', 'hourly'],
  shape: ['', 'new', 'Current'],
};

test.each(Object.entries(badValues))('--%s: a bad value is named, with a good example', (flag, values) => {
  for (const value of values) {
    const message = usageError([...servers, `--${flag}=${value}`]);
    const [, example = ''] = /^--\S+ .*; for example (--.*)$/.exec(message ?? '') ?? [];
    expect({ value, message }).toEqual({ value, message: expect.stringContaining(`--${flag} `) as string });
    expect(message).not.toContain('s3cret');
    expect(usageError([...servers, '--history=5', ...example.split(' ')])).toBeUndefined();
  }
  expect(usageError([...servers, `--${flag}`])).toContain(`--${flag}`);
});

test.each(['history', 'days', 'users', 'keys-per-user', 'providers', 'session-ttl'])(
  '--%s 0 is refused',
  (flag) => {
    expect(usageError([...servers, `--${flag}=0`])).toContain(`--${flag} '0'`);
  },
);

test('what is missing, unknown or alone is an error', () => {
  expect(usageError([])).toContain('--database-url is missing');
  expect(usageError(servers.slice(0, 2))).toContain('--redis-url is missing');
  expect(usageError([...servers, '--days=3'])).toContain('--days needs --history');
  expect(usageError([...servers, '--unheard-of'])).toContain("'--unheard-of'");
  expect(usageError([...servers, 'current'])).toContain("'current'");
});

test('the help names every flag, and none is left untested here', () => {
  const [, , , ...lines] = usage.split('\n');
  const named = [...lines.join('\n').matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag);
  expect(named.sort()).toEqual([...Object.keys(badValues), 'create', 'high-concurrency'].sort());
});

test('good words become options, and nothing else is set', () => {
  expect(readCommandLine(servers)).toEqual({
    options: { databaseUrl: servers[1], redisUrl: servers[3], create: false, highConcurrencyMode: false },
    history: undefined,
  });
  const words = [
    '--history=10',
    '--models=a,b',
    '--requests-per-minute=0.5',
    '--speed=2.5',
    '--shape=request-log',
  ];
  expect(readCommandLine([...servers, ...words, '--create'])).toMatchObject({
    options: { models: ['a', 'b'], requestsPerMinute: 0.5, speed: 2.5, shape: 'request-log', create: true },
    history: { rows: 10, days: 90 },
  });
});

test('the command ends with 2 on a bad word and 1 on servers that do not answer, and tells no password', () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'tests/gateway/main.ts', ...words], {
      cwd: repositoryRoot,
      encoding: 'utf8',
      timeout: 60_000,
    });
  const wrong = run(...servers, '--speed=fast');
  expect([wrong.status, wrong.stdout]).toEqual([2, '']);
  expect(wrong.stderr).toMatch(/^gateway: --speed 'fast' is no number above 0.*\n\nSee --help\.\n$/);
  const away = run(...servers);
  expect(away.status).toBe(1);
  expect(away.stderr).toMatch(/^gateway: .*127\.0\.0\.1:1/);
  expect(wrong.stderr + away.stderr).not.toContain('s3cret');
  expect(run('--help')).toMatchObject({ status: 0, stdout: usage });
});
