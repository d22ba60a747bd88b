import type { Random } from '../random.ts';
import type { Participants, Provider } from './participants.ts';
import type { Attempt } from './plan.ts';
import {
  chooseProvider,
  groupMultiplier,
  permittedProviders,
  type Choice,
  type Conditions,
} from './routing.ts';
import type { Conversation } from './conversations.ts';
import type { SlotBook } from './slot-book.ts';
import { connectionFailures, providerFailures, type Failure, type Story } from './stories.ts';
import { failureTime } from './timing.ts';

/** How many providers the gateway tries for one request. */
const mostAttempts = 4;

/** What one request's attempts are decided from. */
export interface AttemptSetting {
  readonly participants: Participants;
  readonly conditions: Conditions;
  readonly slots: SlotBook;
  readonly conversation: Conversation;
  readonly sessionId: string;
  /** Real Unix ms. */
  readonly at: number;
}

/** The way to the provider that decides the request: those that failed before it, and itself. */
export interface Route {
  readonly crowded: readonly Provider[];
  readonly failed: readonly Attempt[];
  /** Who decides how the request ends; undefined = everybody has failed. */
  readonly last: Pick<Attempt, 'provider' | 'number' | 'startMs' | 'model' | 'groupMultiplier'> | undefined;
}

/** @returns undefined when not even a first provider can take the request */
export function planRoute(random: Random, story: Story, setting: AttemptSetting): Route | undefined {
  const { participants, conditions, conversation } = setting;
  const failuresToCome = plannedFailures(random, story);
  const failed: Attempt[] = [];
  const permitted = permittedProviders(participants, conversation.caller.key, conversation.model.family);
  const choose = (without: readonly Attempt[]) =>
    chooseProvider(
      random,
      permitted.filter(({ id }) => !without.some(({ provider }) => provider.id === id)),
      conditions,
      setting.slots,
      { sessionId: setting.sessionId, at: setting.at, sticky: conversation.provider },
    );
  const first = choose([]);
  if (first === undefined) return undefined;
  let choice: Choice | undefined = first;
  while (choice !== undefined) {
    const { provider } = choice;
    const common = {
      provider,
      number: failed.length + 1,
      startMs: failed.at(-1)?.endMs ?? 0,
      model: provider.redirects.get(conversation.model.name) ?? conversation.model.name,
      groupMultiplier: groupMultiplier(participants, conversation.caller.key, provider),
    };
    const failure = failureOf(random, provider, conditions, failed.length < failuresToCome);
    if (failure === undefined) return { crowded: first.crowded, failed, last: common };
    const endMs = common.startMs + failureTime(random);
    failed.push({ ...common, endMs, result: 'failed', isHedge: false, ...failure });
    if (failed.length >= mostAttempts) break;
    // With nobody else to turn to, a failure that was meant to be recovered from is tried again in the same place.
    choice = choose(failed) ?? (story === 'failover' && failed.length <= failuresToCome ? choice : undefined);
  }
  return { crowded: first.crowded, failed, last: undefined };
}

function plannedFailures(random: Random, story: Story): number {
  if (story === 'failover') return random.chance(0.8) ? 1 : 2;
  return story === 'no-provider' ? mostAttempts : 0;
}

function failureOf(
  random: Random,
  provider: Provider,
  conditions: Conditions,
  isPlanned: boolean,
): Failure | undefined {
  const ailment = conditions.ailment(provider);
  if (ailment === 'down') return random.pick(connectionFailures);
  if (ailment === 'errors' && random.chance(0.97)) return random.pick(providerFailures);
  if (!isPlanned) return undefined;
  return random.chance(0.85) ? random.pick(providerFailures) : random.pick(connectionFailures);
}
