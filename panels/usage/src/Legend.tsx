import React, { memo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';

/** A line as the legend shows it. */
export interface Entry {
  id: string;
  name: string;
  text: string;
  color: string;
  seen: boolean;
}

interface Props {
  /** Those with a colour of their own first. */
  entries: readonly Entry[];
  /** How many of them stand there before somebody asks for the others. */
  shown: number;
  height: number;
  /** What the dashed line is. */
  ghost: string | null;
  ghostColor: string;
  onToggle: (id: string) => void;
  onAll: () => void;
  onClear: () => void;
}

/** Names, colours and sums of lines; each of them shows and hides its line. */
export function Legend({ entries, shown, height, ghost, ghostColor, onToggle, onAll, onClear }: Props) {
  const styles = useStyles2(getStyles);
  const [wantsAll, setWantsAll] = useState(false);
  const visible = wantsAll ? entries : entries.slice(0, shown);
  const more = entries.length - visible.length;
  const isAll = entries.every(({ seen }) => seen);
  const isOne = entries.filter(({ seen }) => seen).length === 1;
  return (
    <div className={styles.legend} style={{ height }}>
      <div className={styles.chips} role="group" aria-label={t('usage.legend.label', 'Lines')}>
        {visible.map((entry) => (
          <Chip key={entry.id} {...entry} onToggle={onToggle} />
        ))}
        {(more > 0 || wantsAll) && entries.length > shown && (
          <button
            type="button"
            className={styles.link}
            aria-expanded={wantsAll}
            onClick={() => {
              setWantsAll(!wantsAll);
            }}
          >
            {wantsAll
              ? t('usage.legend.fewer', 'Fewer')
              : t('usage.legend.more', '{{lines}} more', { lines: more })}
          </button>
        )}
        {entries.length > 1 && (
          <>
            <button type="button" className={styles.link} disabled={isAll} onClick={onAll}>
              {t('usage.legend.all', 'Select all')}
            </button>
            <button type="button" className={styles.link} disabled={isOne} onClick={onClear}>
              {t('usage.legend.clear', 'Clear')}
            </button>
          </>
        )}
      </div>
      {ghost !== null && <GhostKey text={ghost} color={ghostColor} />}
    </div>
  );
}

/** What the dashed line is. */
export function GhostKey({ text, color }: { text: string; color: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.ghost}>
      <svg className={styles.dashes} viewBox="0 0 18 4" aria-hidden>
        <path d="M0 2H18" stroke={color} strokeWidth={2} strokeDasharray="4 3" />
      </svg>
      {text}
    </span>
  );
}

const Chip = memo(function Chip({
  id,
  name,
  text,
  color,
  seen,
  onToggle,
}: Entry & { onToggle: (id: string) => void }) {
  const styles = useStyles2(getStyles);
  return (
    <button
      type="button"
      className={`${styles.chip} ${seen ? '' : styles.hidden}`}
      aria-pressed={seen}
      onClick={() => {
        onToggle(id);
      }}
    >
      <svg className={styles.swatch} viewBox="0 0 10 10" aria-hidden>
        <rect
          x={1}
          y={1}
          width={8}
          height={8}
          rx={2.4}
          fill={seen ? color : 'none'}
          stroke={color}
          strokeWidth={1.4}
        />
      </svg>
      <span className={styles.name}>{name}</span>
      {seen && <span className={styles.value}>{text}</span>}
    </button>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: 'var(--gap)',
    padding: '0 var(--padding)',
    flex: 'none',
    fontSize: 'var(--small)',
  }),
  chips: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px calc(var(--gap) * 0.6)',
    flex: '1 1 auto',
    minWidth: 0,
    maxHeight: '100%',
    overflowY: 'auto',
    scrollbarWidth: 'thin',
  }),
  chip: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: '0.45em',
    maxWidth: '24em',
    height: 'calc(var(--small) * 2)',
    padding: '0 0.65em',
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    font: 'inherit',
    color: theme.colors.text.primary,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  hidden: css({ color: theme.colors.text.secondary, background: 'none' }),
  swatch: css({ width: '0.8em', height: '0.8em', flex: 'none' }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  value: css({ fontWeight: 650, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
  link: css({
    border: 'none',
    background: 'none',
    font: 'inherit',
    height: 'calc(var(--small) * 2)',
    padding: '0 0.4em',
    color: theme.colors.text.link,
    cursor: 'pointer',
    borderRadius: theme.shape.radius.default,
    '&:disabled': { color: theme.colors.text.secondary, cursor: 'default' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  ghost: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: '0.5em',
    flex: 'none',
    height: 'calc(var(--small) * 2)',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
  }),
  dashes: css({ width: '1.5em', height: '0.34em' }),
});
