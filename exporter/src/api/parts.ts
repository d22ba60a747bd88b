import type { Answer } from '../answers.ts';
import type { Part } from '../contract/index.ts';
import { explain } from '../gateway/failure.ts';
import { BadQuestion } from '../questions/bad-question.ts';

/** An instant (Unix ms) as the API writes it. */
export const isoInstant = (ms: number): string => new Date(ms).toISOString();

/** An answer as a part of the API's. */
export function partOf<T, V>(answer: Answer<T>, show: (value: T) => V): Part<V> {
  if (answer.quality === 'unknown') return unknown(answer.failure.detail);
  const { quality, value, asOf, ageMs } = answer;
  const stale = quality === 'stale';
  return {
    quality,
    asOf: isoInstant(asOf),
    ageSeconds: stale ? Math.round(ageMs / 1000) : null,
    reason: stale ? answer.failure.detail : null,
    value: show(value),
  };
}

/** A part that is not known, and why. */
export const unknown = (reason: string): Part<never> => ({
  quality: 'unknown',
  asOf: null,
  ageSeconds: null,
  reason,
  value: null,
});

/** A part that reports in its own place when it cannot be made, so that its neighbours are served. */
export async function orUnknown<V>(part: Promise<Part<V>>): Promise<Part<V>> {
  try {
    return await part;
  } catch (error) {
    if (error instanceof BadQuestion) throw error;
    return unknown(explain(error).detail);
  }
}
