import { useState } from 'react';
import type { Entry } from './entries.ts';

/** What is listed now. */
export interface Stream {
  rows: readonly Entry[];
  /** New entries that wait until nobody reads. */
  waiting: number;
  /** Ids of rows that the last change brought. */
  arrived: ReadonlySet<string>;
}

/** What there is to list. */
export interface Told {
  /** Entries of the newest answer that the viewer wants to see. */
  listed: readonly Entry[];
  /** All entries of that answer, by their ids. */
  all: ReadonlyMap<string, Entry>;
  /** Whether somebody reads, and rows must stay where they are. */
  held: boolean;
  /** What the viewer wants to see: a change of it is answered at once. */
  asked: string;
  /** How often the viewer asked for those that wait. */
  released: number;
}

const nobody: ReadonlySet<string> = new Set();

/** An entry that the answer no longer has. What was in flight may be so no more. */
function left(entry: Entry): Entry {
  if (!entry.told) return entry;
  const inFlight = entry.phase === 'running' || entry.phase === 'INIT' || entry.phase === 'BUSY';
  return { ...entry, told: false, phase: inFlight ? 'left' : entry.phase };
}

/**
 * Entries that are new above one that was there; below all of them they fill up the list, and are not news.
 */
function newsOf(listed: readonly Entry[], rows: readonly Entry[]): string[] {
  const known = new Set(rows.map(({ id }) => id));
  const last = listed.findLastIndex(({ id }) => known.has(id));
  return listed.flatMap(({ id }, index) => (known.has(id) || (last >= 0 && index > last) ? [] : [id]));
}

/**
 * The stream after one more answer, or after somebody began or ceased to read. While somebody does, rows stay where they
 * are and tell what is new of them; never are there more than one answer has.
 */
export function nextStream(before: Stream, was: Told, now: Told): Stream {
  const { listed, all, held, asked, released } = now;
  if (asked !== was.asked) return { rows: listed, waiting: 0, arrived: nobody };
  const news = newsOf(listed, before.rows);
  if (!held || released !== was.released) return { rows: listed, waiting: 0, arrived: new Set(news) };
  return {
    rows: before.rows.map((entry) => all.get(entry.id) ?? left(entry)),
    waiting: news.length,
    arrived: before.arrived,
  };
}

interface Known {
  told: Told;
  stream: Stream;
}

const same = (one: Told, other: Told): boolean =>
  one.listed === other.listed &&
  one.all === other.all &&
  one.held === other.held &&
  one.asked === other.asked &&
  one.released === other.released;

/** The stream of a panel. */
export function useStream(told: Told): Stream {
  const [known, setKnown] = useState<Known>(() => ({
    told,
    stream: { rows: told.listed, waiting: 0, arrived: nobody },
  }));
  if (same(known.told, told)) return known.stream;
  const stream = nextStream(known.stream, known.told, told);
  setKnown({ told, stream });
  return stream;
}
