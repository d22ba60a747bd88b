import { useMemo } from 'react';
import { getFieldDisplayName, type Field, type GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { numberAt } from '@hubscope/panel-kit/data/fields.ts';
import { NONE } from '@hubscope/panel-kit/format/figure.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import type { Board } from './board.ts';
import { lineOf } from './cells.ts';
import type { BoardFields } from './fields.ts';
import { layoutOf, type Layout, type Samples } from './layout.ts';
import type { Form } from './options.ts';
import { figureAt } from './texts.ts';

interface Asked {
  fields: BoardFields;
  board: Board;
  secondary: readonly Field[];
  columns: readonly Field[];
  width: number;
  scale: Scale;
  form: Form;
  expands: boolean;
  sortable: boolean;
}

/** Rows whose texts tell how wide columns must be, beside that of the greatest value. */
const ROWS = 24;
/** Room of the shape before a figure that has levels, in ems. */
const MARK = '00';

function greatestOf(field: Field, rows: Board['rows']): number {
  let [greatest, most] = [0, -Infinity];
  for (const { index } of rows) {
    const value = numberAt(field, index) ?? -Infinity;
    if (value > most) [greatest, most] = [index, value];
  }
  return greatest;
}

function samplesOf({ fields, board, secondary, columns }: Asked, theme: GrafanaTheme2): Samples {
  const { frame, value } = fields;
  const rows = board.rows.slice(0, ROWS).map(({ index }) => index);
  const textsOf = (field: Field) => {
    const mark = (field.config.thresholds?.steps.length ?? 0) > 1 ? MARK : '';
    return [...rows, greatestOf(field, board.rows)].map(
      (row) => mark + (figureAt(field, row, theme) ?? NONE),
    );
  };
  return {
    values: textsOf(value),
    valueLabel: getFieldDisplayName(value, frame),
    secondary: [
      () => [],
      ...secondary.map(
        (_, count) => () => rows.map((row) => lineOf(secondary.slice(0, count + 1), frame, row, theme)),
      ),
    ],
    columns: columns.map((field) => ({
      label: getFieldDisplayName(field, frame),
      texts: () => textsOf(field),
    })),
  };
}

/** How rows are laid out; the same object for as long as it is the same layout, or all rows would be drawn again. */
export function useLayout(asked: Asked): Layout {
  const theme = useTheme2();
  const { width, scale, form, expands, sortable, board } = asked;
  const {
    form: drawn,
    avatar,
    secondary,
    columns,
    template,
  } = layoutOf(width, scale, samplesOf(asked, theme), { form, digits: board.digits, expands, sortable });
  return useMemo(
    () => ({ form: drawn, avatar, secondary, columns, template }),
    [drawn, avatar, secondary, columns, template],
  );
}
