import { FieldType, toDataFrame, type DataFrame, type FieldConfig } from '@grafana/data';
import { readBoard, type Board, type BoardRow } from './board.ts';
import { findBoardFrame, type BoardFields } from './fields.ts';

/** Values of a column, and what its field says of them. */
export interface Column {
  values: readonly unknown[];
  config?: FieldConfig;
}

const isList = (given: readonly unknown[] | Column): given is readonly unknown[] => Array.isArray(given);

/** A frame of a ranking: columns by their names, `custom` as Hubscope's data source says it. */
export function frameOf(
  columns: Readonly<Record<string, readonly unknown[] | Column>>,
  custom?: object,
): DataFrame {
  return {
    ...toDataFrame({
      fields: Object.entries(columns).map(([name, given]) => {
        const { values, config = {} }: Column = isList(given) ? { values: given } : given;
        const text = values.some((value) => typeof value === 'string');
        return { name, type: text ? FieldType.string : FieldType.number, values: [...values], config };
      }),
    }),
    ...(custom === undefined ? {} : { meta: { custom } }),
  };
}

/** The fields of a board that is one. */
export function fieldsOf(frame: DataFrame, value = ''): BoardFields {
  const fields = findBoardFrame([frame], value);
  if (fields === undefined) throw new Error('there is no board in the frame');
  return fields;
}

export const boardOf = (frame: DataFrame, pinned: readonly string[] = []): Board =>
  readBoard(fieldsOf(frame), new Set(pinned));

/** A row of a board. */
export const rowOf = (id: string, more: Partial<BoardRow> = {}): BoardRow => ({
  id,
  index: 0,
  rank: 1,
  name: id,
  value: 1,
  own: false,
  beyond: false,
  ...more,
});
