import type { Direction } from '@hubscope/panel-kit/format/change.ts';
import type { Hue } from '@hubscope/panel-kit/theme/colours.ts';
import type { DensityOption } from '@hubscope/panel-kit/theme/density.ts';

/** Options of the panel, as dashboards save them. */
export interface Options {
  /** Name of the number field; empty: the first one. */
  field: string;
  /** What the figure is called; empty: as its field is. */
  label: string;
  density: DensityOption;
  /** Colour of the course; `auto`: by what the figure is about, the same on every panel. */
  hue: Hue | 'auto';
  /** Which way of the figure is welcome; `auto`: by what it is about. */
  better: Direction | 'auto';
  /** The change against the first of two rows: for the overview, yesterday's same period. */
  change: boolean;
  /** Name of a number field that stands at the upper right where there is no change to tell; empty: none. */
  second: string;
  /** The course under the figure. */
  sparkline: boolean;
  /** A dot that beats with each new answer. */
  pulse: boolean;
}

export const defaultOptions: Options = {
  field: '',
  label: '',
  density: 'auto',
  hue: 'auto',
  better: 'auto',
  change: true,
  second: '',
  sparkline: true,
  pulse: true,
};
