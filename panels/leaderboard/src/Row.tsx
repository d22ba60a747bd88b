import React, { memo } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { alike } from '@hubscope/panel-kit/data/alike.ts';
import { Initials } from '@hubscope/panel-kit/parts/Initials.tsx';
import { Meter } from '@hubscope/panel-kit/parts/Meter.tsx';
import type { Cells, SubCells } from './cells.ts';
import { CellText } from './CellText.tsx';
import type { Layout } from './layout.ts';
import { PlacesWon, RankMark } from './RankMark.tsx';
import { getRowStyles } from './rowStyles.ts';
import { SubRows } from './SubRows.tsx';

export interface RowProps {
  id: string;
  cells: Cells;
  layout: Layout;
  /** Colour of the bar. */
  color: string;
  height: number;
  subHeight: number;
  /** Rows within it that are shown; null when it is not expanded, undefined when there are none. */
  sub: readonly SubCells[] | null | undefined;
  /** Whether rows have a column for what expands them. */
  expands: boolean;
  /** Whether its name leads anywhere. */
  links: boolean;
  /** Whether people point at it. */
  hovers: boolean;
  onExpand: (id: string) => void;
  onLinks: (id: string, at: DOMRect) => void;
}

/** A row of the board. */
export const Row = memo(function Row(props: RowProps) {
  const { id, cells, layout, color, height, subHeight, sub, expands, links, hovers, onExpand, onLinks } =
    props;
  const styles = useStyles2(getRowStyles);
  const table = layout.form === 'columns';
  return (
    <div
      className={`${styles.row} ${cells.own ? styles.own : ''} ${table ? styles.lined : ''}`}
      data-hover={hovers}
    >
      <div className={styles.grid} style={{ height }}>
        <div role="cell">
          <RankMark rank={cells.rank} />
        </div>
        <div role="cell" className={styles.subject}>
          {layout.avatar && (
            <span className={styles.avatar}>
              <Initials name={cells.name} />
            </span>
          )}
          <div className={styles.named}>
            <div className={styles.line}>
              {links ? (
                <button
                  type="button"
                  className={`${styles.link} ${styles.name}`}
                  title={cells.name}
                  aria-haspopup="menu"
                  onClick={(event) => {
                    onLinks(id, event.currentTarget.getBoundingClientRect());
                  }}
                >
                  {cells.name}
                </button>
              ) : (
                <span className={styles.name} title={cells.name}>
                  {cells.name}
                </span>
              )}
              {cells.beside !== '' && <span className={styles.beside}>{cells.beside}</span>}
              <PlacesWon change={cells.change} />
              {cells.own && <span className={styles.you}>{t('leaderboard.you', 'you')}</span>}
            </div>
            <Meter
              share={cells.share}
              color={color}
              opacity={cells.strength}
              label={t('leaderboard.bar', 'Of the greatest value')}
            />
          </div>
        </div>
        <div role="cell" className={styles.figures}>
          <div className={styles.value}>
            <CellText cell={cells.value} />
          </div>
          {cells.secondary !== '' && <div className={styles.secondary}>{cells.secondary}</div>}
        </div>
        {cells.columns.map((cell, index) => (
          <div key={index} role="cell" className={styles.cell}>
            <CellText cell={cell} />
          </div>
        ))}
        {expands && (
          <div role="cell">
            {sub !== undefined && (
              <button
                type="button"
                className={styles.expander}
                aria-expanded={sub !== null}
                aria-label={t('leaderboard.expand', 'Models of {{name}}', { name: cells.name })}
                onClick={() => {
                  onExpand(id);
                }}
              >
                <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden>
                  <path d="M3 1l4 4-4 4" fill="none" stroke="currentColor" strokeWidth={1.6} />
                </svg>
              </button>
            )}
          </div>
        )}
      </div>
      {sub !== undefined && sub !== null && (
        <SubRows
          rows={sub}
          of={cells.name}
          layout={layout}
          color={color}
          height={subHeight}
          expands={expands}
        />
      )}
    </div>
  );
}, alike);
