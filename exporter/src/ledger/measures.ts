import type { CopyColumnName } from './columns.ts';

/** Units of the measure `token_rate` in one token per second. */
export const TOKEN_RATE_UNITS = 10 ** 15;

/** How an engine writes what PostgreSQL and DuckDB do not share. */
export interface Dialect {
  /** Widens a whole number so that no sum or product of columns overflows. */
  wide: (expression: string) => string;
  /** `tokens` per `milliseconds` in whole {@link TOKEN_RATE_UNITS}, rounded down; both are above 0. */
  tokenRate: (tokens: string, milliseconds: string) => string;
}

/** PostgreSQL's side. */
export const postgresDialect: Dialect = {
  wide: (expression) => `(${expression})::numeric`,
  tokenRate: (tokens, milliseconds) =>
    `div((${tokens})::numeric * 1000 * ${TOKEN_RATE_UNITS}, (${milliseconds})::numeric)`,
};

/** DuckDB's side. */
export const duckdbDialect: Dialect = {
  wide: (expression) => `(${expression})::HUGEINT`,
  tokenRate(tokens, milliseconds) {
    // HUGEINT divides a hundred times as slowly as BIGINT, which has room for the quotient a few digits at a time.
    const perSecond = `(${tokens} * 1000)`;
    const rest = `(${perSecond} % ${milliseconds} * 10000000)`;
    const inSteps =
      `(${perSecond} // ${milliseconds})::HUGEINT * ${TOKEN_RATE_UNITS} + (${rest} // ${milliseconds} * 100000000` +
      ` + ${rest} % ${milliseconds} * 100000000 // ${milliseconds})`;
    const atOnce = `${tokens}::HUGEINT * 1000 * ${TOKEN_RATE_UNITS} // ${milliseconds}::HUGEINT`;
    return `(CASE WHEN ${tokens} < 1000000000000 THEN ${inSteps} ELSE ${atOnce} END)`;
  },
};

/** How coarse kept sums can be, finest first. */
export const grains = ['quarter', 'hour', 'day'] as const;
export type Grain = (typeof grains)[number];

interface SumFamily {
  dimensions: readonly CopyColumnName[];
  /** The family whose sums serve at a grain: itself, or one with more dimensions. Left out = rows serve. */
  quarter?: string;
  hour?: string;
  day?: string;
}

/** A figure of one row that adds up over rows. */
interface Measure {
  /** Holds the sum of any number of rows, whatever is in them. */
  type: 'BIGINT' | 'HUGEINT' | 'DECIMAL(38,15)';
  ofRow: (dialect: Dialect) => string;
}

const counts = (condition: string): Measure => ({
  type: 'BIGINT',
  ofRow: () => `CASE WHEN ${condition} THEN 1 ELSE 0 END`,
});
const addsMilliseconds = (column: string): Measure => ({ type: 'BIGINT', ofRow: () => column });
const addsTokens = (expression: string): Measure => ({ type: 'HUGEINT', ofRow: () => expression });
const costs = (expression: string): Measure => ({
  type: 'DECIMAL(38,15)',
  ofRow: () => expression,
});

/** The model that was asked for, else the one that was sent upstream, else an empty text; in both dialects. */
export const requestedModel = "coalesce(nullif(trim(original_model), ''), nullif(trim(model), ''), '')";

/** A row that reads or writes the cache (gateway.md 3.4). */
export const usesCache = '(cache_creation_input_tokens > 0 OR cache_read_input_tokens > 0)';

/** A row whose output rate is known and worth a mean (gateway.md 3.4). */
const hasRate =
  '(output_tokens > 0 AND duration_ms IS NOT NULL AND first_byte_ms IS NOT NULL ' +
  'AND duration_ms::bigint - first_byte_ms >= 100)';

/**
 * What boards add up over billable rows. Sums of a column that the gateway's version lacks are NULL, and counts of it 0:
 * ask `knows` of the columns first.
 * `total_tokens` follows the gateway: a row without input or output tokens adds nothing. `token_rate` is in whole
 * {@link TOKEN_RATE_UNITS}, so that its sum is the same in any order. `cache_cost_usd` is of rows that use the cache.
 */
