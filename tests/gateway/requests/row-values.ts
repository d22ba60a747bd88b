import type { Bill, TokenUsage } from '../traffic/billing.ts';
import type {
  Attempt,
  Ending,
  ProxiedPlan,
  ReplayPlan,
  RequestPlan,
  SensitiveWordPlan,
  Session,
  WarmupPlan,
} from '../traffic/plan.ts';
import { decidingAttempt, providerChain } from './provider-chain.ts';
import type { ColumnValues } from './request-table.ts';

/** The INSERT before the request is forwarded: in flight, cost 0, and nothing known of its end. */
export function insertedValues(plan: ProxiedPlan, requestSequence: number): ColumnValues {
  const [first] = plan.attempts;
  return {
    ...requestValues(plan),
    ...sessionValues(plan.session),
    provider_id: first.provider.id,
    endpoint: plan.endpoint,
    request_sequence: requestSequence,
    cost_usd: '0',
    cost_multiplier: first.provider.costMultiplier,
    group_cost_multiplier: first.groupMultiplier,
  };
}

/** The terminal patch. The bill is apart, because it may come later. */
export function finalValues(plan: ProxiedPlan, ending: Ending): ColumnValues {
  if (ending.losesDetails) return { status_code: ending.statusCode };
  const deciding = decidingAttempt(plan);
  return {
    status_code: ending.statusCode,
    duration_ms: ending.durationMs,
    ttfb_ms: ending.firstTokenMs,
    first_byte_ms: ending.firstByteMs,
    provider_id: deciding.provider.id,
    model: deciding.model,
    actual_response_model: ending.responseModel,
    provider_chain: providerChain(plan),
    error_message: ending.errorMessage,
    error_stack: ending.errorMessage && `ProxyError: ${ending.errorMessage}\n    at forward (upstream)`,
    context_1m_applied: false,
    swap_cache_ttl_applied: false,
    ...usageValues(ending.usage),
    ...cacheScoreValues(plan, ending, deciding),
  };
}

export const billValues = ({ total, breakdown }: Bill): ColumnValues => ({
  cost_usd: total,
  cost_breakdown: breakdown,
});

/** A warm-up that the gateway answers itself: finished at its INSERT, and without a cost. */
export function warmupValues(plan: WarmupPlan, requestSequence: number): ColumnValues {
  return {
    ...requestValues(plan),
    ...sessionValues(plan.session),
    provider_id: 0,
    endpoint: plan.endpoint,
    request_sequence: requestSequence,
    status_code: 200,
    duration_ms: plan.durationMs,
    ttfb_ms: plan.durationMs,
    first_byte_ms: plan.durationMs,
    cost_usd: null,
    blocked_by: 'warmup',
    blocked_reason: JSON.stringify({ reason: 'anthropic_warmup_intercepted', note: 'answered locally' }),
  };
}

/** Refused before there was a session. */
export function sensitiveWordValues(plan: SensitiveWordPlan): ColumnValues {
  return {
    ...requestValues(plan),
    provider_id: 0,
    status_code: 400,
    cost_usd: '0',
    blocked_by: 'sensitive_word',
    blocked_reason: JSON.stringify({ word: plan.word, matchType: 'contains' }),
  };
}

/** The audit row of a replayed answer; its provider is copied from the source afterwards. */
export function replayValues(plan: ReplayPlan, sourceId: number, requestSequence: number): ColumnValues {
  return {
    ...requestValues(plan),
    ...sessionValues(plan.source.session),
    provider_id: 0,
    endpoint: plan.source.endpoint,
    request_sequence: requestSequence,
    status_code: 200,
    duration_ms: plan.durationMs,
    cost_usd: '0',
    is_replay: true,
    replay_source_request_id: sourceId,
    blocked_reason: JSON.stringify({ replayOf: sourceId }),
  };
}

const requestValues = ({ caller, model, messagesCount, client }: RequestPlan): ColumnValues => ({
  user_id: caller.user.id,
  key: caller.key.key,
  model,
  original_model: model,
  messages_count: messagesCount,
  user_agent: client.userAgent,
  client_ip: client.ip,
});

const sessionValues = ({ id, identity, kind, affinity }: Session): ColumnValues => ({
  session_id: id,
  session_identity: identity,
  session_identity_kind: kind,
  affinity_scope_tag: affinity?.scopeTag,
  affinity_fingerprint: affinity?.fingerprint,
  affinity_fingerprint_chain: affinity?.chain,
});

function usageValues(usage: TokenUsage | undefined): ColumnValues {
  if (usage === undefined) return {};
  const { cacheWrite5m, cacheWrite1h } = usage;
  const writes = [cacheWrite5m, cacheWrite1h].filter((tokens) => tokens !== null);
  return {
    input_tokens: usage.input,
    output_tokens: usage.output,
    cache_read_input_tokens: usage.cacheRead,
    cache_creation_5m_input_tokens: cacheWrite5m,
    cache_creation_1h_input_tokens: cacheWrite1h,
    cache_creation_input_tokens: writes.length === 0 ? null : writes.reduce((sum, tokens) => sum + tokens, 0),
    cache_ttl_applied: cacheLifeOf(cacheWrite5m ?? 0, cacheWrite1h ?? 0),
  };
}

function cacheLifeOf(written5m: number, written1h: number): string | null {
  if (written5m > 0 && written1h > 0) return 'mixed';
  if (written1h > 0) return '1h';
  return written5m > 0 ? '5m' : null;
}

/** Whether the row counts in the gateway's windows of cache effectiveness, and why not. */
function cacheScoreValues({ session }: ProxiedPlan, ending: Ending, deciding: Attempt): ColumnValues {
  const { affinity } = session;
  const { usage } = ending;
  const obstacles: [string, boolean][] = [
    ['no_affinity_key', affinity === undefined],
    ['attempt_failed', deciding.result !== 'answered'],
    ['stream_truncated', ending.errorMessage !== undefined],
    ['not_observable', (usage?.cacheRead ?? null) === null],
  ];
  const excluded = obstacles.find(([, applies]) => applies)?.[0];
  return {
    cache_compatibility_key: affinity && `${affinity.scopeTag}:${affinity.fingerprint}`,
    cache_score_eligible: excluded === undefined,
    cache_score_excluded_reason: excluded,
    theoretical_cache_tokens: usage && (usage.cacheRead ?? 0) + (usage.cacheWrite5m ?? 0),
    cache_ttl_bucket: (usage?.cacheWrite1h ?? 0) > 0 ? '1h' : '5m',
  };
}
