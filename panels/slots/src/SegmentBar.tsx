import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { durations, LANDING } from '@hubscope/panel-kit/motion/durations.ts';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import { filledOf } from './layout.ts';

interface Props {
  /** Null: nobody knows. */
  ratio: number | null;
  width: number;
  height: number;
  segments: number;
  color: string;
  label: string;
}

/** A bar in segments. One element slides under a mask of gaps, so that filling costs no layout. */
export const SegmentBar = memo(function SegmentBar({ ratio, width, height, segments, color, label }: Props) {
  const styles = useStyles2(getStyles);
  const gap = width < 110 ? 1 : 2;
  const segment = width / segments;
  const mask = `repeating-linear-gradient(90deg, currentColor 0 ${segment - gap}px, transparent ${segment - gap}px ${segment}px)`;
  const share = filledOf(ratio ?? 0, segments) / segments;
  const said =
    ratio === null
      ? { role: 'img' }
      : {
          role: 'meter',
          'aria-valuemin': 0,
          'aria-valuemax': 100,
          'aria-valuenow': Math.round(Math.min(1, ratio) * 100),
        };
  return (
    <div
      {...said}
      aria-label={label}
      className={`${styles.track} ${ratio === null ? styles.unknown : ''}`}
      style={{ width, height, ...(ratio === null ? {} : { maskImage: mask, WebkitMaskImage: mask }) }}
    >
      {ratio !== null && (
        <div
          className={styles.fill}
          style={{ transform: `translateX(${(share - 1) * 100}%)`, background: color }}
        />
      )}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => {
  const { track, ghost } = coloursOf(theme);
  return {
    track: css({
      borderRadius: 'calc(3px * var(--factor))',
      background: track,
      overflow: 'hidden',
    }),
    unknown: css({
      backgroundImage: `repeating-linear-gradient(-45deg, transparent 0 5px, ${ghost} 5px 6px)`,
      opacity: 0.7,
    }),
    fill: css({
      height: '100%',
      width: '100%',
      [theme.transitions.handleMotion('no-preference')]: {
        transition: `transform ${durations.roll}ms ${LANDING}`,
      },
    }),
  };
};
