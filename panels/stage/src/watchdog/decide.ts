import type { Options } from '../options.ts';

/** What the watchdog sees of the page; times in ms of one steady clock that begins with the page. */
export interface Seen {
  now: number;
  /** When new data came last, or the page was shown again; the beginning of the page where none came. */
  lastFrame: number;
  /** Whether any data is to come at all. */
  expectsFrames: boolean;
  lastInput: number;
  /** Bytes that scripts use; null where the browser does not say. */
  memory: number | null;
  /** Hour of the gateway's day, 0 to 23. */
  hour: number;
}

/** What is too much, as the options say. */
export type Limits = Pick<Options, 'frameMinutes' | 'memoryMegabytes' | 'memoryHour'>;

/** Why a page is loaded again. */
export type Fault = 'frames' | 'memory';

const MINUTE = 60_000;
/** Nobody is at the screen who was not for so long. */
export const QUIET = MINUTE;
/** A page that is younger has not used its memory up by running long. */
export const YOUNGEST = 30 * MINUTE;
/** However often it was of no use, it is tried again after so long. */
export const LONGEST = 6 * 60 * MINUTE;

/** How long to wait when that was of no use `reloads` times already: twice as long each time. */
export const patience = (first: number, reloads: number): number =>
  Math.max(first, Math.min(LONGEST, first * 2 ** reloads));

/** Why the page should be loaded again now; null when it should not. `reloads`: times that this was done lately. */
export function faultOf(seen: Seen, limits: Limits, reloads: number): Fault | null {
  if (seen.now - seen.lastInput < QUIET) return null;
  if (hasStopped(seen, limits, reloads)) return 'frames';
  return hasGrown(seen, limits, reloads) ? 'memory' : null;
}

const hasStopped = ({ now, lastFrame, expectsFrames }: Seen, { frameMinutes }: Limits, reloads: number) =>
  expectsFrames && frameMinutes > 0 && now - lastFrame >= patience(frameMinutes * MINUTE, reloads);

const hasGrown = (
  { now, memory, hour }: Seen,
  { memoryMegabytes, memoryHour }: Limits,
  reloads: number,
): boolean =>
  memory !== null &&
  memoryMegabytes > 0 &&
  memory >= memoryMegabytes * 1_000_000 &&
  (memoryHour === 'any' || memoryHour === hour) &&
  now >= patience(YOUNGEST, reloads);
