import type { Activity, Answer } from '@hubscope/exporter/contract';
import { BEAT, fresh, instantAt, randomOf, START } from './answer.ts';

type Request = Activity['requests'][number];

const users = ['Li M***', 'Chen W***', 'Ana R***', 'Build bot', 'Otto K***', 'Sara P***', 'Jun H***'];
const longUsers = ['Wolfeschlegelsteinhausenbergerdorff & Sons <Hamburg>', '欧阳锦程（上海浦东研发中心）'];
const routes = [
  ['claude-sonnet-4-5', 'anthropic-main'],
  ['claude-opus-4-5', 'anthropic-pool-2'],
  ['gpt-5.1-codex', 'codex-team'],
  ['gemini-3-pro', 'gemini-cli'],
  ['claude-haiku-4-5', 'anthropic-main'],
] as const;
const longRoutes = [
  [
    'an-experimental-model-with-a-name-longer-than-any-column-2026-02-14-preview',
    '华东二区备用供应商池第三组',
  ],
  ['通义千问-旗舰版-长上下文 <A & B>', 'a-provider-that-somebody-named-after-its-data-centre-eu-west'],
] as const;

/** Ms between requests. */
const PACE = 1400;
/** Requests that have begun before the first answer. */
const BEFORE = 100_000;

const beganAt = (number: number): number =>
  START + (number - BEFORE) * PACE + Math.floor(randomOf(number, 1) * PACE * 0.9);

const durationOf = (number: number): number =>
  Math.round(
    randomOf(number, 2) < 0.06
      ? 35_000 + 90_000 * randomOf(number, 3)
      : 800 + 21_000 * randomOf(number, 3) ** 1.6,
  );

const codeOf = (number: number): number => {
  const chance = randomOf(number, 4);
  if (chance < 0.05) return 429;
  return chance < 0.09 ? 529 : 200;
};

function requestAt(number: number, now: number, long: boolean): Request {
  const [people, ways] = long ? [longUsers, longRoutes] : [users, routes];
  const user = Math.floor(randomOf(number, 5) * people.length);
  const [model, provider] = ways[Math.floor(randomOf(number, 6) * ways.length)] ?? routes[0];
  const startedAt = beganAt(number);
  const [duration, elapsed] = [durationOf(number), now - startedAt];
  const running = elapsed < duration;
  const code = codeOf(number);
  const ok = code === 200;
  const ttft = Math.round(400 + 2600 * randomOf(number, 7));
  const tokens = (seed: number, most: number) =>
    running || !ok ? null : Math.round(most * randomOf(number, seed) ** 2);
  return {
    id: number,
    session: `sess_${(0x7f3a91c4 + number * 7919).toString(16)}`,
    live: running,
    user: { id: user + 1, name: people[user] ?? null },
    key: { id: user + 1, name: long ? '生产环境-批处理密钥-2026' : `key-${user + 1}` },
    provider: running && elapsed < 300 ? null : { id: 1, name: provider },
    model,
    billedModel: model,
    state: running ? 'running' : 'finished',
    statusCode: running ? null : code,
    blockedBy: null,
    durationMs: running ? elapsed : duration,
    ttftMs: (running ? elapsed : duration) > ttft && ok ? ttft : null,
    firstByteMs: null,
    costUsd: running ? null : ok ? (0.31 * randomOf(number, 8)).toFixed(15) : '0.000000000000000',
    inputTokens: tokens(9, 24_000),
    outputTokens: tokens(10, 3_000),
    cacheCreationTokens: tokens(11, 9_000),
    cacheReadTokens: tokens(12, 160_000),
    startedAt: new Date(startedAt).toISOString(),
  };
}

interface Asked {
  limit?: number;
  /** Names that are too long for any column. */
  long?: boolean;
  /** Rows that stand before all others. */
  first?: readonly Partial<Request>[];
}

/** The stream of a working afternoon: a request every second or two. */
export function activityAt(
  tick: number,
  { limit = 40, long = false, first = [] }: Asked = {},
): Answer<Activity> {
  const now = instantAt(tick);
  const newest = BEFORE + Math.floor((tick * BEAT) / PACE) + 1;
  const numbers = Array.from({ length: limit + 2 }, (_, index) => newest - index).filter(
    (number) => beganAt(number) <= now,
  );
  const requests = numbers.slice(0, limit).map((number) => requestAt(number, now, long));
  return fresh(tick, {
    requests: requests.map((request, index) => ({ ...request, ...first[index] })),
  });
}
