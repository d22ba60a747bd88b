import { useEffect, useState } from 'react';
import { durations } from '../motion/durations.ts';
import { untilNext } from '../motion/now.ts';
import { commonShift, samePlaces } from './places.ts';

/** Rows on their way. */
export interface Moves {
  /** Where rows stood until they began to move, by their ids; undefined while they rest. */
  before: ReadonlyMap<string, number> | undefined;
  /** The order of rows when they last rested. */
  rested: ReadonlyMap<string, number>;
  /** By how many px all of them moved at once, the last time they moved; undefined when each went its own way. */
  carried: { by: number } | undefined;
}

interface Known extends Moves {
  topOf: ReadonlyMap<string, number>;
}

/** Rows that stand where `topOf` says, in that order. */
const atRest = (topOf: ReadonlyMap<string, number>): Known => ({
  topOf,
  before: undefined,
  rested: new Map(Array.from(topOf.keys(), (id, index) => [id, index])),
  carried: undefined,
});

/** Ms until rows are put in order: when they have landed, with the page's next second, for which it is drawn anyway. */
export const landing = (now: number): number => durations.landed + untilNext(now + durations.landed);

/** Follows rows from place to place. Those that all move alike are carried together, which is far less work. */
export function useMoves(topOf: ReadonlyMap<string, number>): Moves {
  const [known, setKnown] = useState(() => atRest(topOf));
  let now = known;
  if (!samePlaces(known.topOf, topOf)) {
    // On their way rows go on from where they are, each for itself.
    const by = known.before === undefined ? commonShift(known.topOf, topOf) : undefined;
    now =
      by === undefined
        ? { topOf, before: known.topOf, rested: known.rested, carried: undefined }
        : { ...atRest(topOf), carried: { by } };
    setKnown(now);
  }
  const { before } = now;
  useEffect(() => {
    if (before === undefined) return undefined;
    const timer = setTimeout(() => {
      setKnown((last) => atRest(last.topOf));
    }, landing(Date.now()));
    return () => {
      clearTimeout(timer);
    };
  }, [before]);
  return now;
}
