import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useNow } from '@hubscope/panel-kit/motion/now.ts';
import { clockTime } from './zone.ts';

interface Props {
  /** Ms that the viewer's clock is ahead of the one to show. */
  offset: number;
  zone: string;
  hasSeconds: boolean;
  /** Font size in px. */
  size: number;
}

/** Figures of a clock: what it shows at its widest. */
export const clockSample = (hasSeconds: boolean): string => (hasSeconds ? '00:00:00' : '00:00');
export const CLOCK_WEIGHT = 500;

/**
 * The gateway's second that is nearest to the viewer's, with which all clocks of a page turn: at most half of one off, and
 * none is left out.
 */
const nearestSecond = (now: number): number => Math.round(now / 1000) * 1000;

/** The time of day. Nothing of it moves but its figures, which are all as wide as each other. */
export function Clock({ offset, zone, hasSeconds, size }: Props) {
  const styles = useStyles2(getStyles);
  const now = nearestSecond(useNow() - offset);
  const time = clockTime(now, zone).slice(0, hasSeconds ? 8 : 5);
  return (
    <time className={styles.clock} style={{ fontSize: size }} dateTime={new Date(now).toISOString()}>
      {time}
    </time>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  clock: css({
    flex: 'none',
    fontWeight: CLOCK_WEIGHT,
    lineHeight: 1.1,
    letterSpacing: '-0.01em',
    fontVariantNumeric: 'tabular-nums',
    fontFeatureSettings: '"tnum"',
    whiteSpace: 'nowrap',
    color: theme.colors.text.maxContrast,
  }),
});
