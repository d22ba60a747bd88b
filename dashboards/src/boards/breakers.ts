import { timeline } from '../kit/core.ts';
import { circuitStates } from '../kit/fields.ts';
import { promql } from '../kit/queries.ts';

/** Every provider's circuit breaker over time. */
export const breakers = timeline(
  {
    title: 'Circuit breakers',
    description: 'State of each breaker over time: an open one sends nothing to its provider.',
    targets: [
      promql(
        `max by (provider) (cch_provider_circuit_state{state="half_open"})
         + 2 * max by (provider) (cch_provider_circuit_state{state="open"})`,
        { legend: '{{provider}}' },
      ),
    ],
  },
  { unit: 'short', values: circuitStates },
);
