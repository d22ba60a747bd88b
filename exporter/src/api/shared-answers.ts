import { LRUCache } from 'lru-cache';
import { repeatedly, type Answer, type Finding, type Question } from '../answers.ts';
import type { Config } from '../config.ts';
import { BadQuestion } from '../questions/bad-question.ts';
import { freshFor } from '../shared-questions.ts';

/**
 * Answers a question under a key: whoever asks it in the same heartbeat, or within `intervalMs`, shares one answer, and
 * while the source fails the last good one is given as stale. Equal keys must mean equal questions.
 * @throws BadQuestion when `find` does
 */
export type ShareAnswer = <T>(
  key: string,
  find: () => Promise<Finding<T>>,
  intervalMs?: number,
) => Promise<Answer<T>>;

/** The most questions whose last answers are kept; the least used go first. */
const MOST_QUESTIONS = 1000;

interface Shared {
  question: Question<unknown>;
  refused: BadQuestion | undefined;
}

/** Sharing by this configuration's heartbeat; see {@link ShareAnswer}. */
export function shareAnswers(config: Config): ShareAnswer {
  const kept = new LRUCache<string, Shared>({ max: MOST_QUESTIONS });
  // A beat and a request for it never come at exactly the same distance.
  const everyBeat = config.heartbeatMs / 2;
  const share = (key: string, find: () => Promise<Finding<unknown>>, intervalMs: number): Shared => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const pace = {
      intervalMs,
      freshMs: intervalMs + freshFor(config),
      staleMs: config.staleMaxMs,
      afterTimeoutMs: freshFor(config),
    };
    const shared: Shared = {
      question: repeatedly(key, 'postgres', pace, () =>
        find().catch((error: unknown) => {
          if (error instanceof BadQuestion) shared.refused = error;
          throw error;
        }),
      ),
      refused: undefined,
    };
    kept.set(key, shared);
    return shared;
  };
  return async <T>(key: string, find: () => Promise<Finding<T>>, intervalMs = everyBeat) => {
    const shared = share(key, find, intervalMs);
    await shared.question.ask();
    if (shared.refused !== undefined) {
      kept.delete(key);
      throw shared.refused;
    }
    return shared.question.answer() as Answer<T>;
  };
}
