import type { Attempt, ProxiedPlan } from '../traffic/plan.ts';
import type { Provider } from '../traffic/participants.ts';

/** An element of `message_request.provider_chain`: one decision or the end of one attempt. */
export interface ChainElement {
  readonly id: number;
  readonly name: string;
  readonly reason: string;
  /** Unix milliseconds. */
  readonly timestamp: number;
  readonly [detail: string]: unknown;
}

/**
 * The whole chain of a request. Its last element is the attempt that decided the request: that is where the gateway
 * looks for the final provider and the outcome, so the losers of a race stand before its winner.
 */
export function providerChain(plan: ProxiedPlan): ChainElement[] {
  const deciding = decidingAttempt(plan);
  const others = plan.attempts.filter((attempt) => attempt !== deciding);
  return [
    ...chainAtStart(plan),
    ...[...others, deciding].flatMap((attempt) => attemptElements(plan, attempt)),
    ...closing(plan),
  ];
}

/** What is known when the first attempt begins. */
export function chainAtStart(plan: ProxiedPlan): ChainElement[] {
  const [first] = plan.attempts;
  return [
    ...plan.crowded.map((provider) => element(plan, provider, 'concurrent_limit_failed', 0)),
    element(plan, first.provider, plan.selection, 0, {
      selectionMethod: plan.selection === 'session_reuse' ? 'session_reuse' : 'weighted_random',
      circuitState: 'closed',
    }),
  ];
}

/** The attempt that decides the request: the one that was answered, else the last that did not lose a race. */
export function decidingAttempt({ attempts }: ProxiedPlan): Attempt {
  const [first] = attempts;
  return (
    attempts.find(({ result }) => result === 'answered') ??
    attempts.findLast(({ result }) => !result.startsWith('hedge_loser')) ??
    first
  );
}

function attemptElements(plan: ProxiedPlan, attempt: Attempt): ChainElement[] {
  const { provider, startMs, endMs, statusCode, errorMessage } = attempt;
  const rival = plan.attempts.find(({ isHedge }) => isHedge);
  const raced = attempt.isHedge || attempt.number + 1 === rival?.number;
  const start =
    !raced || rival === undefined
      ? []
      : [element(plan, provider, attempt.isHedge ? 'hedge_launched' : 'hedge_triggered', rival.startMs)];
  return [
    ...start,
    element(plan, provider, reasonOf(plan, attempt, raced), Math.max(startMs, endMs), {
      attemptNumber: attempt.number,
      ...(statusCode === undefined ? {} : { statusCode }),
      ...(errorMessage === undefined ? {} : { errorMessage, errorDetails: detailsOf(attempt) }),
      ...(attempt.model === plan.model
        ? {}
        : {
            modelRedirect: {
              originalModel: plan.model,
              redirectedModel: attempt.model,
              billingModel: plan.model,
            },
          }),
    }),
  ];
}

function reasonOf(plan: ProxiedPlan, attempt: Attempt, raced: boolean): string {
  if (attempt.result === 'failed') return attempt.statusCode === undefined ? 'system_error' : 'retry_failed';
  if (attempt.result !== 'answered') return attempt.result;
  if (raced) return 'hedge_winner';
  return plan.attempts.length > 1 ? 'retry_success' : 'request_success';
}

/** Upstream bodies and headers stand in real chains too; whoever reads a chain has to leave them there. */
function detailsOf({ provider, statusCode, errorMessage, result }: Attempt): Record<string, unknown> {
  return {
    provider: {
      id: provider.id,
      name: provider.name,
      statusCode,
      upstreamBody: JSON.stringify({ error: { message: errorMessage } }),
    },
    request: { url: 'https://upstream.invalid/v1', headers: 'authorization: [redacted]' },
    ...(result === 'client_error_non_retryable'
      ? { matchedRule: { ruleId: 1, pattern: errorMessage, matchType: 'contains', category: 'client_error' } }
      : {}),
  };
}

/** When every provider has failed, the end is the gateway's own. */
function closing(plan: ProxiedPlan): ChainElement[] {
  const { ending } = plan;
  if (ending?.statusCode !== 503 || !/no available provider/i.test(ending.errorMessage ?? '')) return [];
  const { provider } = decidingAttempt(plan);
  return [
    element(plan, provider, 'endpoint_pool_exhausted', ending.durationMs, {
      errorMessage: ending.errorMessage,
    }),
  ];
}

function element(
  plan: ProxiedPlan,
  provider: Provider,
  reason: string,
  afterMs: number,
  details: Readonly<Record<string, unknown>> = {},
): ChainElement {
  return {
    id: provider.id,
    name: provider.name,
    providerType: provider.type,
    priority: provider.priority,
    weight: provider.weight,
    costMultiplier: Number(provider.costMultiplier),
    groupTag: provider.groups.join(),
    reason,
    timestamp: plan.at + Math.round(afterMs),
    ...details,
  };
}
