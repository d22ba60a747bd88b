/**
 * Everything Hubscope reads of the gateway's tables, and nothing else: the probe looks for these columns, and
 * provisioning/postgres/role.sql grants exactly them. A column that holds a secret (an API key, an upstream
 * key, an error body, a client IP) never stands here; see {@link derivedViews} for what is derived from one.
 */
export const readColumns = {
  usage_ledger: [
    'id',
    'request_id',
    'user_id',
    'provider_id',
    'final_provider_id',
    'model',
    'original_model',
    'endpoint',
    'session_id',
    'session_identity',
    'status_code',
    'is_success',
    'success_rate_outcome',
    'blocked_by',
    'is_replay',
    'cost_usd',
    'input_tokens',
    'output_tokens',
    'cache_creation_input_tokens',
    'cache_creation_5m_input_tokens',
    'cache_creation_1h_input_tokens',
    'cache_read_input_tokens',
    'cache_ttl_applied',
    'duration_ms',
    'ttfb_ms',
    'first_byte_ms',
    'created_at',
  ],
  message_request: [
    'id',
    'provider_id',
    'user_id',
    'model',
    'original_model',
    'endpoint',
    'session_id',
    'session_identity',
    'session_identity_kind',
    'affinity_fingerprint',
    'request_sequence',
    'status_code',
    'blocked_by',
    'is_replay',
    'cost_usd',
    'input_tokens',
    'output_tokens',
    'cache_creation_input_tokens',
    'cache_creation_5m_input_tokens',
    'cache_creation_1h_input_tokens',
    'cache_read_input_tokens',
    'cache_ttl_applied',
    'duration_ms',
    'ttfb_ms',
    'first_byte_ms',
    'created_at',
    'updated_at',
    'deleted_at',
  ],
  users: [
    'id',
    'name',
    'role',
    'tags',
    'provider_group',
    'is_enabled',
    'expires_at',
    'deleted_at',
    'updated_at',
    'rpm_limit',
    'limit_concurrent_sessions',
    'limit_5h_usd',
    'limit_5h_reset_mode',
    'limit_5h_cost_reset_at',
    'daily_limit_usd',
    'daily_reset_mode',
    'daily_reset_time',
    'limit_weekly_usd',
    'limit_monthly_usd',
    'limit_total_usd',
    'cost_reset_at',
  ],
  keys: [
    'id',
    'user_id',
    'name',
    'is_enabled',
    'expires_at',
    'deleted_at',
    'updated_at',
    'can_login_web_ui',
    'provider_group',
    'limit_concurrent_sessions',
    'limit_5h_usd',
    'limit_5h_reset_mode',
    'limit_daily_usd',
    'daily_reset_mode',
    'daily_reset_time',
    'limit_weekly_usd',
    'limit_monthly_usd',
    'limit_total_usd',
    'cost_reset_at',
  ],
  providers: [
    'id',
    'name',
    'provider_type',
    'provider_vendor_id',
    'group_tag',
    'is_enabled',
    'priority',
    'weight',
    'cost_multiplier',
    'deleted_at',
    'updated_at',
    'limit_concurrent_sessions',
    'limit_5h_usd',
    'limit_5h_reset_mode',
    'limit_daily_usd',
    'daily_reset_mode',
    'daily_reset_time',
    'limit_weekly_usd',
    'limit_monthly_usd',
    'limit_total_usd',
    'total_cost_reset_at',
    'circuit_breaker_failure_threshold',
    'circuit_breaker_open_duration',
    'swap_cache_ttl_billing',
    'active_time_start',
    'active_time_end',
  ],
  provider_groups: ['id', 'name', 'cost_multiplier'],
  provider_cache_effectiveness: [
    'provider_id',
    'model',
    'cache_ttl_bucket',
    'window_start',
    'window_end',
    'sample_count',
    'eligible_count',
    'theoretical_cache_tokens',
    'observed_cache_read_tokens',
  ],
  system_settings: [
    'id',
    'site_title',
    'allow_global_usage_view',
    'currency_display',
    'billing_model_source',
    'timezone',
    'enable_high_concurrency_mode',
    'enable_auto_cleanup',
    'cleanup_retention_days',
  ],
  audit_log: [
    'id',
    'action_category',
    'action_type',
    'target_type',
    'target_id',
    'target_name',
    'operator_user_name',
    'success',
    'created_at',
  ],
} as const satisfies Record<string, readonly string[]>;

/** A table of the gateway that Hubscope reads. */
export type GatewayTable = keyof typeof readColumns;

/** Column names that {@link readColumns} lists for a table. */
export type GatewayColumn<T extends GatewayTable> = (typeof readColumns)[T][number];

/** Name of the schema that the least-privilege role's views live in. */
export const VIEW_SCHEMA = 'hubscope';

/** A view that turns secret columns into harmless facts inside the database. */
export interface DerivedView {
  /** Table the facts are derived from, aliased `r` in the expressions. */
  table: GatewayTable;
  /** Column of that table that identifies the row in the view. */
  identifier: string;
  /** Secret or bulky columns the expressions read; all must exist in the gateway's schema. */
  needs: readonly string[];
  /** Fact name to SQL expression. */
  facts: Readonly<Record<string, string>>;
  /**
   * Facts that are look-ups in another table. The view joins them laterally: PostgreSQL then remembers what it has
   * looked up, and does it once per key rather than once per row.
   */
  lookups: readonly string[];
}

/**
 * The key row that a usage row was made with, found by the plaintext string inside the database. Strings are
 * not unique (gateway.md 1.7): the owner's row wins, then a live one, then the oldest.
 */
const keyId =
  '(SELECT k.id FROM public.keys k WHERE k.key = r.key ' +
  'ORDER BY k.user_id = r.user_id DESC, k.deleted_at IS NULL DESC, k.id LIMIT 1)';

/** Provider that answered: the last chain element's id when all digits, else the selected one (gateway.md 1.2). */
const finalProviderId =
  "coalesce(CASE WHEN jsonb_typeof(r.provider_chain) = 'array' AND r.provider_chain->-1->>'id' ~ '^[0-9]{1,9}$' " +
  "THEN (r.provider_chain->-1->>'id')::integer END, r.provider_id)";

/** The ledger's is_success (gateway.md 1.2, step 5) for gateways that have no ledger yet. */
const isSuccess = "(coalesce(r.error_message, '') = '' AND (r.status_code IS NULL OR r.status_code < 400))";

/**
 * Views of the {@link VIEW_SCHEMA} schema. They depend on as few columns as possible, because a view keeps the
 * gateway's migrations from changing the type of the columns it names.
 */
export const derivedViews = {
  ledger_facts: {
    table: 'usage_ledger',
    identifier: 'id',
    needs: ['key'],
    facts: { key_id: keyId },
    lookups: ['key_id'],
  },
  request_facts: {
    table: 'message_request',
    identifier: 'id',
    needs: ['key', 'provider_chain', 'error_message'],
    facts: { key_id: keyId, final_provider_id: finalProviderId, is_success: isSuccess },
    lookups: ['key_id'],
  },
} as const satisfies Record<string, DerivedView>;

/** Name of a view of the least-privilege role. */
export type DerivedViewName = keyof typeof derivedViews;
