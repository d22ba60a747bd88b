import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { RollingText } from '@hubscope/panel-kit/parts/RollingText.tsx';
import type { FigureName } from './options.ts';

interface Lead {
  figure: FigureName;
  label: string;
  text: string;
  shown: boolean;
  /** Of its curve, where one colour says it. */
  color: string | null;
}

interface Props {
  leads: readonly Lead[];
  /** Undefined where there is only one. */
  onToggle: ((figure: FigureName) => void) | undefined;
}

/** The sums of what is seen; each of them shows and hides its curves. */
export function Leads({ leads, onToggle }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.leads}>
      {leads.map(({ figure, label, text, shown, color }, index) => {
        const content = (
          <>
            <span className={styles.label}>
              {color !== null && (
                <svg className={styles.sample} viewBox="0 0 14 4" aria-hidden>
                  <path d={shown ? 'M0 2H14' : 'M0 2H3M11 2H14'} stroke={color} strokeWidth={2} />
                </svg>
              )}
              <span className={shown ? undefined : styles.struck}>{label}</span>
            </span>
            <span className={`${styles.sum} ${index === 0 && shown ? styles.first : ''}`}>
              <RollingText text={text} />
            </span>
          </>
        );
        return onToggle === undefined ? (
          <div key={figure} className={styles.lead}>
            {content}
          </div>
        ) : (
          <button
            key={figure}
            type="button"
            className={`${styles.lead} ${styles.button}`}
            aria-pressed={shown}
            onClick={() => {
              onToggle(figure);
            }}
          >
            {content}
          </button>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  leads: css({ display: 'flex', gap: 'calc(var(--gap) * 2.4)', minWidth: 0, overflow: 'hidden' }),
  lead: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    flex: '0 0 auto',
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    textAlign: 'left',
    whiteSpace: 'nowrap',
  }),
  button: css({
    cursor: 'pointer',
    borderRadius: theme.shape.radius.default,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  label: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: '0.4em',
    fontSize: 'var(--label)',
    lineHeight: 1.35,
    fontWeight: 600,
    color: theme.colors.text.secondary,
  }),
  sample: css({ width: '1em', height: '0.3em', flex: 'none' }),
  struck: css({ textDecoration: 'line-through' }),
  sum: css({
    fontSize: 'var(--lead)',
    lineHeight: 1.25,
    fontWeight: 650,
    letterSpacing: '-0.02em',
    color: theme.colors.text.secondary,
  }),
  first: css({ color: theme.colors.text.maxContrast }),
});
