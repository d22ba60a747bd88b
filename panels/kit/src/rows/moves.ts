import { useEffect, useState } from 'react';
import { durations } from '../motion/durations.ts';
import { samePlaces } from './places.ts';

/** Rows on their way. */
export interface Moves {
  /** Where rows stood until they began to move, by their ids; undefined while they rest. */
  before: ReadonlyMap<string, number> | undefined;
  /** The order of rows when they last rested. */
  rested: ReadonlyMap<string, number>;
}

interface Known extends Moves {
  topOf: ReadonlyMap<string, number>;
}

const orderOf = (ids: Iterable<string>): ReadonlyMap<string, number> =>
  new Map(Array.from(ids, (id, index) => [id, index]));

/** Follows rows from place to place. */
export function useMoves(ids: readonly string[], topOf: ReadonlyMap<string, number>): Moves {
  const [known, setKnown] = useState<Known>(() => ({ topOf, before: undefined, rested: orderOf(ids) }));
  let now = known;
  if (!samePlaces(known.topOf, topOf)) {
    now = { ...known, topOf, before: known.topOf };
    setKnown(now);
  }
  const { before } = now;
  useEffect(() => {
    if (before === undefined) return undefined;
    const timer = setTimeout(() => {
      setKnown((last) => ({ topOf: last.topOf, before: undefined, rested: orderOf(last.topOf.keys()) }));
    }, durations.landed);
    return () => {
      clearTimeout(timer);
    };
  }, [before]);
  return now;
}
