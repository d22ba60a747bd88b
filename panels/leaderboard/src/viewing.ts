import type { BoardRow } from './board.ts';
import { nextSort, searchRows, sortRows, type Sort } from './order.ts';
import type { BoardFields } from './fields.ts';

/** What somebody chose while looking at a board. */
export interface Viewing {
  sort: Sort | null;
  search: string;
  /** Ids of rows that are expanded. */
  expanded: ReadonlySet<string>;
}

export const untouched: Viewing = { sort: null, search: '', expanded: new Set() };

/** What a click on the head of a column makes of it. */
export const sortedBy = (viewing: Viewing, by: string): Viewing => ({
  ...viewing,
  sort: nextSort(viewing.sort, by),
});

/** What a click on an expander makes of it. */
export function toggled(viewing: Viewing, id: string): Viewing {
  const expanded = new Set(viewing.expanded);
  if (!expanded.delete(id)) expanded.add(id);
  return { ...viewing, expanded };
}

/** Rows of the list, in the order that they are seen in, and rows that stay in sight beside it. */
export interface Seen {
  listed: readonly BoardRow[];
  kept: readonly BoardRow[];
}

/**
 * Divides rows into both. Own rows that the question's limit cuts off stand apart; own rows on the board stand in it,
 * and beside it, too, when it is longer than what can be seen at once. `inSight`: rows that can.
 */
export function seenOf(
  rows: readonly BoardRow[],
  { sort, search }: Viewing,
  fields: BoardFields,
  keepsOwn: boolean,
  inSight: number,
  language: string,
): Seen {
  const onBoard = keepsOwn ? rows.filter(({ beyond }) => !beyond) : rows;
  const listed = searchRows(sortRows(onBoard, sort, fields.figures, language), search);
  if (!keepsOwn) return { listed, kept: [] };
  const longer = onBoard.length > inSight;
  return { listed, kept: rows.filter(({ own, beyond }) => beyond || (own && longer)) };
}
