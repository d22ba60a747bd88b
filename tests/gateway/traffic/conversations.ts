import { createHash } from 'node:crypto';
import type { GatewayModel, ModelFamily } from '../models.ts';
import { createChoice, type Random } from '../random.ts';
import type { Caller, Provider } from './participants.ts';
import type { Client, Session } from './plan.ts';
import type { ConversationContext } from './tokens.ts';

/** One person's talk with one model: the requests that share a session identity. */
export interface Conversation {
  readonly caller: Caller;
  readonly client: Client;
  readonly model: GatewayModel;
  readonly stream: boolean;
  readonly context: ConversationContext;
  session: Session;
  /** Whether each request comes with a new physical session id, as from clients that send none. */
  readonly changesSessionId: boolean;
  messages: number;
  /** Requests still to come. */
  remaining: number;
  /** Real Unix ms: until then its newest request is running, or its author is reading. */
  busyUntil: number;
  /** Who answered last, and is asked again. */
  provider: Provider | undefined;
}

/** How often each way of naming a session occurs. */
const identityKinds = [
  { name: 'prefix', share: 0.6 },
  { name: 'plain', share: 0.28 },
  { name: 'hashed', share: 0.12 },
] as const;

const chooseIdentityKind = createChoice(identityKinds, ({ share }) => share);

const userAgents: Readonly<Record<ModelFamily, readonly string[]>> = {
  claude: ['claude-cli/2.0.55 (external, cli)', 'claude-cli/2.0.51 (external, vscode)', 'RooCode/3.30.3'],
  codex: ['codex_cli_rs/0.63.0 (Mac OS 15.1.0; arm64) iTerm.app', 'codex_vscode/0.4.46 (Windows 10; x86_64)'],
  gemini: ['GeminiCLI/0.18.4 (linux; x64)', 'google-genai-sdk/1.30.0 gl-node/v22.11.0'],
  openai: ['OpenAI/Python 2.8.1', 'Cherry-Studio/1.7.2', 'OpenAI/JS 6.9.1'],
};

/** @param at real Unix ms */
export function startConversation(
  random: Random,
  at: number,
  caller: Caller,
  model: GatewayModel,
  streamShare = 0.9,
): Conversation {
  const kind = chooseIdentityKind(random).name;
  return {
    caller,
    client: {
      userAgent: random.pick(userAgents[model.family]),
      // 203.0.113.0/24 is kept free for documentation (RFC 5737).
      ip: `203.0.113.${random.integer(1, 254)}`,
    },
    model,
    stream: random.chance(streamShare),
    context: {
      cachedTokens: 0,
      cacheLife: random.chance(0.8) ? '5m' : random.chance(0.75) ? '1h' : 'mixed',
    },
    session: startSession(random, at, caller, model, kind),
    changesSessionId: kind === 'prefix' && random.chance(0.25),
    messages: 1,
    remaining: 1 + Math.floor(random.exponential(7)),
    busyUntil: at,
    provider: undefined,
  };
}

/** The session of the conversation's next request. */
export function nextSession(random: Random, at: number, conversation: Conversation): Session {
  if (!conversation.changesSessionId) return conversation.session;
  return { ...conversation.session, id: newSessionId(random, at) };
}

function startSession(
  random: Random,
  at: number,
  caller: Caller,
  model: GatewayModel,
  kind: (typeof identityKinds)[number]['name'],
): Session {
  const { family } = model;
  const id = newSessionId(random, at);
  if (kind === 'plain') return { id, identity: id, kind: 'session_id', family };
  if (kind === 'hashed') return { id, identity: `sid:${random.hex(32)}`, kind: 'session_id', family };
  const scopeTag = createHash('sha256')
    .update([caller.key.id, family, model.name].join('|'))
    .digest('hex')
    .slice(0, 16);
  const fingerprint = random.hex(32);
  return {
    id,
    identity: `pfx:${scopeTag}:${fingerprint}`,
    kind: 'prefix_affinity',
    affinity: { scopeTag, fingerprint, chain: [random.hex(32), fingerprint] },
    family,
  };
}

const newSessionId = (random: Random, at: number) => `sess_${Math.floor(at).toString(36)}_${random.hex(12)}`;
