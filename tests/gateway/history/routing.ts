import { providerTypesOf, type ModelFamily } from '../models.ts';
import { createChoice, type Random } from '../random.ts';
import { multiplierOf } from './money.ts';
import type { Participants, Provider } from '../traffic/participants.ts';

/** A provider with what distinguishes its answers from those of others. */
export interface Route {
  readonly provider: Provider;
  /** How much longer than usual its first token takes. */
  readonly slowness: number;
  /** Output tokens per second. */
  readonly tokensPerSecond: number;
  /** Its cost multiplier in whole 10^-4. */
  readonly multiplier: bigint;
}

/** Chooses providers by model family and caller's groups, as priorities and weights suggest. */
export interface Routing {
  /**
   * @param groups of the key; `*` = all
   * @param isRecent whether the providers of today are asked, rather than those that are gone
   */
  choose(random: Random, family: ModelFamily, groups: readonly string[], isRecent: boolean): Route;
  /** The multiplier of the first group that key and provider share; `1.0` when it has none. */
  groupMultiplier(groups: readonly string[], provider: Provider): string;
}

/** @throws RangeError when there is no provider at all */
export function createRouting(participants: Participants, random: Random): Routing {
  const routes = participants.providers.map((provider) => ({
    provider,
    slowness: random.lognormal(1, 0.3),
    tokensPerSecond: random.lognormal(70, 0.3),
    multiplier: multiplierOf(provider.costMultiplier),
  }));
  const choices = new Map<string, (random: Random) => Route>();
  return {
    choose(draw, family, groups, isRecent) {
      const name = [family, isRecent, ...groups].join('|');
      let choice = choices.get(name);
      if (choice === undefined) {
        choice = choiceAmong(candidates(routes, family, groups, isRecent));
        choices.set(name, choice);
      }
      return choice(draw);
    },
    groupMultiplier(groups, provider) {
      const shared = provider.groups.find((group) => groups.includes(group) || groups.includes('*'));
      return participants.groupMultipliers.get(shared ?? 'default') ?? '1.0';
    },
  };
}

/** The narrowest non-empty selection: nobody is left without a provider because of an odd configuration. */
function candidates(
  routes: readonly Route[],
  family: ModelFamily,
  groups: readonly string[],
  isRecent: boolean,
): readonly Route[] {
  const ofFamily = routes.filter(({ provider }) => providerTypesOf[family].includes(provider.type));
  const ofGroups = ofFamily.filter(
    ({ provider }) => groups.includes('*') || provider.groups.some((group) => groups.includes(group)),
  );
  const ofTime = ofGroups.filter(({ provider }) => provider.active || !isRecent);
  const ofFamilyAndTime = ofFamily.filter(({ provider }) => provider.active);
  return [ofTime, ofFamilyAndTime, ofFamily, routes].find(({ length }) => length > 0) ?? [];
}

/** Each step down in priority gets a quarter of the traffic: what overflows, and what fails over. */
function choiceAmong(routes: readonly Route[]): (random: Random) => Route {
  const priorities = [...new Set(routes.map(({ provider }) => provider.priority))].sort((a, b) => a - b);
  return createChoice(
    routes,
    ({ provider }) => Math.max(provider.weight, 0.01) * 0.25 ** priorities.indexOf(provider.priority),
  );
}
