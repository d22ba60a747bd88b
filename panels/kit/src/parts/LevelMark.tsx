import React from 'react';
import type { Judgement } from '../theme/colours.ts';

/** A filled triangle for what is almost full, an empty one for what fills up: the shape says what the colour does. */
export function LevelMark({ judgement }: { judgement: Judgement }) {
  if (judgement !== 'critical' && judgement !== 'warning') return null;
  return (
    <svg viewBox="0 0 10 10" width="0.72em" height="0.72em" overflow="visible" aria-hidden>
      <path
        d="M5 1.4 9.1 8.8H.9Z"
        fill={judgement === 'critical' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
    </svg>
  );
}
