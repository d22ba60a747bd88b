import type { Plot } from './drawing.ts';

/** Where the pointer, or the keyboard, is in the chart. */
export interface Hover {
  /** Number of the bucket. */
  bucket: number;
  /** Of the bucket's line, in px of the page's window. */
  x: number;
  /** Of the pointer; the chart's top for the keyboard. */
  y: number;
}

/** What the cursor of a chart is on; null when it is not in it. */
export function hoverOf(u: Plot): Hover | null {
  const { idx, left = -1, top = 0 } = u.cursor;
  const time = idx === null || idx === undefined ? undefined : u.data[0][idx];
  if (left < 0 || idx === null || idx === undefined || time === undefined) return null;
  const over = u.over.getBoundingClientRect();
  return { bucket: idx, x: over.left + u.valToPos(time, 'x'), y: over.top + Math.max(0, top) };
}

/** Puts the cursor of a chart on a bucket. */
export function moveTo(u: Plot, bucket: number): void {
  const time = u.data[0][bucket];
  if (time !== undefined) u.setCursor({ left: u.valToPos(time, 'x'), top: 0 });
}

/** Takes the cursor out of a chart. */
export function leave(u: Plot): void {
  u.setCursor({ left: -10, top: -10 });
}

/** The bucket that a key leads to from another, of those that have begun; undefined for other keys. */
export function bucketAfter(key: string, from: number | null, last: number): number | undefined {
  const at = from ?? last + 1;
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: from === null ? 0 : at + 1,
    PageUp: at - 6,
    PageDown: at + 6,
    Home: 0,
    End: last,
  };
  const place = places[key];
  return place === undefined ? undefined : Math.min(last, Math.max(0, place));
}
