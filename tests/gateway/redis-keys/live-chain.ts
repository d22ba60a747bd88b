import type { ChainElement } from '../requests/provider-chain.ts';
import type { Session } from '../traffic/plan.ts';
import type { KeyContext } from './key-context.ts';

/** How far a running request is. */
export type LivePhase =
  | 'provider_selected'
  | 'session_reused'
  | 'retrying'
  | 'hedge_racing'
  | 'hedge_resolved'
  | 'streaming'
  | 'aborted'
  | 'completed'
  | 'failed';

/** Publishes the course of running requests: `cch:live-chain:<session id>:<sequence>`. */
export type LiveChain = (
  session: Session,
  requestSequence: number,
  phase: LivePhase,
  chain: readonly ChainElement[],
) => Promise<void>;

export function createLiveChain({ redis, sessionTtlSeconds, now }: KeyContext): LiveChain {
  return async (session, requestSequence, phase, chain) => {
    const activeProviders = chain.slice(-1).map(({ id, name }) => ({ id, name }));
    await redis.attempt((each) =>
      each.setex(
        `cch:live-chain:${session.id}:${requestSequence}`,
        sessionTtlSeconds,
        JSON.stringify({ chain, phase, updatedAt: now(), activeProviders }),
      ),
    );
  };
}
