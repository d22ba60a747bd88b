import React, { useLayoutEffect, useRef } from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import { durations } from '../motion/durations.ts';
import { prefersReducedMotion } from '../motion/reduced.ts';

/**
 * A dot that swells once for each new answer: `beat` is what changes with it. Its ring stays in the page: one that came
 * anew for each beat would have the browser lay out what is around it.
 */
export function Pulse({ beat, color }: { beat: string | null; color: string }) {
  const styles = useStyles2(getStyles);
  const ring = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (beat === null || prefersReducedMotion()) return;
    ring.current?.animate(swell, { duration: durations.roll, easing: 'ease-out' });
  }, [beat]);
  if (beat === null) return null;
  return (
    <span className={styles.dot} style={{ color }} aria-hidden>
      <span ref={ring} className={styles.ring} />
    </span>
  );
}

const swell: Keyframe[] = [
  { transform: 'scale(1)', opacity: 0.55 },
  { transform: 'scale(2.8)', opacity: 0 },
];

const getStyles = () => ({
  dot: css({
    position: 'relative',
    display: 'inline-block',
    width: '0.46em',
    height: '0.46em',
    borderRadius: '50%',
    background: 'currentColor',
    flex: 'none',
  }),
  ring: css({
    position: 'absolute',
    inset: 0,
    borderRadius: '50%',
    background: 'currentColor',
    opacity: 0,
  }),
});
