import type { Random } from '../random.ts';
import { planRoute, type AttemptSetting, type Route } from './attempts.ts';
import { billFor, type Bill, type TokenUsage } from './billing.ts';
import type { Attempt, Ending, LateLoser } from './plan.ts';
import { chooseProvider, groupMultiplier, permittedProviders } from './routing.ts';
import { finalFailures, type Story } from './stories.ts';
import { answerTime, failureTime } from './timing.ts';
import { drawCountedTokens, drawUsage } from './tokens.ts';

/** What becomes of a request, its attempts and its end. */
export interface Outcome {
  readonly crowded: Route['crowded'];
  readonly attempts: readonly [Attempt, ...Attempt[]];
  readonly ending: Ending | undefined;
}

type Decisive = NonNullable<Route['last']>;

/** @returns undefined when no provider can take the request */
export function planOutcome(random: Random, story: Story, setting: AttemptSetting): Outcome | undefined {
  const route = planRoute(random, story, setting);
  if (route === undefined) return undefined;
  const { crowded, failed, last } = route;
  const told = last === undefined ? allFailed(random, failed) : tellers[story](random, last, setting);
  const [first, ...others] = [...failed, ...told.attempts];
  return first && { crowded, attempts: [first, ...others], ending: told.ending };
}

interface Told {
  readonly attempts: readonly Attempt[];
  readonly ending: Ending | undefined;
}
type Teller = (random: Random, last: Decisive, setting: AttemptSetting) => Told;

const nothingLate = { billDelayMs: 0, lateLosers: [], losesDetails: false } as const;

function allFailed(random: Random, failed: readonly Attempt[]): Told {
  const durationMs = (failed.at(-1)?.endMs ?? 0) + random.integer(5, 60);
  const ending = { statusCode: 503, errorMessage: 'No available providers', durationMs, ...nothingLate };
  return { attempts: [], ending };
}

const answered: Teller = (random, last, setting) => {
  // Some providers end a good answer without saying how many tokens it took.
  const usage = random.chance(0.01) ? undefined : usageOf(random, setting);
  return answer(random, last, setting, usage, billOf(last, setting, usage));
};

function answer(
  random: Random,
  last: Decisive,
  { conversation, conditions }: AttemptSetting,
  usage: TokenUsage | undefined,
  bill: Bill | undefined,
): { attempts: [Attempt]; ending: Ending } {
  const isSlow = conditions.ailment(last.provider) === 'slow';
  const time = answerTime(random, usage?.output ?? 400, conversation.stream, isSlow);
  const durationMs = last.startMs + time.durationMs;
  return {
    attempts: [{ ...last, endMs: durationMs, result: 'answered', statusCode: 200, isHedge: false }],
    ending: {
      ...nothingLate,
      statusCode: 200,
      durationMs,
      firstByteMs: last.startMs + time.firstByteMs,
      firstTokenMs: last.startMs + time.firstTokenMs,
      responseModel: last.model,
      ...(usage && { usage }),
      ...(bill && { bill }),
      billDelayMs: random.chance(0.75) ? 0 : Math.round(random.lognormal(700, 0.8)),
    },
  };
}

/** Answers that are logged but never billed. */
const unbilled =
  (usageFor: (random: Random, setting: AttemptSetting) => TokenUsage): Teller =>
  (random, last, setting) =>
    answer(random, last, setting, usageFor(random, setting), undefined);

const changed =
  (change: (ending: Ending) => Ending | undefined): Teller =>
  (random, last, setting) => {
    const { attempts, ending } = answered(random, last, setting);
    return { attempts, ending: ending && change(ending) };
  };

const refusedWith =
  (name: keyof typeof finalFailures): Teller =>
  (random, last) => {
    const { statusCode, errorMessage, result } = finalFailures[name];
    const durationMs = last.startMs + failureTime(random);
    return {
      attempts: [{ ...last, endMs: durationMs, result, statusCode, errorMessage, isHedge: false }],
      ending: { ...nothingLate, statusCode, errorMessage, durationMs },
    };
  };

