import { requestedModels, type GatewayModel, type ModelFamily } from '../models.ts';
import { createChoice, createRandom, type Random } from '../random.ts';
import { nextSession, startConversation, type Conversation } from './conversations.ts';
import { planOutcome } from './endings.ts';
import { activeCallers, type Caller, type Participants } from './participants.ts';
import type { ProxiedPlan, RequestPlan } from './plan.ts';
import { permittedProviders, type Conditions } from './routing.ts';
import { createSlotBook } from './slot-book.ts';
import { stories, type Story, type TrafficMix } from './stories.ts';
import { thinkingTime } from './timing.ts';

export interface PlannerOptions {
  readonly seed: number | string;
  /** Names of the models that clients ask for; undefined = all that are known. */
  readonly models: readonly string[] | undefined;
  readonly sessionTtlSeconds: number;
  /** Simulated seconds per real second. */
  readonly speed: number;
  /** Replaces the usual mix of stories. */
  readonly mix?: TrafficMix | undefined;
  /** Share of the conversations that are streamed; most by default. */
  readonly streamShare?: number | undefined;
}

/** Decides what happens, request by request. It writes nothing and reads no clock. */
export interface Planner {
  /**
   * Plans the next request. The same seed, participants, instants and conditions give the same plans.
   *
   * @param at its arrival, Unix ms, never earlier than the one before
   */
  next(at: number, conditions: Conditions): RequestPlan | undefined;
  /** From now on these take part. */
  setParticipants(participants: Participants): void;
  /** From now on this mix of stories is told; undefined = the usual one. */
  setMix(mix: TrafficMix | undefined): void;
}

/** Share of the requests that begin a new conversation though another could go on. */
const freshShare = 0.1;
const replayMemory = 64;
const sensitiveWords = ['confidential-project-x', '内部机密', 'forbidden-term'];

export function createPlanner(given: Participants, options: PlannerOptions): Planner {
  let drawStory = storiesOf(options.mix);
  const models = requestedModels(options.models);
  const slots = createSlotBook(options.sessionTtlSeconds * 1_000);
  let conversations: Conversation[] = [];
  const replayable: ProxiedPlan[] = [];
  let participants = given;
  let callers = callersOf(given);
  let sequence = 0;

  const realMs = (simulatedMs: number) => simulatedMs / options.speed;

  /** The story that can be told now; a plain success stands in for one that cannot. */
  const storyFor = (random: Random): Story => {
    const story = drawStory(random);
    if (story === 'warmup' && !participants.settings.answersWarmups) return 'success';
    return story;
  };

  const conversationFor = (random: Random, at: number, family?: ModelFamily): Conversation | undefined => {
    const suits = (each: Conversation | undefined): each is Conversation =>
      each !== undefined && each.busyUntil <= at && (family === undefined || each.model.family === family);
    if (!random.chance(freshShare)) {
      for (let attempt = 0; attempt < 6 && conversations.length > 0; attempt += 1) {
        const candidate = conversations[random.integer(0, conversations.length - 1)];
        if (suits(candidate)) return candidate;
      }
    }
    if (callers.all.length === 0) return undefined;
    const caller = callers.draw(random);
    const servable = models.filter(
      (model) =>
        (family === undefined || model.family === family) &&
        permittedProviders(participants, caller.key, model.family).length > 0,
    );
    const model = createChoice(servable.length > 0 ? servable : models, popularity)(random);
    const conversation = startConversation(random, at, caller, model, options.streamShare);
    conversations.push(conversation);
    return conversation;
  };

  const proxied = (
    random: Random,
    at: number,
    story: Story,
    conversation: Conversation,
    conditions: Conditions,
  ): RequestPlan => {
    const session = nextSession(random, at, conversation);
    const common = { sequence, at, ...commonOf(conversation) };
    const outcome = planOutcome(random, story, {
      participants,
      conditions,
      slots,
      conversation,
      sessionId: session.id,
      at,
    });
    if (outcome === undefined) return { kind: 'refused', ...common, session };
    const plan: ProxiedPlan = {
      kind: 'proxied',
      story,
      ...common,
      session,
      endpoint: endpointOf(story, conversation),
      stream: conversation.stream,
      selection:
        outcome.attempts[0].provider.id === conversation.provider?.id ? 'session_reuse' : 'initial_selection',
      ...outcome,
    };
    remember(random, plan, conversation);
    return plan;
  };

  const remember = (random: Random, plan: ProxiedPlan, conversation: Conversation) => {
    const endMs = plan.ending?.durationMs ?? 30_000;
    conversation.busyUntil = plan.at + realMs(endMs + thinkingTime(random));
    for (const { provider, endMs: attemptEnd, result } of plan.attempts) {
      const until = plan.at + realMs(attemptEnd);
      const isKept = result === 'answered' || result === 'hedge_loser_billed';
      slots.hold(provider, plan.session.id, isKept ? until : until - options.sessionTtlSeconds * 1_000);
      if (result === 'answered') conversation.provider = provider;
    }
    const isReplayable = plan.ending?.statusCode === 200 && plan.ending.bill && !plan.ending.losesDetails;
    if (!isReplayable) return;
    replayable.push(plan);
    if (replayable.length > replayMemory) replayable.shift();
  };

  return {
    next(at, conditions) {
      const random = createRandom(`${options.seed}/request ${sequence + 1}`);
      const story = storyFor(random);
      const source = story === 'replay' ? finishedBefore(random, replayable, at, realMs) : undefined;
      if (source !== undefined) {
        sequence += 1;
        const { caller, client, model, messagesCount } = source;
        return {
          kind: 'replay',
          ...{ sequence, at, caller, client, model, messagesCount, source },
          durationMs: random.integer(2, 40),
        };
      }
      const conversation = conversationFor(random, at, storyFamily[story]);
      if (conversation === undefined) return undefined;
      sequence += 1;
      conversation.messages += 2;
      conversation.remaining -= 1;
      if (conversation.remaining <= 0) conversations = conversations.filter((each) => each !== conversation);
      const common = { sequence, at, ...commonOf(conversation) };
      if (story === 'sensitive-word') {
        return { kind: 'sensitive_word', ...common, word: random.pick(sensitiveWords) };
      }
      if (story === 'warmup') {
        const session = nextSession(random, at, conversation);
        const endpoint = endpointOf(story, conversation);
        return { kind: 'warmup', ...common, session, endpoint, durationMs: random.integer(1, 15) };
      }
      return proxied(random, at, story, conversation, conditions);
    },
    setMix(mix) {
      drawStory = storiesOf(mix);
    },
    setParticipants(now) {
      participants = now;
      callers = callersOf(now);
      const active = new Set(callers.all.map(({ key }) => key.id));
      conversations = conversations.filter(({ caller }) => active.has(caller.key.id));
    },
  };
}