export const measures = {
  requests: counts('true'),
  failures: counts('NOT is_success'),
  successful_outcomes: counts("success_rate_outcome = 'success'"),
  failed_outcomes: counts("success_rate_outcome = 'failure'"),
  cost_usd: costs('cost_usd'),
  total_tokens: {
    type: 'HUGEINT',
    ofRow: ({ wide }) =>
      `${wide('input_tokens')} + output_tokens + coalesce(cache_creation_input_tokens, 0) + coalesce(cache_read_input_tokens, 0)`,
  },
  durations: counts('duration_ms IS NOT NULL'),
  duration_ms: addsMilliseconds('duration_ms'),
  ttfts: counts('ttfb_ms IS NOT NULL'),
  ttfb_ms: addsMilliseconds('ttfb_ms'),
  rated_requests: counts(hasRate),
  token_rate: {
    type: 'HUGEINT',
    ofRow: ({ tokenRate }) =>
      `CASE WHEN ${hasRate} THEN ${tokenRate('output_tokens', '(duration_ms::bigint - first_byte_ms)')} END`,
  },
  cache_requests: counts(usesCache),
  cache_hit_tokens: addsTokens(`CASE WHEN ${usesCache} THEN cache_read_input_tokens END`),
  cache_prompt_tokens: {
    type: 'HUGEINT',
    ofRow: ({ wide }) =>
      `CASE WHEN ${usesCache} THEN ${wide('coalesce(input_tokens, 0)')} + coalesce(cache_creation_input_tokens, 0) + coalesce(cache_read_input_tokens, 0) END`,
  },
  cache_cost_usd: costs(`CASE WHEN ${usesCache} THEN cost_usd END`),
  cache_creation_cost_usd: costs('CASE WHEN cache_creation_input_tokens > 0 THEN cost_usd END'),
} as const satisfies Record<string, Measure>;

/** Name of a measure. */
export type MeasureName = keyof typeof measures;

/** The names of {@link measures}, in order. */
export const measureNames = Object.keys(measures) as MeasureName[];

/**
 * Dimensions that boards group by, and the sums that are kept of them. Days are many and so have sums for each board;
 * of quarter hours a span needs only those at its ends, and two tables do for all. Hours are for the end of a span that is
 * today, and for charts. A family comes before those that have more dimensions.
 */
export const families = {
  user: { dimensions: ['user_id'], quarter: 'consumer', hour: 'user', day: 'user' },
  consumer: { dimensions: ['user_id', 'key_id'], quarter: 'consumer', day: 'consumer' },
  provider: {
    dimensions: ['final_provider_id'],
    quarter: 'provider_model',
    hour: 'provider',
    day: 'provider',
  },
  model: { dimensions: ['model', 'original_model'], quarter: 'provider_model', hour: 'model', day: 'model' },
  user_model: { dimensions: ['user_id', 'model', 'original_model'], day: 'consumer_model' },
  consumer_model: { dimensions: ['user_id', 'key_id', 'model', 'original_model'], day: 'consumer_model' },
  provider_model: {
    dimensions: ['final_provider_id', 'model', 'original_model'],
    quarter: 'provider_model',
    day: 'provider_model',
  },
  /** For rare combinations, with and without the key, which PostgreSQL finds at a price. */
  request: { dimensions: ['user_id', 'final_provider_id', 'model', 'original_model'] },
  key_request: { dimensions: ['user_id', 'key_id', 'final_provider_id', 'model', 'original_model'] },
} as const satisfies Record<string, SumFamily>;

/** Name of a family of sums. */
export type FamilyName = keyof typeof families;

/** The names of {@link families}. */
export const familyNames = Object.keys(families) as FamilyName[];

/** One row as sums over itself: created_at, the family's dimensions, the measures. */
export function rowAsSums(
  family: FamilyName,
  dialect: Dialect,
  wanted: readonly MeasureName[] = measureNames,
): string {
  return [
    'created_at',
    ...families[family].dimensions,
    ...wanted.map((name) => `${measures[name].ofRow(dialect)} AS ${name}`),
  ].join(', ');
}

/** The first family that has all of some dimensions. */
export function familyOf(needed: readonly CopyColumnName[]): FamilyName {
  const hasAll = (family: FamilyName) => {
    const dimensions: readonly CopyColumnName[] = families[family].dimensions;
    return needed.every((name) => dimensions.includes(name));
  };
  const found = familyNames.find(hasAll);
  if (found === undefined) throw new RangeError(`no family of sums has ${needed.join(', ')}`);
  return found;
}

/** The family whose kept sums serve another at a grain; undefined = there are none. */
export const sumsFor = (family: FamilyName, grain: Grain): FamilyName | undefined =>
  (families[family] as { [G in Grain]?: FamilyName })[grain];

/** Names of the columns of {@link rowAsSums}. */
export const sumColumns = (family: FamilyName, wanted: readonly MeasureName[] = measureNames): string[] => [
  'created_at',
  ...families[family].dimensions,
  ...wanted,
];
