import type { Provider } from '../gateway/directory.ts';
import { providerSet, type SessionCounter } from '../gateway/live-sessions.ts';

/** Concurrent-session slots of one provider. */
export interface ProviderSlots {
  provider: Provider;
  /** Sessions it has now; null when its key in Redis cannot be read. */
  used: number | null;
  /** null = unlimited. */
  limit: number | null;
  /** used / limit; null when either is. May pass 1: the gateway enforces by another count than it shows. */
  utilizationRatio: number | null;
}

/**
 * Slots of all providers that are not deleted, in the gateway's order (gateway.md 3.6). The gateway itself shows those of
 * enabled ones.
 */
export function providerSlots(
  counter: SessionCounter,
  providers: readonly Provider[],
): Promise<ProviderSlots[]> {
  return Promise.all(
    providers.map(async (provider) => {
      const reading = await counter.count(providerSet(provider.id));
      const used = reading.ok ? reading.value : null;
      const limit = provider.slotLimit;
      return {
        provider,
        used,
        limit,
        utilizationRatio: used === null || limit === null ? null : used / limit,
      };
    }),
  );
}
