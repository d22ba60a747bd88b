import type { GatewayModel, ModelFamily } from '../models.ts';
import { createChoice, type Random } from '../random.ts';
import type { TokenUsage } from '../traffic/billing.ts';
import type { Participants } from '../traffic/participants.ts';
import { createConversations } from './conversations.ts';
import type { FinishedRequest } from './finished-request.ts';
import { kinds, logOnlyShares, unroutedWeights, type Kind } from './kinds.ts';
import { drawTimes, drawUsage, noTimes } from './measures.ts';
import { costOf, multiplierOf, tariffOf, type Tariff } from './money.ts';
import { createRouting, type Route, type Routing } from './routing.ts';

export interface RequestWriter {
  /** A request that the ledger keeps. */
  next(id: number, at: number): FinishedRequest;
  /** Now and then, a request that only the log keeps. */
  nextLogOnly(id: number, at: number): FinishedRequest | undefined;
}

/** The time in which the requests were made, in Unix milliseconds. */
interface Span {
  readonly from: number;
  /** No row is finished later. */
  readonly until: number;
  /** Whether the gateway knows replays. */
  readonly withReplays: boolean;
}

const endpoints: Readonly<Record<ModelFamily, (model: string) => string>> = {
  claude: () => '/v1/messages',
  codex: () => '/v1/responses',
  openai: () => '/v1/chat/completions',
  gemini: (model) => `/v1beta/models/${model}:streamGenerateContent`,
};
const twoDaysMs = 2 * 86_400_000;
const replaySources = 200;

/**
 * Makes up finished requests, one after the other.
 *
 * @param models what clients ask for
 * @throws RangeError when there is no key or no provider
 */
export function createRequestWriter(
  participants: Participants,
  models: readonly GatewayModel[],
  span: Span,
  random: Random,
): RequestWriter {
  const routing = createRouting(participants, random.fork('routing'));
  const conversations = createConversations(participants, models, routing, random);
  const bill = createBilling(participants, routing);
  const choices = [...Object.values<Kind>(kinds), ...unroutedKinds];
  const chooseKind = createChoice(choices, (kind) =>
    typeof kind === 'string' ? unroutedWeights[kind] : kind.weight,
  );
  const repeatable: FinishedRequest[] = [];
  // The people and providers that are gone today were there for the first two thirds of the time.
  const recentFrom = span.from + ((span.until - span.from) * 2) / 3;

  const routed = (id: number, at: number, kind: Kind): FinishedRequest => {
    const isRecent = at >= recentFrom;
    const conversation = conversations.next(at, isRecent);
    const { family, name } = conversation.model;
    const { groups } = conversation.key;
    const first = conversation.route;
    const second =
      kind.hasSecondProvider === true ? other(first, routing, random, family, groups, isRecent) : first;
    const usage = kind.isAnswered ? drawUsage(conversation, random) : null;
    const longestMs = span.until - at;
    const times =
      kind.lacksDetails === true ? noTimes : drawTimes(conversation, second, usage, longestMs, random);
    const losers =
      kind.billsLoser === true && usage !== null
        ? [{ route: first, usage, cost: bill(name, usage, first, groups).cost }]
        : [];
    const billing = bill(name, usage, second, groups);
    // Few clients leave the model open.
    const isNameless = family === 'gemini' && random.chance(0.02);
    return {
      id,
      createdAt: at,
      updatedAt: Math.min(at + (times.durationMs ?? 0) + random.integer(5, 260), span.until),
      conversation,
      sequence: conversation.requests,
      endpoint: endpoints[family](name),
      // The last word is the chain's; the column of a failover sometimes missed its update.
      providerId:
        kind.hasSecondProvider === true && random.chance(0.2) ? first.provider.id : second.provider.id,
      finalProviderId: second.provider.id,
      billing,
      model: isNameless ? null : sentModel(second, name),
      originalModel: isNameless ? null : name,
      statusCode: kind.statusCode,
      errorMessage: kind.errorMessage ?? null,
      outcome: kind.outcome,
      blockedBy: null,
      cost: losers.reduce((sum, loser) => sum + loser.cost, billing.cost),
      usage,
      durationMs: times.durationMs,
      ttftMs: times.ttftMs,
      firstByteMs: times.firstByteMs,
      replayOf: null,
      chain: kind.chain && { elements: kind.chain, first, second },
      losers,
    };
  };

  const blocked = (id: number, at: number): FinishedRequest => {
    const conversation = {
      ...conversations.next(at, at >= recentFrom),
      sessionId: null,
      affinity: undefined,
    };
    return {
      ...unanswered,
      ...{ id, createdAt: at, updatedAt: at, conversation },
      model: conversation.model.name,
      originalModel: conversation.model.name,
    };
  };

  const warmup = (id: number, at: number): FinishedRequest => {
    const conversation = conversations.next(at, at >= recentFrom);
    const ms = random.integer(2, 12);
    return {
      ...blocked(id, at),
      ...{ conversation, sequence: conversation.requests, endpoint: '/v1/messages' },
      ...{ statusCode: 200, blockedBy: 'warmup', cost: null, durationMs: ms, ttftMs: ms, firstByteMs: ms },
    };
  };

  const replay = (id: number, at: number): FinishedRequest | undefined => {
    if (!span.withReplays || repeatable.length === 0) return undefined;
    const source = random.pick(repeatable);
    return {
      ...source,
      ...{ id, createdAt: at, updatedAt: at, replayOf: source.id },
      ...{ finalProviderId: source.providerId, chain: null, usage: null, cost: 0n, losers: [] },
      ...{ durationMs: random.integer(5, 80), ttftMs: null, firstByteMs: null },
    };
  };

  return {
    next(id, at) {
      const kind = chooseKind(random);
      if (kind === 'replay') return replay(id, at) ?? routed(id, at, kinds.success);
      if (kind === 'sensitive-word') return blocked(id, at);
      const isTooYoung = kind.isOldOnly === true && at > span.until - twoDaysMs;
      const request = routed(id, at, isTooYoung ? kinds.success : kind);
      if (kind === kinds.success)
        repeatable[random.integer(0, Math.min(repeatable.length, replaySources - 1))] = request;
      return request;
    },
    nextLogOnly(id, at) {
      const point = random.next();
      const { warmup: warmups, compact, 'count-tokens': counts } = logOnlyShares;
      if (point > warmups + compact + counts) return undefined;
      if (point < warmups) return warmup(id, at);
      const request = routed(id, at, kinds.success);
      if (point < warmups + compact) return { ...request, endpoint: '/v1/responses/compact' };
      const usage = request.usage && { ...request.usage, ...countedOnly };
      const billing = request.billing && { ...request.billing, tariff: undefined, cost: 0n };
      return { ...request, endpoint: '/v1/messages/count_tokens', cost: 0n, usage, billing };
    },
  };
}

