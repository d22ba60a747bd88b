import type { Provider } from '../traffic/participants.ts';
import type { KeyContext } from './key-context.ts';

type CircuitState = 'closed' | 'open' | 'half-open';

/**
 * The circuit breakers of the providers, as the gateway keeps them: in its own memory, written to
 * `circuit_breaker:state:<id>` at every change and to `circuit_breaker:config:<id>` at the first.
 */
export interface Breakers {
  state(provider: Provider): CircuitState;
  /** Whether the provider may be chosen. An open breaker whose time is over is half-open from this call on. */
  admits(provider: Provider): boolean;
  /** An attempt failed: enough of them in a row open the breaker, a half-open one opens at once. */
  failed(provider: Provider): void;
  /** An attempt was answered: failures are forgotten, enough answers close a half-open breaker. */
  answered(provider: Provider): void;
  /** Sets a state from outside, as an operator or a test does. */
  force(provider: Provider, state: CircuitState): void;
  /** Resolves when everything is written. */
  written(): Promise<void>;
}

interface Circuit {
  readonly state: CircuitState;
  readonly failures: number;
  /** Unix milliseconds. */
  readonly lastFailureAt: number | undefined;
  readonly openUntil: number | undefined;
  readonly halfOpenAnswers: number;
}

const closed: Circuit = {
  state: 'closed',
  failures: 0,
  lastFailureAt: undefined,
  openUntil: undefined,
  halfOpenAnswers: 0,
};

const stateTtlSeconds = 24 * 3_600;

/** @param speed simulated seconds per real second: a breaker stays open for that much less */
export function createBreakers({ redis, now }: KeyContext, speed: number): Breakers {
  const circuits = new Map<number, Circuit>();
  const configured = new Set<number>();
  let writing: Promise<unknown> = Promise.resolve();
  const circuitOf = (provider: Provider) => circuits.get(provider.id) ?? closed;

  const change = (provider: Provider, circuit: Circuit) => {
    circuits.set(provider.id, circuit);
    const isFirst = !configured.has(provider.id);
    configured.add(provider.id);
    const write = redis.attempt((each) => {
      const key = `circuit_breaker:state:${provider.id}`;
      return Promise.all([
        each.hset(key, {
          failureCount: circuit.failures,
          lastFailureTime: circuit.lastFailureAt ?? '',
          circuitState: circuit.state,
          circuitOpenUntil: circuit.openUntil ?? '',
          halfOpenSuccessCount: circuit.halfOpenAnswers,
        }),
        each.expire(key, stateTtlSeconds),
        ...(isFirst ? [each.hset(`circuit_breaker:config:${provider.id}`, configOf(provider))] : []),
      ]);
    });
    writing = Promise.all([writing, write]);
  };
  const opened = (provider: Provider, circuit: Circuit): Circuit => ({
    ...circuit,
    state: 'open',
    openUntil: now() + Math.round(provider.breaker.openMs / speed),
    halfOpenAnswers: 0,
  });
  const halfOpened = (circuit: Circuit): Circuit => ({ ...circuit, state: 'half-open', halfOpenAnswers: 0 });

  return {
    state: (provider) => circuitOf(provider).state,
    admits(provider) {
      const circuit = circuitOf(provider);
      if (circuit.state !== 'open') return true;
      if ((circuit.openUntil ?? 0) > now()) return false;
      change(provider, halfOpened(circuit));
      return true;
    },
    failed(provider) {
      const before = circuitOf(provider);
      if (before.state === 'open') return;
      const circuit = { ...before, failures: before.failures + 1, lastFailureAt: now() };
      const isTooMany = before.state === 'half-open' || circuit.failures >= provider.breaker.failureThreshold;
      change(provider, isTooMany ? opened(provider, circuit) : circuit);
    },
    answered(provider) {
      const circuit = circuitOf(provider);
      if (circuit.state === 'closed' && circuit.failures > 0) change(provider, closed);
      if (circuit.state !== 'half-open') return;
      const halfOpenAnswers = circuit.halfOpenAnswers + 1;
      const isEnough = halfOpenAnswers >= provider.breaker.halfOpenSuccesses;
      change(provider, isEnough ? closed : { ...circuit, halfOpenAnswers });
    },
    force(provider, state) {
      const failing = {
        ...circuitOf(provider),
        failures: provider.breaker.failureThreshold,
        lastFailureAt: now(),
      };
      const forced: Record<CircuitState, () => Circuit> = {
        closed: () => closed,
        open: () => opened(provider, failing),
        'half-open': () => halfOpened(failing),
      };
      change(provider, forced[state]());
    },
    async written() {
      await writing;
    },
  };
}

const configOf = ({ breaker }: Provider) => ({
  failureThreshold: breaker.failureThreshold,
  openDuration: breaker.openMs,
  halfOpenSuccessThreshold: breaker.halfOpenSuccesses,
});
