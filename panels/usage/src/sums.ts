import type { Total } from './options.ts';

/** Values of a line, one for each bucket; null where nothing is known. */
export type Values = readonly (number | null)[];

/** Adds numbers so that the error does not grow with their number (Neumaier). */
function compensated(): { add: (value: number) => void; sum: () => number } {
  let sum = 0;
  let lost = 0;
  return {
    add(value) {
      const next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    },
    sum: () => sum + lost,
  };
}

/** The sum of what is known; null when nothing is. */
export function sumOf(values: Iterable<number | null>): number | null {
  const { add, sum } = compensated();
  let known = false;
  for (const value of values) {
    if (value === null) continue;
    known = true;
    add(value);
  }
  return known ? sum() : null;
}

/** The last that is known; null when nothing is. */
const lastOf = (values: Values): number | null => values.findLast((value) => value !== null) ?? null;

/** What one figure says of a line. */
export const totalOf = (values: Values, total: Total): number | null =>
  total === 'sum' ? sumOf(values) : lastOf(values);

/** Sums of some lines, bucket by bucket; null where none is known. */
export const addLines = (lines: readonly Values[], buckets: number): (number | null)[] =>
  Array.from({ length: buckets }, (_, bucket) => sumOf(lines.map((line) => line[bucket] ?? null)));

/**
 * Lines on top of each other, the first at the bottom. A line that is not known somewhere has a gap there, and those
 * above it stand on what is known.
 */
export function stackLines(lines: readonly Values[], buckets: number): (number | null)[][] {
  const sums = Array.from({ length: buckets }, compensated);
  return lines.map((line) =>
    sums.map(({ add, sum }, bucket) => {
      const value = line[bucket] ?? null;
      if (value === null) return null;
      add(value);
      return sum();
    }),
  );
}

/** The greatest of all values; null without any. */
export function greatestOf(lines: readonly Values[]): number | null {
  let most: number | null = null;
  for (const line of lines) {
    for (const value of line) if (value !== null && (most === null || value > most)) most = value;
  }
  return most;
}
