import React, { memo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { SearchField } from '@hubscope/panel-kit/parts/SearchField.tsx';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import type { LegendLayout } from './layout.ts';
import { LONGEST_CHIP } from './measures.ts';
import { actionWords } from './words.ts';

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
  /** What stands there before somebody asks for the others. */
  layout: LegendLayout;
  height: number;
  /** Px that it may take over the chart when all lines are asked for. */
  tallest: number;
  /** Of the panel. */
  width: number;
  /** What the dashed line is. */
  ghost: string | null;
  ghostColor: string;
  onToggle: (id: string) => void;
  onAll: () => void;
  onClear: () => void;
}

/** Beyond so many lines, looking for one takes a search. */
const MANY = 24;

/** Names, colours and sums of lines; each of them shows and hides its line. All of them open over the chart. */
export function Legend(props: Props) {
  const { entries, layout, height, tallest, width, ghost, ghostColor, onToggle, onAll, onClear } = props;
  const styles = useStyles2(getStyles);
  const [opened, setOpened] = useState(false);
  const [search, setSearch] = useState('');
  const visible = opened ? entries.filter(named(search)) : entries.slice(0, layout.chips);
  const more = entries.length - layout.chips;
  const opens = more > 0 || !layout.actions;
  const seen = entries.filter((entry) => entry.seen).length;
  const words = actionWords();
  return (
    <div className={styles.legend} style={{ height }}>
      <div
        className={opened ? styles.opened : styles.closed}
        style={opened ? { maxHeight: tallest } : undefined}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpened(false);
        }}
      >
        <div className={styles.chips} role="group" aria-label={t('usage.legend.label', 'Lines')}>
          {visible.map((entry) => (
            <Chip key={entry.id} {...entry} onToggle={onToggle} />
          ))}
        </div>
        <div className={styles.actions}>
          {opened && entries.length > MANY && (
            <SearchField
              label={t('usage.legend.search', 'Search lines')}
              search={search}
              onSearch={setSearch}
              width={width}
            />
          )}
          {opens && (
            <button
              type="button"
              className={styles.link}
              aria-expanded={opened}
              onClick={() => {
                setOpened(!opened);
                setSearch('');
              }}
            >
              {opened
                ? t('usage.legend.fewer', 'Fewer')
                : more > 0
                  ? t('usage.legend.more', '{{lines}} more', { lines: more })
                  : t('usage.legend.choose', 'Choose')}
            </button>
          )}
          {(layout.actions || opened) && (
            <>
              <button
                type="button"
                className={styles.link}
                disabled={seen === entries.length}
                onClick={onAll}
              >
                {words.all}
              </button>
              <button type="button" className={styles.link} disabled={seen === 1} onClick={onClear}>
                {words.clear}
              </button>
            </>
          )}
        </div>
        {ghost !== null && layout.ghost && (
          <span className={styles.key}>
            <GhostKey text={ghost} color={ghostColor} />
          </span>
        )}
      </div>
    </div>
  );
}

const named =
  (search: string) =>
  ({ name }: Entry): boolean =>
    name.toLowerCase().includes(search.trim().toLowerCase());

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
      title={name}
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

const getStyles = (theme: GrafanaTheme2) => {
  const row = { display: 'flex', alignItems: 'flex-end', gap: 'var(--gap)' } as const;
  const chips = { height: 'calc(var(--small) * 2)' } as const;
  return {
    legend: css({
      position: 'relative',
      margin: '0 var(--padding)',
      flex: 'none',
      fontSize: 'var(--small)',
    }),
    closed: css({ ...row, height: '100%' }),
    opened: css({
      ...row,
      position: 'absolute',
      zIndex: 1,
      left: 'calc(var(--padding) * -1)',
      right: 'calc(var(--padding) * -1)',
      bottom: 0,
      padding: 'var(--gap) var(--padding) 0',
      background: theme.colors.background.primary,
      borderTop: `1px solid ${coloursOf(theme).hairline}`,
      '& > :first-child': { alignSelf: 'stretch', overflowY: 'auto', scrollbarWidth: 'thin' },
    }),
    chips: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignContent: 'flex-start',
      alignItems: 'center',
      gap: '4px calc(var(--gap) * 0.6)',
      flex: '1 1 auto',
      alignSelf: 'stretch',
      minWidth: 0,
      overflow: 'hidden',
    }),
    actions: css({ display: 'flex', alignItems: 'center', flex: 'none' }),
    chip: css({
      ...chips,
      display: 'inline-flex',
      alignItems: 'center',
      gap: '0.45em',
      maxWidth: `${LONGEST_CHIP}em`,
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
      ...chips,
      border: 'none',
      background: 'none',
      font: 'inherit',
      padding: '0 0.4em',
      whiteSpace: 'nowrap',
      color: theme.colors.text.link,
      cursor: 'pointer',
      borderRadius: theme.shape.radius.default,
      '&:disabled': { color: theme.colors.text.secondary, cursor: 'default' },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
    }),
    key: css({ ...chips, display: 'flex', flex: 'none' }),
    ghost: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: '0.5em',
      flex: 'none',
      whiteSpace: 'nowrap',
      color: theme.colors.text.secondary,
    }),
    dashes: css({ width: '1.5em', height: '0.34em' }),
  };
};
