import type { Answer, Question } from './answers.ts';

/** A question that is asked again and again only while somebody wants to know. */
export interface OnDemand<T> extends Question<T> {
  /** The answer for somebody who wants it now. It is kept up for a while from here on; when it is not, it is asked first. */
  want: () => Promise<Answer<T>>;
}

/** How long after the last time that somebody wanted it a question is still asked at every heartbeat. */
const WANTED_FOR_MS = 30_000;

/** Makes a question on demand of one that is asked at every heartbeat; {@link Question.ask} does nothing while idle. */
export function onDemand<T>(question: Question<T>, now: () => number = () => performance.now()): OnDemand<T> {
  let wantedAt = -Infinity;
  return {
    ...question,
    async ask() {
      if (now() - wantedAt <= WANTED_FOR_MS) await question.ask();
    },
    async want() {
      wantedAt = now();
      if (question.answer().quality !== 'fresh') await question.ask();
      return question.answer();
    },
  };
}
