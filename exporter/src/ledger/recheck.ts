import type { Copy } from './copy.ts';
import { byStretch, copyDigests, differingGroups, sourceDigests } from './digest.ts';
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
  for (const name of differingGroups(theirs, ours)) {
    const start = Number(name) * stretchMs;
    const { inserted, updated, deleted } = await reload(copy, start, start + stretchMs);
    mismatches += inserted + updated + deleted;
  }
  return { rows, mismatches };
}
