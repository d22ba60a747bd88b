import type { Hue } from '@hubscope/panel-kit/theme/colours.ts';
import type { DensityOption } from '@hubscope/panel-kit/theme/density.ts';

/** How rows are laid out: two lines each, or as a table with a head; `auto`: a table where there is width for one. */
export const forms = ['auto', 'rows', 'columns'] as const;
export type Form = (typeof forms)[number];

/** Options of the panel, as dashboards save them. */
export interface Options {
  /** What the board is called where the panel has no title; empty: by its subject and figure. */
  label: string;
  /** Name of the number field that ranks; empty: the first one. */
  value: string;
  /** Names of the number fields under the value; empty: by the value. */
  secondary: readonly string[];
  /** Names of the number fields that are columns; empty: all that there is width for. */
  columns: readonly string[];
  form: Form;
  density: DensityOption;
  /** Colour of the bars; `auto`: by what the value is about, the same on every panel. */
  hue: Hue | 'auto';
  /** Places won or lost, where the frame tells them. */
  rankChange: boolean;
  /** Search and copying, on a laptop. */
  controls: boolean;
  /** Keeps the viewer's own rows in sight. */
  own: boolean;
  /** Names that are kept in sight, too, by commas; may have variables. */
  pinned: string;
  /** Seconds that a wall shows a page; 0: the first page only. */
  pageSeconds: number;
  /** The most rows of a page on a wall; 0: as many as fit. */
  pageRows: number;
}

export const defaultOptions: Options = {
  label: '',
  value: '',
  secondary: [],
  columns: [],
  form: 'auto',
  density: 'auto',
  hue: 'auto',
  rankChange: true,
  controls: true,
  own: true,
  pinned: '',
  pageSeconds: 12,
  pageRows: 0,
};
