import React from 'react';
import { css } from '@emotion/css';
import { getFieldDisplayName, type Field, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import type { BoardFields } from './fields.ts';
import { ariaSort, BY_NAME, type Sort } from './order.ts';

interface Props {
  fields: BoardFields;
  columns: readonly Field[];
  expands: boolean;
  sort: Sort | null;
  /** Not on a wall, where nobody can. */
  onSort: ((by: string) => void) | undefined;
  height: number;
}

/** The head of the table; a click sorts by a column. */
export function Head({ fields: { frame, name, value }, columns, expands, sort, onSort, height }: Props) {
  const styles = useStyles2(getStyles);
  const column = (by: string, label: string, side: string) => (
    <div
      key={by}
      role="columnheader"
      className={`${styles.column} ${side}`}
      aria-sort={onSort === undefined ? undefined : ariaSort(sort, by)}
    >
      {onSort === undefined ? (
        <span className={styles.label}>{label}</span>
      ) : (
        <button
          type="button"
          className={`${styles.button} ${side === styles.right ? styles.reversed : ''}`}
          title={label}
          onClick={() => {
            onSort(by);
          }}
        >
          <span className={styles.label}>{label}</span>
          <svg
            viewBox="0 0 10 10"
            className={`${styles.arrow} ${sort?.by === by ? styles.sorted : ''}`}
            aria-hidden
          >
            <path
              d={sort?.by === by && !sort.descending ? 'M5 2 9 8H1Z' : 'M5 8 1 2h8Z'}
              fill="currentColor"
            />
          </svg>
        </button>
      )}
    </div>
  );
  return (
    <div role="row" aria-rowindex={1} className={styles.head} style={{ height }}>
      <div role="columnheader" className={`${styles.column} ${styles.centre}`}>
        <span
          className={styles.label}
          title={t('leaderboard.rank', 'Rank')}
          aria-label={t('leaderboard.rank', 'Rank')}
          role="img"
        >
          #
        </span>
      </div>
      {column(BY_NAME, getFieldDisplayName(name, frame), '')}
      {[value, ...columns].map((field) =>
        column(field.name, getFieldDisplayName(field, frame), styles.right),
      )}
      {expands && (
        <div role="columnheader">
          <span className={styles.spoken}>{t('leaderboard.models', 'Models')}</span>
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'grid',
    gridTemplateColumns: 'var(--columns)',
    columnGap: 'var(--gap)',
    alignItems: 'center',
    padding: '0 var(--padding)',
    fontSize: 'var(--small)',
    color: theme.colors.text.secondary,
    boxShadow: `0 1px 0 ${coloursOf(theme).hairline}`,
  }),
  column: css({ display: 'flex', minWidth: 0 }),
  right: css({ justifyContent: 'flex-end', textAlign: 'right' }),
  // The end of the word stands over the ends of the figures.
  reversed: css({ flexDirection: 'row-reverse' }),
  centre: css({ justifyContent: 'center' }),
  label: css({
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
    lineHeight: 1.2,
    textAlign: 'inherit',
    textWrap: 'balance',
  }),
  button: css({
    display: 'flex',
    alignItems: 'center',
    gap: '0.35em',
    textAlign: 'inherit',
    maxWidth: '100%',
    minHeight: 24,
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    borderRadius: theme.shape.radius.default,
    '&:hover': { color: theme.colors.text.primary },
    '&:hover svg': { opacity: 0.6 },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
    '&:focus-visible svg': { opacity: 0.6 },
  }),
  arrow: css({ flex: 'none', width: '0.7em', height: '0.7em', opacity: 0 }),
  sorted: css({ opacity: '1 !important' }),
  spoken: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
