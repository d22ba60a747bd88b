import { MappingType, SpecialValueMatch, ThresholdsMode, type FieldConfig } from '@grafana/data';

/**
 * How numbers of a kind are shown: Grafana's own units, and bounds where they are natural. Decimals are set where
 * Grafana's choice would differ from row to row; the unit of money depends on the answer ({@link Money}).
 */
const kinds = {
  money: { decimals: 2, min: 0 },
  /** Money per something: often far below a cent. */
  price: { decimals: 4, min: 0 },
  count: { unit: 'locale', min: 0 },
  tokens: { unit: 'short', min: 0 },
  ratio: { unit: 'percentunit', decimals: 1, min: 0, max: 1 },
  /** In basis points in the contract; as the gateway shows it, 0 to 1, in fields. */
  coefficient: { unit: 'none', decimals: 2, min: 0, max: 1 },
  milliseconds: { unit: 'ms', min: 0 },
  seconds: { unit: 's', min: 0 },
  tokenRate: { unit: 'suffix:tok/s', decimals: 1, min: 0 },
  plain: { unit: 'none' },
} as const satisfies Record<string, FieldConfig>;

/** One of the kinds of numbers. */
type Kind = keyof typeof kinds;

/** A number that answers tell. */
export interface Figure<Name extends string = string> {
  /** In the contract and in queries, for example `costUsd`. */
  name: Name;
  /** What people read, in their language. */
  label: () => string;
  kind: Kind;
  /** What goes beyond the kind: thresholds, for example. */
  config?: FieldConfig;
}

/**
 * Name of a figure's field. It stays the same whatever the currency is, so that a dashboard's overrides do: `cost` of
 * `costUsd`; its unit tells which money it is.
 */
export const fieldName = (name: string): string => name.replace(/(Usd|Bp)$/, '');

const isMoney = (kind: Kind): boolean => kind === 'money' || kind === 'price';

/** Whether any of these is an amount of money. */
export const haveMoney = (figures: readonly Pick<Figure, 'kind'>[]): boolean =>
  figures.some(({ kind }) => isMoney(kind));

/** Config of a figure's field. `moneyUnit`: Grafana's unit of amounts in this answer. */
export function configOf({ kind, label, config }: Figure, moneyUnit: string): FieldConfig {
  return {
    displayNameFromDS: label(),
    ...kinds[kind],
    ...(isMoney(kind) ? { unit: moneyUnit } : {}),
    ...config,
  };
}

/** What is not known has no colour of a threshold, not even that of the lowest. */
const unknownIsPlain: FieldConfig['mappings'] = [
  { type: MappingType.SpecialValue, options: { match: SpecialValueMatch.Null, result: { color: 'text' } } },
];

/** Colours from a value upwards; the first is that of everything below the second's. */
export function thresholds(first: string, ...others: [from: number, color: string][]): FieldConfig {
  return {
    thresholds: {
      mode: ThresholdsMode.Absolute,
      steps: [{ value: -Infinity, color: first }, ...others.map(([value, color]) => ({ value, color }))],
    },
    mappings: unknownIsPlain,
  };
}
