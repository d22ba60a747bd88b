import { useEffect, useState } from 'react';

/** Rows of a page: as many as fit, and no more than somebody wants. At least one. */
export function rowsOfPage(height: number, row: number, most: number): number {
  const fitting = Math.max(1, Math.floor(height / row + 0.001));
  return most > 0 ? Math.min(most, fitting) : fitting;
}

/** Height of rows that share the height of a page, so that no gap is left under them; never much more than their own. */
export const sharedHeight = (height: number, rows: number, row: number): number =>
  Math.floor(Math.min(row * 1.3, Math.max(row, height / rows)));

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
