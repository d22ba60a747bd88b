import {
  FieldColorModeId,
  ThresholdsMode,
  type DynamicConfigValue,
  type FieldColor,
  type FieldConfig,
  type MatcherConfig,
  type ThresholdsConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Colours of Grafana's palette, by name: the theme says what they look like. One for each kind of figure, on every board. */
export const hues = {
  sessions: 'light-blue',
  requests: 'blue',
  money: 'orange',
  latency: 'purple',
  errors: 'red',
  good: 'green',
  warning: 'orange',
  quiet: 'text',
} as const;

/** Seconds as they are: Grafana's own unit turns 75 of them into 1.25 minutes. */
export const seconds = 'suffix: s';

/** How the values of a panel are shown, whichever query they are of. */
export interface Shown {
  /** Grafana's name of a unit; our own data source says it itself, in the currency of the gateway. */
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
  /** Colours from a value upwards; the first is that of everything below the second's. */
  levels?: Levels;
  /** What stands where nothing is known. */
  noValue?: string;
}

type Levels = readonly [first: string, ...others: (readonly [from: number, colour: string])[]];

const thresholds = ([first, ...others]: Levels): ThresholdsConfig => ({
  mode: ThresholdsMode.Absolute,
  steps: [{ value: null, color: first }, ...others.map(([value, color]) => ({ value, color }))],
});

/** A panel's field config, as dashboards save it. */
export const fieldConfig = ({ levels, ...shown }: Shown): FieldConfig => ({
  ...shown,
  ...(levels === undefined ? {} : { thresholds: thresholds(levels) }),
});

/** Of a field that is called so, as the legend says. */
export const named = (
  name: string,
  properties: DynamicConfigValue[],
): { matcher: MatcherConfig; properties: DynamicConfigValue[] } => ({
  matcher: { id: 'byName', options: name },
  properties,
});

/** One colour. */
export const coloured = (fixedColor: string): FieldColor => ({ mode: FieldColorModeId.Fixed, fixedColor });

/** What a number of a state means. */
export interface StateValue {
  value: number;
  text: string;
  colour: string;
}

/** Circuit breakers, as boards make one number of the three states that the exporter tells. */
export const circuitStates: readonly StateValue[] = [
  { value: 0, text: 'Closed', colour: hues.good },
  { value: 1, text: 'Half open', colour: hues.warning },
  { value: 2, text: 'Open', colour: hues.errors },
];