const unroutedKinds = Object.keys(unroutedWeights) as (keyof typeof unroutedWeights)[];
const countedOnly = { output: 0, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null };

/** What rows have in common that no provider was asked for. */
const unanswered = {
  ...noTimes,
  sequence: 1,
  endpoint: null,
  providerId: 0,
  finalProviderId: 0,
  billing: null,
  statusCode: 400,
  errorMessage: null,
  outcome: 'excluded',
  blockedBy: 'sensitive_word',
  cost: 0n,
  usage: null,
  replayOf: null,
  chain: null,
  losers: [],
} as const;

const sentModel = ({ provider }: Route, name: string) => provider.redirects.get(name) ?? name;

interface Billing {
  readonly route: Route;
  readonly groupMultiplier: string;
  readonly tariff: Tariff | undefined;
  /** Whole 10^-15 USD; nothing for a model without a price. */
  readonly cost: bigint;
}

/** Bills answers of a route to callers with these groups. */
function createBilling(participants: Participants, routing: Routing) {
  const tariffs = new Map<string, Tariff>();
  for (const [name, price] of participants.prices) tariffs.set(name, tariffOf(price));
  const factors = new Map<string, bigint>();
  return (model: string, usage: TokenUsage | null, route: Route, groups: readonly string[]): Billing => {
    const tariff = tariffs.get(sentModel(route, model));
    const groupMultiplier = routing.groupMultiplier(groups, route.provider);
    let factor = factors.get(groupMultiplier);
    if (factor === undefined) {
      factor = multiplierOf(groupMultiplier);
      factors.set(groupMultiplier, factor);
    }
    const isFree = tariff === undefined || usage === null;
    return {
      route,
      groupMultiplier,
      tariff,
      cost: isFree ? 0n : costOf(tariff, usage, route.multiplier * factor),
    };
  };
}

/** Another route than `first`, unless there is no other. */
function other(
  first: Route,
  routing: Routing,
  random: Random,
  family: ModelFamily,
  groups: readonly string[],
  isRecent: boolean,
): Route {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const route = routing.choose(random, family, groups, isRecent);
    if (route.provider.id !== first.provider.id) return route;
  }
  return first;
}
