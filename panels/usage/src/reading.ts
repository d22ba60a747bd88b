import type { DataFrame, TimeRange } from '@grafana/data';
import type { Answer } from '@hubscope/panel-kit/data/answer.ts';
import { readGhost, splitFrames, type Ghost } from './ghost.ts';
import { readLines, stepOf, type Lines } from './lines.ts';
import type { Options, Total } from './options.ts';

/** What the panel found in its data. */
export interface Reading {
  read: Lines;
  ghost: Ghost | null;
  /** Unix ms that the figures hold for; null when nobody says so. */
  now: number | null;
  /** Unix ms of both ends of the axis of time. */
  domain: readonly [number, number];
  /** Number of the bucket that is not over yet; null where all are, or values are no sums of buckets. */
  open: number | null;
  /** What a total of it is. */
  total: Total;
}

/** Reads all that is drawn; undefined when no frame has times and numbers. */
export function readUsage(
  frames: readonly DataFrame[],
  { asOf }: Pick<Answer, 'asOf'>,
  { ghost, ghostQuery, total }: Pick<Options, 'ghost' | 'ghostQuery' | 'total'>,
  { raw, to }: Pick<TimeRange, 'raw' | 'to'>,
  zone: string,
): Reading | undefined {
  const { current, before } = splitFrames(frames, ghostQuery);
  const read = readLines(current);
  if (current.length === 0) return undefined;
  const said = asOf === null ? null : Date.parse(asOf);
  const now = said ?? (typeof raw.to === 'string' ? to.valueOf() : null);
  return {
    read,
    ghost: readGhost(before, read, zone, ghost),
    now,
    open: said === null ? null : openBucket(read.times, said),
    total: total === 'auto' ? (said === null ? 'last' : 'sum') : total,
    domain: domainOf(read.times, now, said === null ? 'points' : spanEnd(current, said)),
  };
}

/** Where the last bucket ends, as Hubscope says it; null when all it says is until when there are figures. */
function spanEnd(frames: readonly DataFrame[], now: number): number | null {
  const said = frames[0]?.meta?.custom as { span?: { to?: unknown } } | undefined;
  const to = typeof said?.span?.to === 'string' ? Date.parse(said.span.to) : null;
  return to === null || to === now ? null : to;
}

/**
 * The axis of time. Buckets end where the last one does, be that ahead; points end with the last one, unless some of them
 * lie ahead.
 */
export function domainOf(
  times: readonly number[],
  now: number | null,
  end: number | null | 'points',
): readonly [number, number] {
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? first;
  const after = last + (stepOf(times) ?? 0);
  if (end === 'points') return [first, now !== null && now < last ? after : last];
  return [first, end === null ? after : Math.min(after, Math.max(last, end))];
}

/** The bucket that a moment is in. */
export function openBucket(times: readonly number[], now: number): number | null {
  const step = stepOf(times);
  const begun = times.findLastIndex((time) => time <= now);
  return step !== null && begun >= 0 && now < (times[begun] ?? 0) + step ? begun : null;
}
