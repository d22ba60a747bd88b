import type { Answer } from '../answers.ts';
import type { Provider } from '../gateway/directory.ts';
import type { Gateway } from '../shared-questions.ts';
import { circuitStates, type ProviderCircuit } from '../questions/circuit-states.ts';
import type { ProviderSlots } from '../questions/provider-slots.ts';
import type { Collected } from './collect.ts';

/** Labels that every provider series has: the id, which is unique, and the name, which need not be. */
const labelsOf = ({ id, name }: Provider) => ({ provider_id: String(id), provider: name });

/** Provider metadata. */
export function collectProviderInfo(answer: Answer<Gateway>): Collected {
  if (answer.quality === 'unknown') return {};
  return {
    cch_provider_info: answer.value.directory.providers.map((provider) => ({
      labels: {
        ...labelsOf(provider),
        provider_type: provider.type,
        group: provider.groups.join(','),
        enabled: String(provider.enabled),
      },
      value: 1,
    })),
  };
}

/** Slots in use and their limits, of enabled providers; an unlimited provider has no limit, an unreadable one no use. */
export function collectProviderSlots(answer: Answer<ProviderSlots[]>): Collected {
  if (answer.quality === 'unknown') return {};
  const samples = (figure: (slots: ProviderSlots) => number | null) =>
    answer.value.flatMap((slots) => {
      const value = slots.provider.enabled ? figure(slots) : null;
      return value === null ? [] : [{ labels: labelsOf(slots.provider), value }];
    });
  return {
    cch_provider_slots_used: samples(({ used }) => used),
    cch_provider_slots_limit: samples(({ limit }) => limit),
    cch_provider_slot_utilization_ratio: samples(({ utilizationRatio }) => utilizationRatio),
  };
}

/** A state set per provider: three samples, one of them 1. */
export function collectProviderCircuits(answer: Answer<ProviderCircuit[]>): Collected {
  if (answer.quality === 'unknown') return {};
  return {
    cch_provider_circuit_state: answer.value.flatMap(({ provider, state }) =>
      state === null
        ? []
        : circuitStates.map((candidate) => ({
            labels: { ...labelsOf(provider), state: candidate.replace('-', '_') },
            value: candidate === state ? 1 : 0,
          })),
    ),
  };
}
