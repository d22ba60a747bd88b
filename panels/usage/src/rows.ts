import type { Line } from './lines.ts';
import type { FigureName } from './options.ts';
import { sumOf } from './sums.ts';

/** A line of the tooltip. */
export interface Row {
  id: string;
  name: string;
  values: Readonly<Record<FigureName, number | null>>;
}

/** What a bucket had: the greatest first, nothing of lines without usage, and the rest as one. */
export interface Bucket {
  rows: Row[];
  /** Lines beyond the most. */
  more: { lines: number; values: Row['values'] } | null;
  all: Row['values'];
}

export function bucketAt(lines: readonly Line[], bucket: number, primary: FigureName, most: number): Bucket {
  const rows = lines
    .map((line): Row => ({
      id: line.id,
      name: line.name,
      values: { cost: line.cost?.[bucket] ?? null, requests: line.requests?.[bucket] ?? null },
    }))
    .filter(({ values }) => (values.cost ?? 0) !== 0 || (values.requests ?? 0) !== 0)
    .sort((one, other) => (other.values[primary] ?? -1) - (one.values[primary] ?? -1));
  const sums = (some: readonly Row[]): Row['values'] => ({
    cost: sumOf(some.map(({ values }) => values.cost)),
    requests: sumOf(some.map(({ values }) => values.requests)),
  });
  const isLong = rows.length > most;
  const rest = isLong ? rows.slice(most - 1) : [];
  return {
    rows: isLong ? rows.slice(0, most - 1) : rows,
    more: isLong ? { lines: rest.length, values: sums(rest) } : null,
    all: {
      cost: sumOf(lines.map((line) => line.cost?.[bucket] ?? null)),
      requests: sumOf(lines.map((line) => line.requests?.[bucket] ?? null)),
    },
  };
}
