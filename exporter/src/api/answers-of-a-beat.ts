import { LRUCache } from 'lru-cache';

/** How new an answer must be: of this heartbeat, or the one before while this one's is being made. */
export type Newness = 'this beat' | 'this beat or the last';

/** The most answers that are kept for others. */
const MOST_ANSWERS = 2000;

/** A question that so many have asked since the last beat is answered anew at the next before anybody asks. */
const SHARED = 2;

interface Kept<T> {
  latest: { answer: T; at: number } | undefined;
  /** The answer that is being made; it follows the latest. */
  coming: Promise<T> | undefined;
  make: () => Promise<T>;
  /** How many have asked since the last beat. */
  asked: number;
}

/** Answers that everybody shares from one heartbeat to the next. */
export interface KeptAnswers<T> {
  /** The answer under a key, made when it is not there. Equal keys must mean equal questions. */
  get: (key: string, make: () => Promise<T>, newness: Newness) => Promise<T>;
  /** A heartbeat has come: all answers are of the one before. */
  beat: () => void;
}

/**
 * Keeps answers. What many look at is made anew at the beat, and until it is there they get the last one, so that nobody
 * waits while it is made; but never one that is older than `freshMs`. `now` is a steady clock, in ms.
 */
export function keepAnswers<T>(freshMs: number, now: () => number = () => performance.now()): KeptAnswers<T> {
  const kept = new LRUCache<string, Kept<T>>({ max: MOST_ANSWERS });

  const renew = (key: string, entry: Kept<T>): Promise<T> => {
    const at = now();
    const coming = entry.make();
    entry.coming = coming;
    coming.then(
      (answer) => {
        entry.latest = { answer, at };
        entry.coming = undefined;
      },
      () => {
        // Whoever asks next is told why.
        if (kept.peek(key) === entry) kept.delete(key);
      },
    );
    return coming;
  };

  return {
    async get(key, make, newness) {
      let entry = kept.get(key);
      if (entry === undefined) {
        entry = { latest: undefined, coming: undefined, make, asked: 0 };
        kept.set(key, entry);
      }
      entry.asked += 1;
      const { latest, coming } = entry;
      if (coming === undefined) return latest?.answer ?? renew(key, entry);
      const lastWillDo = newness !== 'this beat' && latest !== undefined && now() - latest.at <= freshMs;
      return lastWillDo ? latest.answer : coming;
    },
    beat() {
      for (const [key, entry] of [...kept.entries()]) {
        const isShared = entry.asked >= SHARED;
        entry.asked = 0;
        // What takes longer than a beat is not begun twice.
        if (entry.coming !== undefined) continue;
        if (isShared) void renew(key, entry).catch(() => undefined);
        else kept.delete(key);
      }
    },
  };
}
