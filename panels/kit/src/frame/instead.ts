import type { Answer } from '../data/answer.ts';
import type { NotShown } from './StateView.tsx';

/**
 * What to show while an answer has no figures at all; undefined when a panel may look for them. `shape`: of what it will
 * draw.
 */
export function insteadOf(
  { phase, reason }: Answer,
  shape: 'figure' | 'rows' = 'figure',
): NotShown | undefined {
  if (phase === 'loading') return { kind: 'loading', shape };
  if (phase === 'failed') return { kind: 'failed', detail: reason ?? '' };
  return undefined;
}
