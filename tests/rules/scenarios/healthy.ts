/** Labels of the target, which Prometheus gives to all that it scrapes. */
const target = 'job="hubscope",instance="exporter:23100"';

/** A series of the exporter in promtool's notation. */
export const series = (name: string, labels = ''): string =>
  `${name}{${target}${labels === '' ? '' : `,${labels}`}}`;

/** Labels of the providers that scenarios speak of. */
export const alpha = 'provider_id="1",provider="Alpha"';
export const beta = 'provider_id="2",provider="贝塔 β"';
export const alphaLabels = { job: 'hubscope', provider_id: '1', provider: 'Alpha' };
export const betaLabels = { job: 'hubscope', provider_id: '2', provider: '贝塔 β' };

const collectors = [
  'gateway',
  'ledger_counters',
  'provider_slots',
  'concurrent_sessions',
  'circuit_states',
  'provider_quotas',
  'user_quotas',
];

/** A collector's success. */
export const success = (collector: string) =>
  series('cch_exporter_collector_success', `collector="${collector}"`);

/** An exporter on a gateway at which all is well, for so many intervals of 30 seconds; `others` come on top. */
export function healthy(intervals: number, others: Record<string, string> = {}): Record<string, string> {
  const always = (value: number) => `${value}x${intervals}`;
  return {
    [series('up')]: always(1),
    [series('cch_exporter_build_info', 'version="0.1.0"')]: always(1),
    [series('cch_gateway_info', 'high_concurrency_mode="false"')]: always(1),
    ...Object.fromEntries(
      ['postgres', 'redis', 'ledger'].map((source) => [series('cch_up', `source="${source}"`), always(1)]),
    ),
    [series('cch_data_timestamp_seconds', 'source="ledger"')]: `0+30x${intervals}`,
    ...Object.fromEntries(collectors.map((collector) => [success(collector), always(1)])),
    [series('cch_ledger_mismatch_rows')]: always(0),
    [series('cch_exporter_series_folded', 'family="cch_requests_total"')]: always(0),
    ...others,
  };
}

/** A provider's counters: requests, failures and excluded ones, each in promtool's notation. */
export const traffic = (provider: string, requests: string, failures: string, excluded = '0x1000') => ({
  [series('cch_requests_total', `${provider},model="m"`)]: requests,
  [series('cch_request_failures_total', `${provider},model="m"`)]: failures,
  [series('cch_requests_excluded_total', `${provider},model="m"`)]: excluded,
});

/** An enabled provider of a type, its circuit breaker (1 = open), and slots in use of so many. */
export const provider = (
  labels: string,
  { type = 'claude', open, used, limit }: { type?: string; open: string; used: string; limit?: string },
) => ({
  [series('cch_provider_info', `${labels},provider_type="${type}",group="default",enabled="true"`)]: '1x1000',
  [series('cch_provider_circuit_state', `${labels},state="open"`)]: open,
  [series('cch_provider_slots_used', labels)]: used,
  ...(limit === undefined ? {} : { [series('cch_provider_slots_limit', labels)]: limit }),
});

/** A quota of a provider: what is spent, of what, and when it would be empty. */
export const quota = (id: string, window: string, used: string, limit: string, empty?: string) => {
  const labels = `scope="provider",id="${id}",window="${window}"`;
  return {
    [series('cch_quota_used_usd', labels)]: used,
    [series('cch_quota_limit_usd', labels)]: limit,
    ...(empty === undefined ? {} : { [series('cch_quota_empty_timestamp_seconds', labels)]: empty }),
  };
};
