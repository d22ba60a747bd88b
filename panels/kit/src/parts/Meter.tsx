import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { durations, LANDING } from '../motion/durations.ts';
import { coloursOf } from '../theme/colours.ts';

interface Props {
  /** 0 to 1; what lies beyond is drawn as full. */
  share: number;
  color: string;
  /** What the bar says, in words. */
  label: string;
  opacity?: number;
}

/** Lengths that a bar has. A change that nobody could see would cost the browser as much as one that is seen. */
const LENGTHS = 250;

/** A bar that fills a track. Only its transform changes, which costs no layout. */
export const Meter = memo(function Meter({ share, color, label, opacity = 1 }: Props) {
  const styles = useStyles2(getStyles);
  const filled = Math.min(1, Math.max(0, share));
  const drawn = Math.ceil(filled * LENGTHS) / LENGTHS;
  return (
    <div
      className={styles.track}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(filled * 100)}
    >
      <div
        className={styles.bar}
        style={{ transform: `translateX(${(drawn - 1) * 100}%)`, background: color, opacity }}
      />
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  track: css({
    height: 'calc(5px * var(--factor))',
    borderRadius: 'calc(3px * var(--factor))',
    background: coloursOf(theme).track,
    overflow: 'hidden',
  }),
  bar: css({
    height: '100%',
    width: '100%',
    borderRadius: 'inherit',
    [theme.transitions.handleMotion('no-preference')]: {
      transition: `transform ${durations.roll}ms ${LANDING}`,
    },
  }),
});
