import type { Answer } from '../answers.ts';
import type { Directory } from '../gateway/directory.ts';
import type { CopyColumnName } from '../ledger/columns.ts';
import { histogramBounds, type HistogramColumn } from '../ledger/counters.ts';
import { OTHER } from '../ledger/series.ts';
import type { CounterSeries, LedgerCounters } from '../questions/ledger-counters.ts';
import type { Collected } from './collect.ts';
import type { Sample } from './exposition.ts';

/** Codes that every live provider has a series of from the start, so that the first failure shows as an increase. */
const COMMON_CODES = ['200', '400', '401', '403', '404', '429', '499', '500', '502', '503', '504', '529'];

/** Values of the label token_type, and the columns they stand for. */
const tokenTypes = [
  ['input', 'input_tokens'],
  ['output', 'output_tokens'],
  ['cache_creation', 'cache_creation_input_tokens'],
  ['cache_read', 'cache_read_input_tokens'],
] as const;

type Labels = Readonly<Record<string, string>>;

/** Counters and histograms of the ledger, for labels with the names of now. */
export function collectLedgerCounters(
  { series, knows }: LedgerCounters,
  directory: Directory | undefined,
): Collected {
  const label = labeller(directory);
  const samples = (family: readonly CounterSeries[], measure: string, more?: Labels): Sample[] =>
    family.map(({ dimensions, sums }) => ({
      labels: more === undefined ? label(dimensions) : { ...label(dimensions), ...more },
      value: sums[measure]?.toNumber() ?? 0,
    }));
  const tokens = (family: readonly CounterSeries[]) =>
    tokenTypes.flatMap(([type, column]) =>
      knows(column) ? samples(family, `${type}_tokens`, { token_type: type }) : [],
    );
  const { traffic, users, keys } = series;
  /** What is made of a column that the gateway's version lacks is unknown, not 0. */
  const known = (column: CopyColumnName, found: () => Sample[]) => (knows(column) ? found() : []);
  const responses = [...series.responses, ...absentCodes(series.responses, directory)];
  const latency = [...series.latency, ...absentProviders(series.latency, directory)];
  return {
    cch_requests_total: samples(traffic, 'requests'),
    cch_request_failures_total: known('is_success', () => samples(traffic, 'failures')),
    cch_requests_excluded_total: known('success_rate_outcome', () => samples(traffic, 'excluded')),
    cch_responses_total: samples(responses, 'requests'),
    cch_cost_usd_total: known('cost_usd', () => samples(traffic, 'cost_usd')),
    cch_tokens_total: tokens(traffic),
    cch_zero_cost_requests_total: known('cost_usd', () => samples(unpricedOf(series), 'requests')),
    cch_request_duration_seconds: known('duration_ms', () => histogram(latency, 'duration_ms', label)),
    cch_time_to_first_token_seconds: known('ttfb_ms', () => histogram(latency, 'ttfb_ms', label)),
    cch_time_to_first_byte_seconds: known('first_byte_ms', () => histogram(latency, 'first_byte_ms', label)),
    cch_user_requests_total: samples(users, 'requests'),
    cch_user_cost_usd_total: known('cost_usd', () => samples(users, 'cost_usd')),
    cch_user_tokens_total: tokens(users),
    cch_key_requests_total: samples(keys, 'requests'),
    cch_key_cost_usd_total: known('cost_usd', () => samples(keys, 'cost_usd')),
    cch_key_tokens_total: tokens(keys),
  };
}

/** Families that speak of providers and models, by the kinds of names that may be folded in them. */
export function collectFolded(answer: Answer<LedgerCounters>): Sample[] {
  if (answer.quality === 'unknown') return [];
  const { provider, model, user, key } = answer.value.folded;
  const folded = {
    cch_requests_total: provider + model,
    cch_request_failures_total: provider + model,
    cch_requests_excluded_total: provider + model,
    cch_cost_usd_total: provider + model,
    cch_tokens_total: provider + model,
    cch_responses_total: provider,
    cch_request_duration_seconds: provider,
    cch_time_to_first_token_seconds: provider,
    cch_time_to_first_byte_seconds: provider,
    cch_zero_cost_requests_total: model,
    cch_user_requests_total: user,
    cch_user_cost_usd_total: user,
    cch_user_tokens_total: user,
    cch_key_requests_total: key,
    cch_key_cost_usd_total: key,
    cch_key_tokens_total: key,
  };
  return Object.entries(folded).map(([family, value]) => ({ labels: { family }, value }));
}

