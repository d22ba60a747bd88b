import type { GatewayModel } from '../models.ts';
import { createChoice, type Random } from '../random.ts';
import type { ApiKey, Participants } from '../traffic/participants.ts';
import type { Route, Routing } from './routing.ts';

/** A run of requests of one caller, with one model and as a rule one provider. */
export interface Conversation {
  readonly key: ApiKey;
  readonly model: GatewayModel;
  readonly route: Route;
  /** Null for what ended before it had a session. */
  readonly sessionId: string | null;
  /** Undefined when the gateway goes by the client's session id. */
  readonly affinity: { readonly scopeTag: string; readonly fingerprint: string } | undefined;
  readonly userAgent: string;
  readonly clientIp: string;
  /** Whether answers are streamed. */
  readonly stream: boolean;
  readonly cacheLife: '5m' | '1h' | 'mixed';
  /** Number of its requests so far; that of the next one less 1. */
  requests: number;
  /** How many requests are still to come. */
  left: number;
  /** What its next request can read from the provider's cache. */
  cachedTokens: number;
}

export interface Conversations {
  /** The conversation that a request at `at` (Unix milliseconds) belongs to; a new one now and then. */
  next(at: number, isRecent: boolean): Conversation;
}

const userAgents: Readonly<Record<GatewayModel['family'], readonly string[]>> = {
  claude: [
    'claude-cli/2.0.55 (external, cli)',
    'claude-cli/2.0.42 (external, sdk-ts)',
    'claude-vscode/2.0.50',
  ],
  codex: ['codex_cli_rs/0.63.0 (Mac OS 26.1.0; arm64)', 'codex_vscode/0.4.46 (Windows 10.0.26100; x86_64)'],
  gemini: ['GeminiCLI/0.18.4 (linux; x64)'],
  openai: ['OpenAI/Python 2.8.1', 'node-fetch'],
};

const openPerCaller = 3;

/** A caller: a key with its habits. */
interface CallerState {
  readonly key: ApiKey;
  readonly chooseModel: (random: Random) => GatewayModel;
  readonly open: Conversation[];
}

/** @throws RangeError when the gateway has no key */
export function createConversations(
  participants: Participants,
  models: readonly GatewayModel[],
  routing: Routing,
  random: Random,
): Conversations {
  const ownerIsActive = new Map(participants.users.map(({ id, active }) => [id, active]));
  const callers = participants.keys.map((key): CallerState & { active: boolean } => {
    const habit = random.fork(`habit/${key.id}`);
    const taste = models.map(({ popularity }) => popularity * habit.lognormal(1, 1.2));
    return {
      key,
      chooseModel: createChoice(models, (_, index) => taste[index] ?? 0),
      open: [],
      active: key.active && ownerIsActive.get(key.userId) === true,
    };
  });
  // A few send most of the requests, as everywhere.
  const diligence = callers.map(() => random.lognormal(1, 1));
  const weight = (caller: (typeof callers)[number], index: number) =>
    (caller.active ? 1 : 0.3) * (diligence[index] ?? 1);
  const anybody = createChoice(callers, weight);
  const active = callers.some((caller) => caller.active)
    ? createChoice(callers, (caller, index) => (caller.active ? weight(caller, index) : 0))
    : anybody;
  return {
    next(at, isRecent) {
      const caller = (isRecent ? active : anybody)(random);
      const slot = random.integer(0, openPerCaller - 1);
      let conversation = caller.open[slot];
      if (conversation === undefined || conversation.left <= 0) {
        conversation = begin(caller, at, isRecent, routing, random);
        caller.open[slot] = conversation;
      }
      conversation.left -= 1;
      conversation.requests += 1;
      return conversation;
    },
  };
}

function begin(
  { key, chooseModel }: CallerState,
  at: number,
  isRecent: boolean,
  routing: Routing,
  random: Random,
): Conversation {
  const model = chooseModel(random);
  const isPlain = random.chance(0.25);
  return {
    key,
    model,
    route: routing.choose(random, model.family, key.groups, isRecent),
    sessionId: `sess_${at.toString(36)}_${random.hex(12)}`,
    affinity: isPlain ? undefined : { scopeTag: random.hex(16), fingerprint: random.hex(32) },
    userAgent: random.pick(userAgents[model.family]),
    clientIp: `10.${random.integer(0, 31)}.${random.integer(0, 255)}.${random.integer(1, 254)}`,
    stream: random.chance(0.88),
    cacheLife: random.chance(0.8) ? '5m' : random.chance(0.7) ? '1h' : 'mixed',
    requests: 0,
    left: Math.ceil(random.exponential(14)),
    cachedTokens: Math.round(random.lognormal(14_000, 0.4)),
  };
}
