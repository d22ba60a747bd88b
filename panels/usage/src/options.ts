import type { DensityOption } from '@hubscope/panel-kit/theme/density.ts';

/** What is counted: money on the left axis, and how often on the right. */
export const figureNames = ['cost', 'requests'] as const;
export type FigureName = (typeof figureNames)[number];

/** Lines over each other, or on top of each other. */
export const arrangements = ['overlay', 'stacked'] as const;
export type Arrangement = (typeof arrangements)[number];

/** What one figure says of many values: all of them, where each is of a bucket of its own, or the last. */
export const totals = ['sum', 'last'] as const;
export type Total = (typeof totals)[number];

/** Options of the panel, as dashboards save them. */
export interface Options {
  /** What the panel is called; empty: its figure and its span, where the sums do not say it. */
  label: string;
  density: DensityOption;
  /** What is drawn until the viewer chooses; `auto`: both, where the data has both. */
  figures: FigureName | 'auto';
  arrangement: Arrangement;
  /** At the upper left and in the legend; `auto`: the sum of Hubscope's buckets, the last value of anything else. */
  total: Total | 'auto';
  /** Lines that have a colour of their own; all others are thin, or one layer of a stack. */
  coloured: number;
  /** Buttons that set the dashboard's time range. */
  ranges: boolean;
  legend: boolean;
  /** The same period before, dashed. */
  ghost: 'auto' | 'off';
  /** Letter of the query that brings it; empty: the one whose times are about a day earlier, if any. */
  ghostQuery: string;
}

export const defaultOptions: Options = {
  label: '',
  density: 'auto',
  figures: 'auto',
  arrangement: 'overlay',
  total: 'auto',
  coloured: 10,
  ranges: true,
  legend: true,
  ghost: 'auto',
  ghostQuery: '',
};
