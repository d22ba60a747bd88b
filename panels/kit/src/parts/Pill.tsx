import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { coloursOf, type Judgement } from '../theme/colours.ts';

/** A short word of state on a tinted ground. */
export function Pill({
  judgement,
  children,
  label,
}: {
  /** `running`: what is under way, and cannot be judged yet. */
  judgement: Judgement | 'running';
  children: React.ReactNode;
  label?: string;
}) {
  const styles = useStyles2(getStyles);
  return (
    <span
      className={`${styles.pill} ${styles[judgement]}`}
      aria-label={label}
      role={label === undefined ? undefined : 'img'}
    >
      {children}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const { judgement, tint, running } = coloursOf(theme);
  const colours = (kind: Judgement) => css({ color: judgement[kind], background: tint[kind] });
  return {
    pill: css({
      display: 'inline-block',
      whiteSpace: 'nowrap',
      fontSize: 'calc(var(--small) * 0.94)',
      fontWeight: 650,
      lineHeight: 1.2,
      padding: '0.2em 0.6em',
      borderRadius: theme.shape.radius.default,
      fontVariantNumeric: 'tabular-nums',
    }),
    good: colours('good'),
    warning: colours('warning'),
    critical: colours('critical'),
    neutral: colours('neutral'),
    running: css({ color: running.text, background: running.tint }),
  };
};
