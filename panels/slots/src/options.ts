import type { DensityOption } from '@hubscope/panel-kit/theme/density.ts';

/** Orders of providers: the fullest first, the gateway's own order, or by name. */
export const sortings = ['saturation', 'priority', 'name'] as const;
export type Sorting = (typeof sortings)[number];

/** Options of the panel, as dashboards save them. */
export interface Options {
  /** Heading where the panel has no title; empty: the panel's own words. */
  label: string;
  density: DensityOption;
  sort: Sorting;
  /** The whole fleet, above its providers. */
  fleet: boolean;
  /** When the fleet will be full, by what the page has seen. */
  forecast: boolean;
  /** Tokens of today. */
  volume: boolean;
  /** Disabled providers, dimmed, at the end. */
  disabled: boolean;
}

export const defaultOptions: Options = {
  label: '',
  density: 'auto',
  sort: 'saturation',
  fleet: true,
  forecast: true,
  volume: true,
  disabled: false,
};
