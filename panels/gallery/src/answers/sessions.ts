import type { Answer, Sessions } from '@hubscope/exporter/contract';
import { fresh, instantAt, randomOf } from './answer.ts';

type Session = Sessions['sessions'][number];

const users = [
  'Li M.',
  'Build bot',
  'Sara P.',
  'Ana R.',
  'Chen W.',
  'Jun H.',
  'Otto K.',
  'Mia T.',
  '欧阳锦程',
];
const models = ['claude-sonnet-4-5', 'claude-opus-4-5', 'gpt-5.1-codex', 'gemini-3-pro'];
const providers = ['anthropic-main', 'anthropic-pool-2', 'codex-team', 'gemini-cli'];

/** Ticks after which a session begins anew what it does: some work, then a rest. */
const ROUND = 23;

function sessionAt(number: number, tick: number): Session {
  const at = tick + Math.floor(randomOf(number, 1) * ROUND);
  const works = at % ROUND < ROUND * (0.25 + 0.6 * randomOf(number, 2));
  const since = at % (works ? 5 : ROUND);
  const requests = 1 + Math.floor((at / 5) * (1 + 20 * randomOf(number, 3)));
  const isNew = requests < 2;
  const state = number % 17 === 11 ? 'FAIL' : works ? (isNew ? 'INIT' : 'BUSY') : 'IDLE';
  const cost = requests * 0.08 * (0.4 + randomOf(number, 4));
  const user = Math.floor(randomOf(number, 5) * users.length);
  const way = Math.floor(randomOf(number, 6) * models.length);
  const tokens = (seed: number, most: number) => Math.round(requests * most * randomOf(number, seed));
  return {
    id: `sess_${(0x7f3a91c4 + number * 104_729).toString(16)}`,
    user: { id: user + 1, name: users[user] ?? null },
    key: { id: user + 1, name: `key-${user + 1}` },
    state,
    inFlight: works ? 1 + (number % 3 === 0 ? 1 : 0) : 0,
    requests,
    costUsd: cost.toFixed(15),
    inputTokens: tokens(7, 9000),
    outputTokens: tokens(8, 1400),
    cacheCreationTokens: tokens(9, 4000),
    cacheReadTokens: tokens(10, 60_000),
    durationMs: requests * Math.round(4000 + 9000 * randomOf(number, 11)),
    providers: [{ id: way + 1, name: providers[way] ?? null }],
    models: number % 5 === 0 ? [models[way] ?? '', 'claude-haiku-4-5'] : [models[way] ?? ''],
    startedAt: new Date(instantAt(tick - at)).toISOString(),
    lastRequestAt: new Date(instantAt(tick - since) - Math.floor(randomOf(number, 12) * 1900)).toISOString(),
  };
}

/** Sessions of a working afternoon; `live`: all that there are. */
export function sessionsAt(tick: number, { count = 41, live = 41 } = {}): Answer<Sessions> {
  const sessions = Array.from({ length: count }, (_, number) => sessionAt(number, tick));
  const last = ({ lastRequestAt }: Session) => Date.parse(lastRequestAt ?? '');
  return fresh(tick, { live, sessions: sessions.sort((one, other) => last(other) - last(one)) });
}
