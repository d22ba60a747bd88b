import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { durations, LANDING } from '../motion/durations.ts';

/**
 * Text whose digits roll to their new values. Digits keep their places from the right, so that 999 becomes 1,000 with
 * three digits rolling and two new signs. Each digit is one element whose ten faces are a pseudo-element; what is read
 * aloud is the text itself.
 */
export const RollingText = memo(function RollingText({ text }: { text: string }) {
  const styles = useStyles2(getStyles);
  const signs = Array.from(text);
  return (
    <span className={styles.text}>
      <span className={styles.spoken}>{text}</span>
      {signs.map((sign, index) => {
        const place = signs.length - index;
        return /\d/.test(sign) ? (
          <span
            key={place}
            className={styles.digit}
            style={{ '--digit': sign } as React.CSSProperties}
            aria-hidden
          />
        ) : (
          <span key={`${place}${sign}`} aria-hidden className={styles.sign}>
            {sign}
          </span>
        );
      })}
    </span>
  );
});

const LINE = 1.16;

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({
    display: 'inline-flex',
    lineHeight: LINE,
    fontVariantNumeric: 'tabular-nums',
    fontFeatureSettings: '"tnum"',
    whiteSpace: 'pre',
  }),
  spoken: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
  sign: css({ display: 'inline-block' }),
  digit: css({
    display: 'inline-block',
    height: `${LINE}em`,
    overflow: 'hidden',
    '&::before': {
      content: '"0\\A 1\\A 2\\A 3\\A 4\\A 5\\A 6\\A 7\\A 8\\A 9"',
      whiteSpace: 'pre',
      display: 'block',
      transform: `translateY(calc(var(--digit) * -${LINE}em))`,
      [theme.transitions.handleMotion('no-preference')]: {
        transition: `transform ${durations.roll}ms ${LANDING}`,
      },
    },
  }),
});
