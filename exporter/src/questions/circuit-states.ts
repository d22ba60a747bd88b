import type { Provider } from '../gateway/directory.ts';
import type { Redis } from '../gateway/redis.ts';

/** States of a circuit breaker, in the gateway's own words. */
export const circuitStates = ['closed', 'open', 'half-open'] as const;
export type CircuitState = (typeof circuitStates)[number];

/** The circuit breaker of one provider. */
export interface ProviderCircuit {
  provider: Provider;
  /** null when the key cannot be read or holds a word we do not know. */
  state: CircuitState | null;
  /** When an open breaker lets a trial request through (Unix ms); null when it is not open or not said. */
  openUntil: number | null;
}

/** Breakers of all providers that are not deleted, from `circuit_breaker:state:<id>`; a missing key means closed. */
export function providerCircuits(redis: Redis, providers: readonly Provider[]): Promise<ProviderCircuit[]> {
  return Promise.all(
    providers.map(async (provider) => {
      const reading = await redis.fields(`circuit_breaker:state:${provider.id}`, [
        'circuitState',
        'circuitOpenUntil',
      ]);
      if (!reading.ok) return { provider, state: null, openUntil: null };
      const { circuitState, circuitOpenUntil } = reading.value;
      const state = circuitStates.find((known) => known === (circuitState ?? 'closed')) ?? null;
      const until = Number(circuitOpenUntil ?? '');
      return { provider, state, openUntil: state === 'open' && until > 0 ? until : null };
    }),
  );
}
