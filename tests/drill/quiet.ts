import type { Gateway, SimulatorOptions } from '../gateway/gateway.ts';
import type { TrafficMix } from '../gateway/traffic/stories.ts';

/** Requests that end as they should, or in ways that nobody is to blame for. */
export const quietMix: TrafficMix = {
  success: 90,
  hedge: 3,
  replay: 2,
  'client-abort': 2,
  'rate-limited': 3,
};

/** Traffic that gives no alert a reason. */
export const quietTraffic = {
  providers: 7,
  models: ['claude-haiku-4-5-20251001', 'gpt-5.1-codex'],
  mix: quietMix,
  // What is not streamed has its first token at its end, which may be late.
  streamShare: 1,
} satisfies Partial<SimulatorOptions>;

/** A limit of a provider that nobody spends. */
export const OUT_OF_REACH_USD = '5000.00';

/** Slots for these models on so few providers, and limits of spending that are out of reach. */
export async function setQuietLimits(gateway: Gateway): Promise<void> {
  const spending = { fiveHours: null, daily: null, weekly: null, monthly: null, total: OUT_OF_REACH_USD };
  for (const { id, slots } of gateway.directory.providers) {
    await gateway.limitProvider(id, { ...spending, slots: slots === undefined ? null : 3 * slots });
  }
}
