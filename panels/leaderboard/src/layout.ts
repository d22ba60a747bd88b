import { foldedEms, stepped, widestOf } from '@hubscope/panel-kit/format/widths.ts';
import { SQUARE } from '@hubscope/panel-kit/parts/Initials.tsx';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import type { Form } from './options.ts';

/** How rows are laid out at a size. */
export interface Layout {
  form: 'rows' | 'columns';
  avatar: boolean;
  /** Figures under the value that there is room for. */
  secondary: number;
  /** Figures beside the value that there is room for. */
  columns: number;
  /** Columns of the grid of each row. */
  template: string;
}

/** Texts that rows will show, for how much room they need; written only where it matters. */
export interface Samples {
  values: readonly string[];
  valueLabel: string;
  /** Lines under the value, with none, one, two, ... figures. */
  secondary: readonly (() => readonly string[])[];
  columns: readonly { label: string; texts: () => readonly string[] }[];
}

interface Asked {
  form: Form;
  /** Digits of the greatest rank. */
  digits: number;
  /** Whether rows can be expanded. */
  expands: boolean;
  /** Whether one is chosen, and heads are sorted by. */
  sortable: boolean;
}

/** Least widths of a name, in ems of it. */
const NAME = { rows: 5.5, avatar: 9, columns: 9 } as const;
/** The width from which a name shares with the columns what else there is, in ems of it, and its share against theirs. */
const WIDE = 24;
const NAME_SHARE = 3;
/** Room of the arrow in a head. */
const ARROW = 1.3;
/** From how many columns beside the value a table is better than rows of two lines. */
const FEWEST = 2;
const EXPANDER = 24;

/** What fits into a width. */
export function layoutOf(width: number, scale: Scale, samples: Samples, asked: Asked): Layout {
  const { name, value, small, gap, padding, density } = scale;
  const rank = Math.ceil(Math.max(1.7, asked.digits * 0.64 + 0.35) * name);
  const end = asked.expands ? EXPANDER + gap : 0;
  const room = width - padding * 2 - rank - gap - end;
  // Widths are the same in all rows, which are grids of their own: bars begin and end in line.
  const template = (columns: readonly number[]) =>
    [rank, 'minmax(0, 1fr)', ...columns, ...(asked.expands ? [EXPANDER] : [])]
      .map((column) => (typeof column === 'number' ? `${column}px` : column))
      .join(' ');
  const valueWidth = widestOf(samples.values) * value;

  const heads = asked.sortable ? ARROW * small : 0;
  const widths = [
    () => Math.max(valueWidth, foldedEms(samples.valueLabel) * small + heads),
    ...samples.columns.map(
      ({ label, texts }) =>
        () =>
          Math.max(widestOf(texts()) * name, foldedEms(label) * small + heads),
    ),
  ];
  const fitting: number[] = [];
  const least = (NAME.columns + SQUARE) * name + gap;
  let left = room;
  for (const widthOf of asked.form === 'rows' ? [] : widths) {
    const each = stepped(widthOf());
    if (left - each - gap < least) break;
    left -= each + gap;
    fitting.push(each);
  }
  const isTable =
    asked.form === 'columns'
      ? fitting.length > 0
      : asked.form === 'auto' &&
        density !== 'tile' &&
        fitting.length > Math.min(FEWEST, samples.columns.length);
  if (isTable && samples.columns.length > 0) {
    const spare = Math.max(0, left - (WIDE + SQUARE) * name) / (fitting.length + NAME_SHARE);
    return {
      form: 'columns',
      avatar: true,
      secondary: 0,
      columns: fitting.length - 1,
      template: template(fitting.map((each) => each + Math.floor(spare))),
    };
  }

  const lineHeights = density !== 'tile';
  const beside = (count: number) =>
    stepped(Math.max(valueWidth, widestOf(samples.secondary[count]?.() ?? []) * small));
  let secondary = lineHeights ? samples.secondary.length - 1 : 0;
  while (secondary > 0 && room - gap - beside(secondary) < NAME.avatar * name) secondary -= 1;
  const valueRoom = beside(secondary);
  const avatar = density !== 'tile' && room - gap - valueRoom - SQUARE * name - gap >= NAME.rows * name;
  return { form: 'rows', avatar, secondary, columns: 0, template: template([valueRoom]) };
}
