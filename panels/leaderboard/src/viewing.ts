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

/** Rows of the list in the order that they are seen in, and the viewer's own ones, which are to stay in sight. */
export interface Seen {
  listed: readonly BoardRow[];
  own: readonly BoardRow[];
}

/** Divides rows into both. Own rows on the board stand in either, those that the question's limit cuts off in one. */
export function seenOf(
  rows: readonly BoardRow[],
  { sort, search }: Pick<Viewing, 'sort' | 'search'>,
  { figures }: Pick<BoardFields, 'figures'>,
  keepsOwn: boolean,
  language: string,
): Seen {
  const onBoard = keepsOwn ? rows.filter(({ beyond }) => !beyond) : rows;
  return {
    listed: searchRows(sortRows(onBoard, sort, figures, language), search),
    own: keepsOwn ? rows.filter(({ own }) => own) : [],
  };
}