const storiesOf = (mix: TrafficMix | undefined) =>
  createChoice(Object.keys(stories) as Story[], (story) =>
    mix === undefined ? stories[story] : (mix[story] ?? 0),
  );

/** Stories that only one protocol knows. */
const storyFamily: Readonly<Partial<Record<Story, ModelFamily>>> = {
  warmup: 'claude',
  'count-tokens': 'claude',
  compact: 'codex',
};

function endpointOf(story: Story, { model, stream }: Conversation): string {
  if (story === 'count-tokens') return '/v1/messages/count_tokens';
  if (story === 'compact') return '/v1/responses/compact';
  const endpoints: Readonly<Record<ModelFamily, string>> = {
    claude: '/v1/messages',
    codex: '/v1/responses',
    openai: '/v1/chat/completions',
    gemini: `/v1beta/models/${model.name}:${stream ? 'streamGenerateContent' : 'generateContent'}`,
  };
  return endpoints[model.family];
}

const commonOf = ({ caller, client, model, messages }: Conversation) => ({
  caller,
  client,
  model: model.name,
  messagesCount: messages,
});

const popularity = (model: GatewayModel) => model.popularity;

/** Few people send most of the requests. */
function callersOf(participants: Participants): { all: Caller[]; draw: (random: Random) => Caller } {
  const all = activeCallers(participants);
  const draw = all.length === 0 ? undefined : createChoice(all, (_, rank) => 1 / (rank + 2) ** 0.9);
  return {
    all,
    draw(random) {
      if (draw === undefined) throw new RangeError('nobody can send requests');
      return draw(random);
    },
  };
}

/** A source must be in the log before it is replayed. */
function finishedBefore(
  random: Random,
  plans: readonly ProxiedPlan[],
  at: number,
  realMs: (simulatedMs: number) => number,
): ProxiedPlan | undefined {
  const settledMs = 5_000;
  const finished = plans.filter(
    (plan) =>
      plan.at + realMs((plan.ending?.durationMs ?? 0) + (plan.ending?.billDelayMs ?? 0) + settledMs) < at,
  );
  return finished.length === 0 ? undefined : random.pick(finished);
}
