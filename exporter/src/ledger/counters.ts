import { requestedModel, type Dialect } from './measures.ts';

/** A figure of one finalised row that a counter adds up; an expression that is never NULL, and never below 0. */
export interface CounterMeasure {
  type: 'BIGINT' | 'HUGEINT' | 'DECIMAL(38,15)';
  ofRow: (dialect: Dialect) => string;
}

/** What a counter tells apart: a name and the expression of a row's value, as text that is never NULL. */
export interface CounterDimension {
  name: string;
  ofRow: string;
  /** Whether clients make the values up: then what a label shows of them is counted ({@link labelSql}). */
  isFreeText?: boolean;
}

/** Counters with the same dimensions, kept in one table. */
export interface CounterFamily {
  dimensions: readonly CounterDimension[];
  measures: Readonly<Record<string, CounterMeasure>>;
}

const count = (condition: string): CounterMeasure => ({
  type: 'BIGINT',
  ofRow: () => `CASE WHEN ${condition} THEN 1 ELSE 0 END`,
});
// What is below 0 is no usage, and no counter could show it.
const sum = (column: string): CounterMeasure => ({
  type: 'HUGEINT',
  ofRow: ({ wide }) => `greatest(${wide(`coalesce(${column}, 0)`)}, 0)`,
});
const cost: CounterMeasure = {
  type: 'DECIMAL(38,15)',
  ofRow: () => 'greatest(coalesce(cost_usd, 0)::DECIMAL(38,15), 0)',
};

/** Gateways without outcomes tell a failure by is_success alone. */
const failed = "(success_rate_outcome = 'failure' OR (success_rate_outcome IS NULL AND NOT is_success))";

const id = (name: string, column: string): CounterDimension => ({
  name,
  ofRow: `coalesce(${column}::VARCHAR, '')`,
});
const provider = id('provider_id', 'final_provider_id');
/** The requested model: unlike the label of boards it does not change with a setting, which no counter would survive. */
const model: CounterDimension = { name: 'model', ofRow: requestedModel, isFreeText: true };

const LONGEST_LABEL = 128;

/** A row's value of a dimension as a label shows it, so that no two series look the same; in DuckDB. */
export const labelSql = ({ ofRow, isFreeText = false }: CounterDimension): string =>
  isFreeText ? `left(regexp_replace(nfc_normalize(${ofRow}), '\\p{Cc}', ' ', 'g'), ${LONGEST_LABEL})` : ofRow;

/** The same of a value that was read, where the engine does not do it. */
export const labelText = (value: string): string =>
  Array.from(value.normalize('NFC').replace(/\p{Cc}/gu, ' '))
    .slice(0, LONGEST_LABEL)
    .join('');

const tokens = {
  input_tokens: sum('input_tokens'),
  output_tokens: sum('output_tokens'),
  cache_creation_tokens: sum('cache_creation_input_tokens'),
  cache_read_tokens: sum('cache_read_input_tokens'),
};

const spending = { requests: count('true'), cost_usd: cost, ...tokens };

/** Upper bounds of the histograms' buckets, in milliseconds as the ledger counts; a longer one is in +Inf alone. */
export const histogramBounds = {
  duration_ms: [250, 500, 1000, 2500, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000],
  ttfb_ms: [100, 250, 500, 1000, 2000, 3000, 5000, 8000, 13_000, 20_000, 30_000, 60_000, 120_000],
  first_byte_ms: [100, 250, 500, 1000, 2000, 3000, 5000, 8000, 13_000, 20_000, 30_000, 60_000, 120_000],
} as const;

/** A column of the ledger that has a histogram. */
export type HistogramColumn = keyof typeof histogramBounds;

/** Measures of a histogram: `<column>_le_<bound>`, `<column>_count` and `<column>_sum`; negative times are left out. */
function histogram(column: HistogramColumn): Record<string, CounterMeasure> {
  const known = `${column} >= 0`;
  return Object.fromEntries([
    ...histogramBounds[column].map((bound) => [
      `${column}_le_${bound}`,
      count(`${known} AND ${column} <= ${bound}`),
    ]),
    [`${column}_count`, count(known)],
    [`${column}_sum`, sum(`CASE WHEN ${known} THEN ${column} END`)],
  ]) as Record<string, CounterMeasure>;
}

/**
 * What is counted over finalised billable rows. Rows without a price are counted apart (unpriced.ts): a cost may come
 * a moment after the status.
 */
export const counterFamilies = {
  traffic: {
    dimensions: [provider, model],
    measures: {
      ...spending,
      failures: count(failed),
      excluded: count("success_rate_outcome = 'excluded'"),
    },
  },
  responses: {
    dimensions: [provider, id('code', 'status_code')],
    measures: { requests: count('true') },
  },
  latency: {
    dimensions: [provider],
    measures: { ...histogram('duration_ms'), ...histogram('ttfb_ms'), ...histogram('first_byte_ms') },
  },
  users: { dimensions: [id('user_id', 'user_id')], measures: spending },
  keys: { dimensions: [id('key_id', 'key_id')], measures: spending },
  unpriced: { dimensions: [model], measures: { requests: count('true') } },
} as const satisfies Record<string, CounterFamily>;

/** Name of a family of counters. */
export type CounterFamilyName = keyof typeof counterFamilies;

/** All families of counters. */
export const counterFamilyNames = Object.keys(counterFamilies) as CounterFamilyName[];

/** Families that are counted as rows come in. */
export const immediateFamilies = counterFamilyNames.filter((name) => name !== 'unpriced');

/** The table of a family; a series' value is the sum over its rows. */
export const counterTable = (name: CounterFamilyName) => `counted_${name}`;

/** Tables of rows that came and went since the counters were last brought up to date, with the columns of the copy. */
export const uncounted = { arriving: 'uncounted_arriving', outdated: 'uncounted_outdated' } as const;

/** Dimensions and measures of a family, typed for those who go over all of them. */
export function counterColumns(name: CounterFamilyName): {
  dimensions: readonly CounterDimension[];
  measures: [string, CounterMeasure][];
} {
  const family: CounterFamily = counterFamilies[name];
  return { dimensions: family.dimensions, measures: Object.entries(family.measures) };
}

/** Statements that create the tables of all families. */
export function counterTablesSql(): string[] {
  return counterFamilyNames.map((name) => {
    const { dimensions, measures } = counterColumns(name);
    const columns = [
      ...dimensions.map((dimension) => `${dimension.name} VARCHAR`),
      ...measures.map(([measure, { type }]) => `${measure} ${type}`),
    ];
    return `CREATE TABLE ${counterTable(name)} (${columns.join(', ')})`;
  });
}
