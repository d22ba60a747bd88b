import { providerTypesOf, type ModelFamily } from '../models.ts';
import { createChoice, type Random } from '../random.ts';
import type { ApiKey, Participants, Provider } from './participants.ts';
import type { SlotBook } from './slot-book.ts';

/** What is known of the providers at this moment. */
export interface Conditions {
  /** False while its circuit breaker keeps requests away. */
  admits(provider: Provider): boolean;
  /** Whether its slots are taken by other sessions than this. */
  isFull(provider: Provider, sessionId: string): boolean;
  ailment(provider: Provider): Ailment | undefined;
}

/** What can be wrong with a provider: it answers with errors, late, or not at all. */
export type Ailment = 'errors' | 'slow' | 'down';

export const fairConditions: Conditions = {
  admits: () => true,
  isFull: () => false,
  ailment: () => undefined,
};

export interface Choice {
  readonly provider: Provider;
  readonly crowded: readonly Provider[];
}

/** Providers that a key may use for this kind of model, reachable or not. */
export function permittedProviders(participants: Participants, key: ApiKey, family: ModelFamily): Provider[] {
  return participants.providers.filter(
    ({ active, type, groups }) =>
      active &&
      providerTypesOf[family].includes(type) &&
      (key.groups.includes('*') || groups.some((group) => key.groups.includes(group))),
  );
}

/**
 * Picks a provider as the gateway does: the one of last time, else by weight among the lowest priority number, with
 * a free slot for the session.
 *
 * @returns undefined when none can take the request; else `crowded` are those that were full
 */
export function chooseProvider(
  random: Random,
  candidates: readonly Provider[],
  conditions: Conditions,
  slots: SlotBook,
  request: { readonly sessionId: string; readonly at: number; readonly sticky: Provider | undefined },
): Choice | undefined {
  const crowded: Provider[] = [];
  let open = candidates.filter((provider) => conditions.admits(provider));
  while (open.length > 0) {
    const first = Math.min(...open.map(({ priority }) => priority));
    const provider =
      open.find(({ id }) => id === request.sticky?.id) ??
      createChoice(
        open.filter(({ priority }) => priority === first),
        ({ weight }) => Math.max(weight, 1),
      )(random);
    const isFree =
      slots.hasRoom(provider, request.sessionId, request.at) &&
      !conditions.isFull(provider, request.sessionId);
    if (isFree) return { provider, crowded };
    crowded.push(provider);
    open = open.filter(({ id }) => id !== provider.id);
  }
  return undefined;
}

/** The multiplier of the first of the provider's groups that the key may use. */
export function groupMultiplier(participants: Participants, key: ApiKey, provider: Provider): string {
  const group = provider.groups.find((name) => key.groups.includes('*') || key.groups.includes(name));
  return participants.groupMultipliers.get(group ?? 'default') ?? '1.0000';
}
