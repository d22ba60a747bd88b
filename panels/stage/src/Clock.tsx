import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useSecond } from './second.ts';
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

/** The time of day. Nothing of it moves but its figures, which are all as wide as each other. */
export function Clock({ offset, zone, hasSeconds, size }: Props) {
  const styles = useStyles2(getStyles);
  const now = useSecond(offset);
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
