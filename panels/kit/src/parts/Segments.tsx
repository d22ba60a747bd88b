import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props<Value extends string> {
  label: string;
  values: readonly { value: Value; label: string }[];
  /** Null where none is the one that is shown. */
  chosen: Value | null;
  onChoose: (value: Value) => void;
  /** Fits into the heading of a panel. */
  slim?: boolean;
}

/** A row of choices side by side. */
export function Segments<Value extends string>({
  label,
  values,
  chosen,
  onChoose,
  slim = false,
}: Props<Value>) {
  const styles = useStyles2(getStyles);
  return (
    <div className={`${styles.segments} ${slim ? styles.slim : ''}`} role="group" aria-label={label}>
      {values.map(({ value, label: name }) => (
        <button
          key={value}
          type="button"
          className={`${styles.segment} ${value === chosen ? styles.chosen : ''}`}
          aria-pressed={value === chosen}
          onClick={() => {
            onChoose(value);
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  segments: css({
    display: 'inline-flex',
    flex: 'none',
    padding: 2,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    boxShadow: `inset 0 0 0 1px ${theme.colors.border.weak}`,
  }),
  segment: css({
    border: 'none',
    background: 'none',
    font: 'inherit',
    fontSize: 'var(--small)',
    fontWeight: 500,
    lineHeight: 1.3,
    padding: '0.35em 0.8em',
    whiteSpace: 'nowrap',
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    cursor: 'pointer',
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -1 },
  }),
  slim: css({ '& > button': { paddingBlock: '0.12em' } }),
  chosen: css({
    color: theme.colors.text.maxContrast,
    fontWeight: 600,
    background: theme.colors.background.elevated,
    boxShadow: `0 0 0 1px ${theme.colors.border.weak}, ${theme.shadows.z1}`,
  }),
});
