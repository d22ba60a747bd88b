/** One metric family: what it is called, what it means, and where its figure comes from. */
export interface Family {
  type: 'gauge' | 'counter' | 'histogram';
  /** Meaning, then the source in the gateway. */
  help: string;
  labels: readonly string[];
}

const provider = ['provider_id', 'provider'] as const;
const user = ['user_id', 'user'] as const;
const key = ['key_id', 'key'] as const;
const quota = ['scope', 'id', 'window'] as const;

/** Every family of the exporter, by name. The README's table is made from this. */
export const families = {
  cch_concurrent_sessions: {
    type: 'gauge',
    help: 'Live sessions, as the gateway counts them. Redis: {observed_sessions}:global:active_sessions within SESSION_TTL, with a session:*:info hash.',
    labels: [],
  },
  cch_inflight_requests: {
    type: 'gauge',
    help: 'Requests being served now. PostgreSQL: message_request without a status, of the last 24 h, of a live provider.',
    labels: [],
  },
  cch_requests_per_minute: {
    type: 'gauge',
    help: 'Requests begun in the last 60 s. PostgreSQL: billable usage_ledger rows.',
    labels: [],
  },
  cch_today_requests: {
    type: 'gauge',
    help: "Requests begun today in the gateway's zone, in flight or finished. PostgreSQL: billable usage_ledger rows.",
    labels: [],
  },
  cch_today_cost_usd: {
    type: 'gauge',
    help: 'Cost of the requests begun today, in USD. PostgreSQL: sum of usage_ledger.cost_usd.',
    labels: [],
  },
  cch_today_avg_response_seconds: {
    type: 'gauge',
    help: 'Mean duration of the finished requests begun today; absent when there are none. PostgreSQL: usage_ledger.duration_ms.',
    labels: [],
  },
  cch_today_error_ratio: {
    type: 'gauge',
    help: 'Share of the requests begun today that failed; absent when there are none. PostgreSQL: usage_ledger.is_success.',
    labels: [],
  },
  cch_yesterday_same_period_requests: {
    type: 'gauge',
    help: 'Requests begun yesterday up to the local time that it is now. PostgreSQL: billable usage_ledger rows.',
    labels: [],
  },
  cch_yesterday_same_period_cost_usd: {
    type: 'gauge',
    help: 'Cost of the requests begun yesterday up to the local time that it is now, in USD. PostgreSQL: usage_ledger.cost_usd.',
    labels: [],
  },
  cch_yesterday_same_period_avg_response_seconds: {
    type: 'gauge',
    help: 'Mean duration of the requests begun yesterday up to the local time that it is now. PostgreSQL: usage_ledger.duration_ms.',
    labels: [],
  },
  cch_yesterday_same_period_error_ratio: {
    type: 'gauge',
    help: 'Share of the requests begun yesterday up to the local time that it is now that failed. PostgreSQL: usage_ledger.is_success.',
    labels: [],
  },
  cch_requests_total: {
    type: 'counter',
    help: 'Finished requests, by the model that was asked for. PostgreSQL: billable usage_ledger rows with a status_code.',
    labels: [...provider, 'model'],
  },
  cch_request_failures_total: {
    type: 'counter',
    help: "Finished requests that failed by the gateway's success rate. PostgreSQL: usage_ledger.success_rate_outcome = failure, or not is_success where there is no outcome.",
    labels: [...provider, 'model'],
  },
  cch_requests_excluded_total: {
    type: 'counter',
    help: "Finished requests that the gateway's success rate leaves out: aborts, 404s, limits. PostgreSQL: usage_ledger.success_rate_outcome = excluded.",
    labels: [...provider, 'model'],
  },
  cch_responses_total: {
    type: 'counter',
    help: 'Finished requests by HTTP status. PostgreSQL: usage_ledger.status_code.',
    labels: [...provider, 'code'],
  },
  cch_cost_usd_total: {
    type: 'counter',
    help: 'Cost of finished requests, in USD. PostgreSQL: usage_ledger.cost_usd.',
    labels: [...provider, 'model'],
  },
  cch_tokens_total: {
    type: 'counter',
    help: 'Tokens of finished requests; input is what no cache held. PostgreSQL: usage_ledger token columns.',
    labels: [...provider, 'model', 'token_type'],
  },
  cch_zero_cost_requests_total: {
    type: 'counter',
    help: 'Successful requests that used tokens and still cost nothing half an hour later: the model has no price. PostgreSQL: usage_ledger.cost_usd = 0.',
    labels: ['model'],
  },
  cch_request_duration_seconds: {
    type: 'histogram',
    help: 'Time from begin to end of a finished request. PostgreSQL: usage_ledger.duration_ms.',
    labels: provider,
  },
  cch_time_to_first_token_seconds: {
    type: 'histogram',
    help: 'Time to the first content of a finished request; the whole duration when it was not streamed. PostgreSQL: usage_ledger.ttfb_ms.',
    labels: provider,
  },
  cch_time_to_first_byte_seconds: {
    type: 'histogram',
    help: 'Time to the first byte from the provider. PostgreSQL: usage_ledger.first_byte_ms.',
    labels: provider,
  },
  cch_user_requests_total: {
    type: 'counter',
    help: 'Finished requests of a user; only with MAX_USER_SERIES. PostgreSQL: billable usage_ledger rows with a status_code.',
    labels: user,
  },
  cch_user_cost_usd_total: {
    type: 'counter',
    help: 'Cost of the finished requests of a user, in USD; only with MAX_USER_SERIES. PostgreSQL: usage_ledger.cost_usd.',
    labels: user,
  },
  cch_user_tokens_total: {
    type: 'counter',
    help: 'Tokens of the finished requests of a user; only with MAX_USER_SERIES. PostgreSQL: usage_ledger token columns.',
    labels: [...user, 'token_type'],
  },
  cch_key_requests_total: {
    type: 'counter',
    help: 'Finished requests of a client key; only with MAX_KEY_SERIES. PostgreSQL: billable usage_ledger rows with a status_code.',
    labels: key,
  },
  cch_key_cost_usd_total: {
    type: 'counter',
    help: 'Cost of the finished requests of a client key, in USD; only with MAX_KEY_SERIES. PostgreSQL: usage_ledger.cost_usd.',
    labels: key,
  },
  cch_key_tokens_total: {
    type: 'counter',
    help: 'Tokens of the finished requests of a client key; only with MAX_KEY_SERIES. PostgreSQL: usage_ledger token columns.',
    labels: [...key, 'token_type'],
  },
  cch_provider_slots_used: {
    type: 'gauge',
    help: 'Concurrent sessions of an enabled provider. Redis: provider:<id>:active_sessions within SESSION_TTL, with a session:*:info hash.',
    labels: provider,
  },
  cch_provider_slots_limit: {
    type: 'gauge',
    help: 'Concurrent sessions an enabled provider may have; absent when unlimited. PostgreSQL: providers.limit_concurrent_sessions.',
    labels: provider,
  },
  cch_provider_slot_utilization_ratio: {
    type: 'gauge',
    help: 'Used share of the slots of an enabled provider with a limit. cch_provider_slots_used / cch_provider_slots_limit.',
    labels: provider,
  },
  cch_provider_info: {
    type: 'gauge',
    help: 'Always 1: a provider that is not deleted. PostgreSQL: providers.',
    labels: [...provider, 'provider_type', 'group', 'enabled'],
  },
  cch_provider_circuit_state: {
    type: 'gauge',
    help: '1 for the state that the circuit breaker of a provider is in, 0 for the others. Redis: circuit_breaker:state:<id>.',
    labels: [...provider, 'state'],
  },
  cch_quota_limit_usd: {
    type: 'gauge',
    help: 'Spending limit of a window, in USD; absent without a limit. Users and keys only with MAX_USER_SERIES and MAX_KEY_SERIES. PostgreSQL: limit columns of providers, users and keys.',
    labels: quota,
  },
  cch_quota_used_usd: {
    type: 'gauge',
    help: 'Spending in the current window of a limit, in USD, computed every QUOTA_INTERVAL. PostgreSQL: usage_ledger.cost_usd.',
    labels: quota,
  },
  cch_quota_reset_timestamp_seconds: {
    type: 'gauge',
    help: "When the current window of a limit ends; absent for rolling windows and totals. The gateway's reset rules in its zone.",
    labels: quota,
  },
  cch_quota_empty_timestamp_seconds: {
    type: 'gauge',
    help: 'When nothing is left of a limit if spending goes on as of late (the last hour for 5h and daily, else the last day); absent when the window ends before. PostgreSQL: usage_ledger.cost_usd.',
    labels: quota,
  },
  cch_up: {
    type: 'gauge',
    help: "Whether a source answers. PostgreSQL and Redis of the gateway, and the exporter's copy of its ledger.",
    labels: ['source'],
  },
  cch_data_timestamp_seconds: {
    type: 'gauge',
    help: "Moment of the newest figures taken from a source, by the source's own clock.",
    labels: ['source'],
  },
  cch_ledger_rows: {
    type: 'gauge',
    help: "Rows in the exporter's copy of usage_ledger. Counted by the exporter.",
    labels: [],
  },
  cch_ledger_load_ratio: {
    type: 'gauge',
    help: 'Share of usage_ledger that has been copied since the copy was begun, newest rows first. Judged by ids.',
    labels: [],
  },
  cch_ledger_mismatch_rows: {
    type: 'gauge',
    help: 'Rows older than five minutes that the last whole comparison of the copy with usage_ledger found different, and mended.',
    labels: [],
  },
  cch_gateway_info: {
    type: 'gauge',
    help: 'Always 1: the gateway as it was found. PostgreSQL: catalog and system_settings.',
    labels: [
      'schema',
      'timezone',
      'timezone_source',
      'currency',
      'billing_model_source',
      'high_concurrency_mode',
    ],
  },
  cch_exporter_build_info: {
    type: 'gauge',
    help: 'Always 1: the exporter and the Node.js that runs it.',
    labels: ['version', 'node_version'],
  },
  cch_exporter_collector_duration_seconds: {
    type: 'gauge',
    help: 'How long the last attempt of a collector took. Measured by the exporter.',
    labels: ['collector'],
  },
  cch_exporter_collector_success: {
    type: 'gauge',
    help: 'Whether the last attempt of a collector succeeded. Measured by the exporter.',
    labels: ['collector'],
  },
  cch_exporter_series_folded: {
    type: 'gauge',
    help: 'Names (providers and models, users, keys) that a family leaves out, or counts as other, because of MAX_PROVIDER_SERIES, MAX_MODEL_SERIES, MAX_USER_SERIES or MAX_KEY_SERIES. Counted by the exporter.',
    labels: ['family'],
  },
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