/** Two providers race; without a second one it is a plain answer. */
const race =
  (billsLoser: boolean): Teller =>
  (random, last, setting) => {
    const rival = rivalOf(random, last, setting);
    if (rival === undefined) return answered(random, last, setting);
    const usage = usageOf(random, setting);
    const [winner, loser] = random.chance(0.6) ? [rival, last] : [last, rival];
    // The race is decided after both have begun.
    const fromRace = { ...winner, startMs: rival.startMs };
    const won = answer(random, fromRace, setting, usage, billOf(winner, setting, usage));
    const wonAttempt = { ...won.attempts[0], startMs: winner.startMs };
    const loserUsage: TokenUsage = { ...usage, output: Math.round(usage.output * random.next()) };
    const loserBill = setting.participants.settings.billsHedgeLosers
      ? billOf(loser, setting, loserUsage)
      : undefined;
    const isBilled = billsLoser && loserBill !== undefined;
    const lost: Attempt = {
      ...loser,
      endMs: won.ending.firstTokenMs ?? won.ending.durationMs,
      result: isBilled ? 'hedge_loser_billed' : 'hedge_loser_cancelled',
      isHedge: false,
    };
    const lateLosers: LateLoser[] = isBilled
      ? [
          {
            attempt: { ...lost, isHedge: loser === rival },
            delayMs: random.integer(1_000, 115_000),
            usage: loserUsage,
            costUsd: loserBill.total,
          },
        ]
      : [];
    const inOrder = [wonAttempt, lost]
      .map((attempt) => ({ ...attempt, isHedge: attempt.number === rival.number }))
      .sort((a, b) => a.number - b.number);
    return { attempts: inOrder, ending: { ...won.ending, lateLosers } };
  };

function rivalOf(random: Random, last: Decisive, setting: AttemptSetting): Decisive | undefined {
  const { participants, conversation, conditions, slots, sessionId, at } = setting;
  const { key } = conversation.caller;
  const others = permittedProviders(participants, key, conversation.model.family).filter(
    (provider) => provider.id !== last.provider.id && conditions.ailment(provider) === undefined,
  );
  const choice = chooseProvider(random, others, conditions, slots, { sessionId, at, sticky: undefined });
  return (
    choice && {
      provider: choice.provider,
      number: last.number + 1,
      startMs: last.startMs + random.integer(2_000, 6_000),
      model: choice.provider.redirects.get(conversation.model.name) ?? conversation.model.name,
      groupMultiplier: groupMultiplier(participants, key, choice.provider),
    }
  );
}

const usageOf = (random: Random, { conversation }: AttemptSetting) =>
  drawUsage(random, conversation.model.family, conversation.context);

/** Redirected models are billed as what was asked for, when that has a price. */
function billOf(
  { provider, model, groupMultiplier: multiplier }: Decisive,
  { participants, conversation }: AttemptSetting,
  usage: TokenUsage | undefined,
): Bill | undefined {
  const price = participants.prices.get(conversation.model.name) ?? participants.prices.get(model);
  return usage && billFor(price, usage, provider.costMultiplier, multiplier);
}

/** How each story ends once a provider takes the request. */
const tellers: Readonly<Record<Story, Teller>> = {
  success: answered,
  failover: answered,
  hedge: race(false),
  'billed-hedge': race(true),
  replay: answered,
  warmup: answered,
  'sensitive-word': answered,
  'count-tokens': unbilled(drawCountedTokens),
  compact: unbilled(usageOf),
  'not-found': refusedWith('not-found'),
  'rate-limited': refusedWith('rate-limited'),
  busy: refusedWith('busy'),
  'client-abort': refusedWith('client-abort'),
  'server-error': refusedWith('server-error'),
  'no-provider': answered,
  'broken-stream': changed((ending) => ({ ...ending, errorMessage: 'stream ended before it was complete' })),
  overload: changed((ending) => ({ ...ending, losesDetails: true, lateLosers: [] })),
  crash: changed(() => undefined),
};
