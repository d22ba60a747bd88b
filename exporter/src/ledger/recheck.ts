import type { Copy } from './copy.ts';
import { byStretch, copyDigests, differingGroups, sourceDigests, type Digest } from './digest.ts';
import { readSource, reload } from './pull.ts';

/** What a comparison of a span with the source found, and mended. */
export interface Recheck {
  /** Rows compared. */
  rows: number;
  /** Rows that were missing, too many, or different. */
  mismatches: number;
}

/**
 * Compares a span of the copy (Unix ms, on multiples of `stretchMs`) with the source, stretch by stretch, and reads
 * those again that differ. Only sums cross the wire where all is well.
 */
export async function recheck(
  copy: Copy,
  from: number,
  to: number,
  stretchMs: number,
  withKeys = false,
): Promise<Recheck> {
  const grouping = byStretch(stretchMs);
  const span = { from, to };
  const ours = await copyDigests(copy.engine, span, grouping, withKeys);
  const theirs = await readSource(copy, (connection) =>
    sourceDigests(connection, copy.source, span, grouping, withKeys),
  );
  const rows = [...theirs.values()].reduce((sum, digest) => sum + digest.rows, 0);
  let mismatches = 0;
  for (const part of differingParts(theirs, ours, stretchMs)) {
    const { inserted, updated, deleted } = await reload(copy, part.from, part.to);
    mismatches += inserted + updated + deleted;
  }
  return { rows, mismatches };
}

/** Rows that are rather read again than left out: fewer, larger reads are quicker than many small ones. */
const ROWS_BETWEEN = 5000;

/** Spans that hold every stretch that differs; those with few equal rows between them are one. */
function differingParts(
  theirs: ReadonlyMap<string, Digest>,
  ours: ReadonlyMap<string, Digest>,
  stretchMs: number,
): { from: number; to: number }[] {
  const differing = new Set(differingGroups(theirs, ours));
  const names = [...new Set([...theirs.keys(), ...ours.keys()])].sort((a, b) => Number(a) - Number(b));
  const parts: { from: number; to: number }[] = [];
  let between = 0;
  for (const name of names) {
    if (!differing.has(name)) {
      between += theirs.get(name)?.rows ?? 0;
      continue;
    }
    const from = Number(name) * stretchMs;
    const last = parts.at(-1);
    if (last !== undefined && between <= ROWS_BETWEEN) last.to = from + stretchMs;
    else parts.push({ from, to: from + stretchMs });
    between = 0;
  }
  return parts;
}
