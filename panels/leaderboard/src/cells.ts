import { FieldType, type DataFrame, type Field, type GrafanaTheme2 } from '@grafana/data';
import { numberAt, textAt } from '@hubscope/panel-kit/data/fields.ts';
import { NONE } from '@hubscope/panel-kit/format/figure.ts';
import { shareOf, strengthOf, type Board, type BoardRow } from './board.ts';
import type { BoardFields } from './fields.ts';
import { isWorst, levelOf, type Level } from './levels.ts';
import { figureAt, spokenFigure, wordAt } from './texts.ts';

/** A figure as it is drawn. Null text: nobody knows it. */
export interface Cell {
  text: string | null;
  level: Level | null;
  /** Whether it is the worst level of its figure. */
  worst: boolean;
}

/** All that a row draws, in plain values, so that rows which say the same are not drawn again. */
export interface Cells {
  rank: number | null;
  name: string;
  beside: string;
  /** Places won; null: not known; `new`: was not on the board. */
  change: number | 'new' | null;
  value: Cell;
  share: number;
  strength: number;
  /** Figures under the value. */
  secondary: string;
  /** Figures beside it. */
  columns: readonly Cell[];
  own: boolean;
}

/** Which figures rows draw. */
export interface Drawn {
  fields: BoardFields;
  board: Board;
  secondary: readonly Field[];
  columns: readonly Field[];
  rankChange: boolean;
}

const SEPARATOR = ' · ';

function cellAt(field: Field, row: number, theme: GrafanaTheme2): Cell {
  const level = levelOf(field, numberAt(field, row));
  return { text: figureAt(field, row, theme), level, worst: level !== null && isWorst(field, level) };
}

/** Figures in one line, each with what it is; those that nobody knows are left out. */
export const lineOf = (
  figures: readonly Field[],
  frame: DataFrame,
  row: number,
  theme: GrafanaTheme2,
): string =>
  figures
    .flatMap((field) => {
      const text = figureAt(field, row, theme);
      return text === null ? [] : spokenFigure(field, frame, text);
    })
    .join(SEPARATOR);

/** What a row draws. */
export function cellsOf(row: BoardRow, drawn: Drawn, theme: GrafanaTheme2): Cells {
  const { fields, board, secondary, columns, rankChange } = drawn;
  return {
    rank: row.rank,
    name: row.name,
    beside: fields.beside.flatMap((field) => wordAt(field, row.index, theme) ?? []).join(SEPARATOR),
    change: rankChange ? changeAt(fields, row) : null,
    value: cellAt(fields.value, row.index, theme),
    share: shareOf(row.value, board.most),
    strength: strengthOf(row.rank),
    secondary: lineOf(secondary, fields.frame, row.index, theme),
    columns: columns.map((field) => cellAt(field, row.index, theme)),
    own: row.own,
  };
}

function changeAt({ rankChange }: BoardFields, { index, rank }: BoardRow): Cells['change'] {
  if (rankChange === undefined || rank === null) return null;
  return numberAt(rankChange, index) ?? 'new';
}

/** Whether any row had a place before. If none had, there is nothing to tell of new ones. */
export const hasRankChange = ({ rankChange }: BoardFields): boolean =>
  rankChange?.values.some((value: unknown) => typeof value === 'number') === true;

/** A row within a row: one model of it. */
export interface SubCells {
  name: string;
  value: Cell;
  share: number;
  /** Figures behind the value, in one line with it: one less than under the value of its row. */
  secondary: string;
  columns: readonly Cell[];
}

/** Rows within a row. */
export function subFrameOf({ nested }: BoardFields, row: number): DataFrame | undefined {
  const frame = nested?.values[row]?.[0];
  return frame === undefined || frame.length === 0 ? undefined : frame;
}

/** What rows within a row draw: the same figures as their row, where they have them, against its own value. */
export function subCellsOf(
  frame: DataFrame,
  of: number | null,
  { fields, secondary, columns }: Pick<Drawn, 'fields' | 'secondary' | 'columns'>,
  theme: GrafanaTheme2,
): SubCells[] {
  const [name, first] = [frame.fields.find(({ type }) => type === FieldType.string), frame.fields[1]];
  const same = (field: Field) => frame.fields.find((candidate) => candidate.name === field.name);
  const value = same(fields.value) ?? first;
  const behind = secondary.slice(0, -1).flatMap((field) => same(field) ?? []);
  return Array.from({ length: frame.length }, (_, row) => ({
    name: textAt(name, row) ?? NONE,
    value: value === undefined ? nothing : cellAt(value, row, theme),
    share: shareOf(numberAt(value, row), of ?? 0),
    secondary: lineOf(behind, frame, row, theme),
    columns: columns.map((field) => {
      const found = same(field);
      return found === undefined ? nothing : cellAt(found, row, theme);
    }),
  }));
}

const nothing: Cell = { text: null, level: null, worst: false };
