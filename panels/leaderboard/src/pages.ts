import { useEffect, useState } from 'react';
import type { BoardRow } from './board.ts';
import type { Seen } from './viewing.ts';

/** Rows that fit into a height: at least one. */
const fitting = (height: number, row: number): number => Math.max(1, Math.floor(height / row + 0.001));

/** Height of rows that share the height of a page, so that no gap is left under them; never much more than their own. */
export const sharedHeight = (height: number, rows: number, row: number): number =>
  Math.floor(Math.min(row * 1.3, Math.max(row, height / rows)));

/** How a list is divided into pages. */
export interface Pages {
  perPage: number;
  count: number;
  /** Own rows that are beside a page that has them not. */
  apart: readonly BoardRow[];
}

/** Divides a list into pages: of as many rows as fit beside the viewer's own ones, and no more than somebody wants. */
export function pagesOf({ listed, own }: Seen, height: number, row: number, most: number): Pages {
  const wanted = (rows: number) => (most > 0 ? Math.min(most, rows) : rows);
  const fits = fitting(height, row);
  const apart = own.filter(({ beyond }) => beyond || listed.length > wanted(fits)).slice(0, fits - 1);
  const perPage = wanted(fits - apart.length);
  return { perPage, count: Math.max(1, Math.ceil(listed.length / perPage)), apart };
}

/** Own rows that a page has not. */
export function besidePage({ listed }: Seen, { apart, perPage }: Pages, page: number): readonly BoardRow[] {
  const shown = new Set(listed.slice(page * perPage, (page + 1) * perPage));
  return apart.filter((row) => !shown.has(row));
}

/**
 * Own rows that are not in sight where a list has been scrolled to `top`: beyond it, not found, or above or below what
 * is seen. A panel too small for them and a row of the list keeps its list.
 */
export function outOfSight(
  { listed, own }: Seen,
  heightOf: (row: BoardRow) => number,
  top: number,
  height: number,
  row: number,
): readonly BoardRow[] {
  if (own.length === 0) return own;
  const sought = new Set(own);
  const seen = new Set<BoardRow>();
  const found = listed.filter((each) => sought.has(each)).length;
  const bottom = top + height - (own.length - found) * row;
  let at = 0;
  for (const each of listed) {
    const end = at + heightOf(each);
    if (sought.has(each) && end > top && at < bottom) seen.add(each);
    at = end;
  }
  return own.filter((each) => !seen.has(each)).slice(0, fitting(height, row) - 1);
}

/** The page to show of some: the next one every so often, unless somebody is at it. 0 seconds: always the first. */
export function usePage(pages: number, seconds: number, paused: boolean): number {
  const [page, setPage] = useState(0);
  useEffect(() => {
    if (pages < 2 || seconds <= 0 || paused) return undefined;
    const timer = setTimeout(() => {
      setPage((last) => (last + 1) % pages);
    }, seconds * 1000);
    return () => {
      clearTimeout(timer);
    };
  }, [page, pages, seconds, paused]);
  return seconds <= 0 ? 0 : Math.min(page, pages - 1);
}
