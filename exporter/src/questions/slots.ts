import type { Provider } from '../gateway/directory.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import type { CircuitState, ProviderCircuit } from './circuit-states.ts';
import type { ProviderSlots } from './provider-slots.ts';
import type { Window } from './windows.ts';

/** What a provider has answered today. */
export interface ProviderVolume {
  providerId: number;
  requests: number;
  /** Null when the gateway's version keeps no tokens. */
  tokens: number | null;
}

/** One provider's slots and what else tells whether it can take more. Figures are null when they are not known. */
interface SlotRow {
  provider: Pick<Provider, 'id' | 'name' | 'type' | 'groups' | 'enabled' | 'priority'>;
  /** Sessions that it has now. */
  used: number | null;
  /** Sessions that it may have; null = unlimited. */
  limit: number | null;
  /** used / limit; null also when it is unlimited. May pass 1: the gateway enforces by another count than it shows. */
  utilizationRatio: number | null;
  /** Of the gateway's today, from its board of providers. */
  requestsToday: number | null;
  /** The gateway calls it the provider's volume. */
  tokensToday: number | null;
  circuit: CircuitState | null;
  /** When an open breaker lets a trial request through, Unix ms; null when it is not open or not said. */
  halfOpensAt: number | null;
}

/** All limited capacity of enabled providers taken together. Figures are null when one provider's use is not known. */
interface SlotFleet {
  /** Enabled providers that have a limit. */
  providers: number;
  limit: number;
  used: number | null;
  /** Free slots; one provider's overuse takes none from another. */
  left: number | null;
  /** left / limit; null also when no provider is limited. */
  leftRatio: number | null;
}

/** Slots of every provider that is not deleted. */
export interface SlotBoard {
  /** By priority, then id: the gateway's order. Disabled ones are among them. */
  providers: SlotRow[];
  fleet: SlotFleet;
}

interface VolumeRow {
  id: number;
  requests: string;
  tokens: string | null;
}

/** Statement of {@link providerVolumes}. */
export const volumesSql = (reader: LedgerReader, today: Window) => `
  SELECT final_provider_id AS id, sum(requests)::text AS requests, sum(total_tokens)::text AS tokens
  FROM ${reader.totals('provider', today, 'any', ['requests', 'total_tokens'])}
  WHERE final_provider_id IS NOT NULL GROUP BY 1 HAVING sum(requests) > 0`;

/** Requests and tokens of today's board of providers (gateway.md 3.4, 3.6). Providers without a request are left out. */
export async function providerVolumes(reader: LedgerReader, today: Window): Promise<ProviderVolume[]> {
  const knowsTokens = reader.knows('input_tokens') && reader.knows('output_tokens');
  const rows = await reader.query<VolumeRow>(volumesSql(reader, today));
  return rows.map(({ id, requests, tokens }) => ({
    providerId: id,
    requests: Number(requests),
    tokens: knowsTokens ? Number(tokens ?? 0) : null,
  }));
}

/**
 * Puts together what is known of the providers' slots, each of it read elsewhere.
 * @param circuits undefined when no breaker is known
 * @param volumes undefined when no volume is known
 */
export function slotBoard(
  slots: readonly ProviderSlots[],
  circuits: readonly ProviderCircuit[] | undefined,
  volumes: readonly ProviderVolume[] | undefined,
): SlotBoard {
  const circuitOf = new Map(circuits?.map((circuit) => [circuit.provider.id, circuit]));
  const volumeOf = new Map(volumes?.map((volume) => [volume.providerId, volume]));
  const nothing = volumes === undefined ? null : 0;
  const providers = slots.map(({ provider, used, limit, utilizationRatio }): SlotRow => {
    const { id, name, type, groups, enabled, priority } = provider;
    const circuit = circuitOf.get(id);
    const volume = volumeOf.get(id);
    return {
      provider: { id, name, type, groups, enabled, priority },
      used,
      limit,
      utilizationRatio,
      requestsToday: volume?.requests ?? nothing,
      tokensToday: volume === undefined ? nothing : volume.tokens,
      circuit: circuit?.state ?? null,
      halfOpensAt: circuit?.openUntil ?? null,
    };
  });
  return { providers, fleet: fleetOf(slots) };
}

function fleetOf(slots: readonly ProviderSlots[]): SlotFleet {
  const limited = slots.flatMap(({ provider, used, limit }) =>
    provider.enabled && limit !== null ? [{ used, limit }] : [],
  );
  const limit = limited.reduce((sum, one) => sum + one.limit, 0);
  let used: number | null = 0;
  let left: number | null = 0;
  for (const one of limited) {
    used = used === null || one.used === null ? null : used + one.used;
    left = left === null || one.used === null ? null : left + Math.max(0, one.limit - one.used);
  }
  return {
    providers: limited.length,
    limit,
    used,
    left,
    leftRatio: left === null || limit === 0 ? null : left / limit,
  };
}
