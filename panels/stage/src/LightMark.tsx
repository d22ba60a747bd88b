import React from 'react';
import { LevelMark } from '@hubscope/panel-kit/parts/LevelMark.tsx';
import type { Judgement } from '@hubscope/panel-kit/theme/colours.ts';

/** A disc for what is well, triangles for what is not, a ring for what nobody knows: the shape says what the colour does. */
export function LightMark({ judgement }: { judgement: Judgement }) {
  if (judgement === 'critical' || judgement === 'warning') return <LevelMark judgement={judgement} />;
  return (
    <svg viewBox="0 0 10 10" width="0.62em" height="0.62em" overflow="visible" aria-hidden>
      <circle
        cx={5}
        cy={5}
        r={judgement === 'good' ? 4.6 : 3.8}
        fill={judgement === 'good' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth={judgement === 'good' ? 0 : 1.6}
      />
    </svg>
  );
}
