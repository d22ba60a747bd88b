import type { Question } from './answers.ts';
import type { BreakerChanges, BreakerWatch } from './questions/breaker-changes.ts';

/**
 * What a watch has seen of the breakers that another question looks at. Past changes stay true while Redis is away: the
 * answer is then stale, as old as the last look, and never forgotten. `gateway` is whose breakers they are.
 */
export function breakerQuestion(
  circuits: Question<unknown>,
  { watch, seen }: BreakerWatch,
  gateway: () => string | undefined,
): Question<BreakerChanges> {
  const latest = () => {
    const value = seen();
    return value && { value, asOf: value.asOf };
  };
  return {
    name: 'breaker_changes',
    source: circuits.source,
    // The look is the other question's; what an earlier run has seen is known without it.
    ask() {
      const known = gateway();
      if (known !== undefined) watch(known);
      return Promise.resolve();
    },
    latest,
    lastAttempt: circuits.lastAttempt,
    answer() {
      const look = circuits.answer();
      const found = latest();
      if (found === undefined) {
        return look.quality === 'unknown'
          ? look
          : { quality: 'unknown', failure: { kind: 'unreachable', detail: 'not asked yet' } };
      }
      if (look.quality === 'fresh') return { ...found, quality: 'fresh', ageMs: look.ageMs };
      return {
        ...found,
        quality: 'stale',
        ageMs: Math.max(0, Date.now() - found.asOf),
        failure: look.failure,
      };
    },
  };
}
