import React from 'react';
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { durations } from '../motion/durations.ts';

/** A dot that swells once for each new answer: `beat` is what changes with it. */
export function Pulse({ beat, color }: { beat: string | null; color: string }) {
  const styles = useStyles2(getStyles);
  if (beat === null) return null;
  return (
    <span className={styles.dot} style={{ color }} aria-hidden>
      <span key={beat} className={styles.ring} />
    </span>
  );
}

const swell = keyframes({
  from: { transform: 'scale(1)', opacity: 0.55 },
  to: { transform: 'scale(2.8)', opacity: 0 },
});

const getStyles = (theme: GrafanaTheme2) => ({
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
    [theme.transitions.handleMotion('no-preference')]: { animation: `${swell} ${durations.roll}ms ease-out` },
  }),
});
