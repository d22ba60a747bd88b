import React from 'react';
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';
import { durations } from '@hubscope/panel-kit/motion/durations.ts';
import { HOLDS } from './hold.ts';

interface Props {
  count: number;
  /** Whether there is room for a word. */
  roomy: boolean;
  onShow: () => void;
  onBlur: (event: React.FocusEvent) => void;
}

/** New rows that wait until nobody reads, and the way to them. */
export function Waiting({ count, roomy, onShow, onBlur }: Props) {
  const styles = useStyles2(getStyles);
  const shown = localNumber(count);
  const words = t('activity.waiting.words', '{{shown}} new', { shown });
  return (
    <button
      type="button"
      className={styles.button}
      title={t('activity.waiting.help', 'Show them')}
      aria-label={words}
      onClick={onShow}
      onBlur={onBlur}
      {...{ [HOLDS]: '' }}
    >
      <svg viewBox="0 0 10 10" width="0.8em" height="0.8em" aria-hidden>
        <path d="M5 9V1.6M1.6 5 5 1.6 8.4 5" fill="none" stroke="currentColor" strokeWidth={1.7} />
      </svg>
      {roomy ? words : shown}
    </button>
  );
}

const appear = keyframes({
  from: { opacity: 0, transform: 'translateY(4px)' },
  to: { opacity: 1, transform: 'none' },
});

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: '0.35em',
    height: 24,
    padding: '0 0.7em',
    border: 'none',
    font: 'inherit',
    fontSize: 'var(--small)',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    color: theme.colors.primary.contrastText,
    background: theme.colors.primary.main,
    borderRadius: theme.shape.radius.pill,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.primary.shade },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 2 },
    [theme.transitions.handleMotion('no-preference')]: {
      animation: `${appear} ${durations.ease}ms ease-out`,
    },
  }),
});