/** Adds to each id the name that it has now; who is gone from the directory is called by number. */
function labeller(directory: Directory | undefined): (dimensions: Labels) => Labels {
  const nameOf: Record<string, (id: number) => string | undefined> = {
    provider: (id) => directory?.providerNames.get(id),
    user: (id) => directory?.users.get(id)?.name,
    key: (id) => directory?.keys.get(id)?.name,
  };
  // A series has a sample in several families.
  const known = new Map<Labels, Labels>();
  return (dimensions) => {
    const labels = known.get(dimensions) ?? named(dimensions);
    known.set(dimensions, labels);
    return labels;
  };

  function named(dimensions: Labels): Labels {
    return Object.fromEntries(
      Object.entries(dimensions).flatMap(([name, value]) => {
        const of = name.endsWith('_id') ? name.slice(0, -3) : undefined;
        if (of === undefined) return [[name, value]];
        if (value === OTHER) {
          return [
            [name, OTHER],
            [of, OTHER],
          ];
        }
        return [
          [name, value],
          [of, nameOf[of]?.(Number(value)) ?? `#${value}`],
        ];
      }),
    );
  }
}

/** Every model that was asked for has a count of rows without a price, if only 0. */
function unpricedOf({ unpriced, traffic }: LedgerCounters['series']): CounterSeries[] {
  const known = new Set(unpriced.map(({ dimensions }) => dimensions.model));
  const others = new Set(traffic.map(({ dimensions }) => dimensions.model ?? ''));
  return [
    ...unpriced,
    ...[...others].filter((model) => !known.has(model)).map((model) => ({ dimensions: { model }, sums: {} })),
  ];
}

/** Series with nothing counted, for the live providers that no row names yet. */
function absentProviders(
  series: readonly CounterSeries[],
  directory: Directory | undefined,
): CounterSeries[] {
  const known = new Set(series.map(({ dimensions }) => dimensions.provider_id));
  // Once providers are folded, one without rows would be folded too.
  if (known.has(OTHER)) return [];
  return (directory?.providers ?? [])
    .filter(({ id }) => !known.has(String(id)))
    .map(({ id }) => ({ dimensions: { provider_id: String(id) }, sums: {} }));
}

function absentCodes(series: readonly CounterSeries[], directory: Directory | undefined): CounterSeries[] {
  const place = ({ provider_id, code }: Labels) => `${provider_id} ${code}`;
  const known = new Set(series.map(({ dimensions }) => place(dimensions)));
  if (series.some(({ dimensions }) => dimensions.provider_id === OTHER)) return [];
  return (directory?.providers ?? []).flatMap(({ id }) =>
    COMMON_CODES.map((code) => ({ provider_id: String(id), code }))
      .filter((dimensions) => !known.has(place(dimensions)))
      .map((dimensions) => ({ dimensions, sums: {} })),
  );
}

function histogram(
  series: readonly CounterSeries[],
  column: HistogramColumn,
  label: (dimensions: Labels) => Labels,
): Sample[] {
  return series.flatMap(({ dimensions, sums }) => {
    const labels = label(dimensions);
    const value = (measure: string) => sums[`${column}_${measure}`]?.toNumber() ?? 0;
    // A row whose time was corrected twice is counted twice in a bucket, and once in those above it.
    let least = value('count');
    const buckets = [...histogramBounds[column]].reverse().map((bound) => {
      least = Math.min(least, value(`le_${bound}`));
      return { suffix: '_bucket', labels: { ...labels, le: String(bound / 1000) }, value: least };
    });
    return [
      ...buckets.reverse(),
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: value('count') },
      { suffix: '_sum', labels, value: sums[`${column}_sum`]?.div(1000).toNumber() ?? 0 },
      { suffix: '_count', labels, value: value('count') },
    ];
  });
}
