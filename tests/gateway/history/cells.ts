import type { Conversation } from './conversations.ts';
import type { BilledLoser, FinishedRequest } from './finished-request.ts';
import { breakdownOf, moneyText } from './money.ts';

/** A value of COPY's text format; null and undefined = NULL. Only {@link json} and {@link text} may hold any character. */
export type CellValue = string | number | boolean | null | undefined;
export type Cells<Source> = Readonly<Record<string, (source: Source) => CellValue>>;

/** Columns that are the same for all requests of a conversation. */
export const conversationCells: Cells<Conversation> = {
  user_id: ({ key }) => key.userId,
  key: ({ key }) => text(key.key),
  session_id: ({ sessionId }) => sessionId,
  session_identity: ({ sessionId, affinity }) =>
    affinity === undefined ? sessionId : `pfx:${affinity.scopeTag}:${affinity.fingerprint}`,
  session_identity_kind: ({ sessionId, affinity }) =>
    affinity === undefined ? sessionId && 'session_id' : 'prefix_affinity',
  affinity_scope_tag: ({ affinity }) => affinity?.scopeTag,
  affinity_fingerprint: ({ affinity }) => affinity?.fingerprint,
  affinity_fingerprint_chain: ({ affinity }) => affinity && json([affinity.fingerprint]),
  client_ip: ({ clientIp }) => clientIp,
  user_agent: ({ userAgent }) => userAgent,
  cache_compatibility_key: ({ affinity }) => affinity && `${affinity.scopeTag}:${affinity.fingerprint}`,
  cache_ttl_bucket: ({ sessionId }) => sessionId && '5m',
  api_type: () => null,
  context_1m_applied: () => false,
  swap_cache_ttl_applied: () => false,
};

/** Columns that both tables have. */
const commonCells: Cells<FinishedRequest> = {
  provider_id: ({ providerId }) => providerId,
  model: ({ model }) => text(model),
  original_model: ({ originalModel }) => text(originalModel),
  endpoint: ({ endpoint }) => text(endpoint),
  status_code: ({ statusCode }) => statusCode,
  blocked_by: ({ blockedBy }) => blockedBy,
  cost_usd: ({ cost }) => (cost === null ? null : moneyText(cost)),
  cost_multiplier: ({ billing }) => billing?.route.provider.costMultiplier,
  group_cost_multiplier: ({ billing }) => billing?.groupMultiplier,
  input_tokens: ({ usage }) => usage?.input,
  output_tokens: ({ usage }) => usage?.output,
  cache_creation_input_tokens: ({ usage }) =>
    typeof usage?.cacheWrite5m === 'number' ? usage.cacheWrite5m + (usage.cacheWrite1h ?? 0) : null,
  cache_creation_5m_input_tokens: ({ usage }) => usage?.cacheWrite5m,
  cache_creation_1h_input_tokens: ({ usage }) => usage?.cacheWrite1h,
  cache_read_input_tokens: ({ usage }) => usage?.cacheRead,
  cache_ttl_applied: ({ usage, conversation }) =>
    typeof usage?.cacheWrite5m === 'number' ? conversation.cacheLife : null,
  duration_ms: ({ durationMs }) => durationMs,
  ttfb_ms: ({ ttftMs }) => ttftMs,
  first_byte_ms: ({ firstByteMs }) => firstByteMs,
  created_at: ({ createdAt }) => new Date(createdAt).toISOString(),
  actual_response_model: ({ usage, model }) => usage && text(model),
  is_replay: ({ replayOf }) => replayOf !== null,
  replay_source_request_id: ({ replayOf }) => replayOf,
};

/** The other columns of usage_ledger except `id`. */
export const ledgerCells: Cells<FinishedRequest> = {
  ...commonCells,
  request_id: ({ id }) => id,
  final_provider_id: ({ finalProviderId }) => finalProviderId,
  is_success: ({ errorMessage, statusCode }) =>
    (errorMessage ?? '') === '' && (statusCode === null || statusCode < 400),
  success_rate_outcome: ({ outcome }) => outcome,
};

/** The other columns of message_request. */
export const logCells: Cells<FinishedRequest> = {
  ...commonCells,
  id: ({ id }) => id,
  updated_at: ({ updatedAt }) => new Date(updatedAt).toISOString(),
  deleted_at: () => null,
  provider_chain: ({ chain }) => chain && json(chain.elements(chain.first, chain.second)),
  error_message: ({ errorMessage }) => text(errorMessage),
  error_stack: () => null,
  error_cause: () => null,
  blocked_reason: ({ blockedBy, replayOf }) =>
    blockedBy !== null ? blockedReasons[blockedBy] : replayOf && json({ replaySourceRequestId: replayOf }),
  messages_count: ({ sequence }) => sequence * 2 - 1,
  request_sequence: ({ sequence }) => sequence,
  special_settings: () => null,
  routing_trace: () => null,
  cost_breakdown: ({ usage, billing }) => {
    if (usage === null || billing?.tariff === undefined) return null;
    const { route, groupMultiplier, tariff, cost } = billing;
    return json(breakdownOf(tariff, usage, route.provider.costMultiplier, groupMultiplier, cost));
  },
  hedge_losers: ({ losers }) => (losers.length === 0 ? null : json(losers.map(storedLoser))),
  cache_score_eligible: ({ usage, conversation }) =>
    conversation.sessionId && usage !== null && conversation.affinity !== undefined,
  cache_score_excluded_reason: ({ usage, conversation }) => {
    if (conversation.sessionId === null) return null;
    if (conversation.affinity === undefined) return 'no_affinity_key';
    return usage === null ? 'attempt_failed' : null;
  },
  theoretical_cache_tokens: ({ usage }) => usage && Math.round((usage.cacheRead ?? 0) * 1.08),
};

const blockedReasons = {
  warmup: json({ reason: 'anthropic_warmup_intercepted' }),
  sensitive_word: json({ word: 'demo-forbidden', matchType: 'contains' }),
};

function storedLoser({ route, usage, cost }: BilledLoser) {
  return {
    providerId: route.provider.id,
    providerName: route.provider.name,
    attemptNumber: 1,
    costUsd: moneyText(cost),
    inputTokens: usage.input,
    outputTokens: usage.output,
    cacheCreationInputTokens: (usage.cacheWrite5m ?? 0) + (usage.cacheWrite1h ?? 0),
    cacheReadInputTokens: usage.cacheRead ?? 0,
  };
}

function text(value: string | null): string | null {
  return value !== null && /[\\\t\n\r]/.test(value)
    ? value.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? '')
    : value;
}
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** JSON escapes every control character itself, with backslashes. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\', '\\\\');
}
