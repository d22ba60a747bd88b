import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '../format/t.ts';
import { useStyles2 } from '@grafana/ui';
import type { Change } from '../format/change.ts';
import { coloursOf } from '../theme/colours.ts';

const shapes = { up: 'M5 1 9.5 9H.5Z', down: 'M5 9 .5 1h9Z', same: 'M1 4.2h8v1.6H1Z' } as const;

const words = (way: Change['way']): string =>
  ({
    up: t('kit.change.up', 'up'),
    down: t('kit.change.down', 'down'),
    same: t('kit.change.same', 'unchanged'),
  })[way];

/** An arrow and how much; its colour says whether that is welcome. */
export function ChangeMark({ change }: { change: Change }) {
  const styles = useStyles2(getStyles);
  const amount = change.points
    ? t('kit.change.points', '{{amount}} pt', { amount: change.text })
    : change.text;
  return (
    <span className={`${styles.mark} ${styles[change.judgement]}`}>
      <svg viewBox="0 0 10 10" overflow="visible" aria-hidden className={styles.shape}>
        <path d={shapes[change.way]} fill="currentColor" />
      </svg>
      <span className={styles.spoken}>{words(change.way)}</span>
      {change.way === 'same' ? null : <span>{amount}</span>}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const { judgement } = coloursOf(theme);
  return {
    mark: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: '0.3em',
      fontWeight: 600,
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
    }),
    shape: css({ width: '0.72em', height: '0.72em', flex: 'none' }),
    spoken: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
    good: css({ color: judgement.good }),
    warning: css({ color: judgement.warning }),
    critical: css({ color: judgement.critical }),
    neutral: css({ color: judgement.neutral }),
  };
};
