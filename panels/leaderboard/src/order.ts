import type { Field } from '@grafana/data';
import { numberAt } from '@hubscope/panel-kit/data/fields.ts';
import type { BoardRow } from './board.ts';

/** A sort that somebody chose; without one, rows stand as they came. */
export interface Sort {
  /** Name of a figure, or {@link BY_NAME}. */
  by: string;
  descending: boolean;
}

/** Sorts by whom rows stand for. */
export const BY_NAME = '\tname';

/** What a click on the head of a column makes of a sort: the telling end first, the other one, none. */
export function nextSort(sort: Sort | null, by: string): Sort | null {
  const first = by !== BY_NAME;
  if (sort?.by !== by) return { by, descending: first };
  return sort.descending === first ? { by, descending: !first } : null;
}

/** How the head of a column tells it. */
export const ariaSort = (sort: Sort | null, by: string): 'ascending' | 'descending' | 'none' =>
  sort?.by !== by ? 'none' : sort.descending ? 'descending' : 'ascending';

/** Rows as somebody wants them. What is not known stays last, whichever way; ties stay as they came. */
export function sortRows(
  rows: readonly BoardRow[],
  sort: Sort | null,
  figures: readonly Field[],
  language: string,
): readonly BoardRow[] {
  if (sort === null) return rows;
  const sign = sort.descending ? -1 : 1;
  if (sort.by === BY_NAME) {
    const { compare } = new Intl.Collator(language, { numeric: true });
    return [...rows].sort((one, other) => sign * compare(one.name, other.name));
  }
  const field = figures.find(({ name }) => name === sort.by);
  if (field === undefined) return rows;
  return rows
    .map((row) => ({ row, value: numberAt(field, row.index) }))
    .sort((one, other) => {
      if (one.value === null || other.value === null)
        return Number(one.value === null) - Number(other.value === null);
      return sign * (one.value - other.value);
    })
    .map(({ row }) => row);
}

/** Rows whose names have a text in them, whatever its case. Ranks stay what they are. */
export function searchRows(rows: readonly BoardRow[], search: string): readonly BoardRow[] {
  const sought = search.trim().toLocaleLowerCase();
  return sought === '' ? rows : rows.filter(({ name }) => name.toLocaleLowerCase().includes(sought));
}
