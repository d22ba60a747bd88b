import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { Meter } from '@hubscope/panel-kit/parts/Meter.tsx';
import type { SubCells } from './cells.ts';
import { CellText } from './CellText.tsx';
import type { Layout } from './layout.ts';
import { getRowStyles } from './rowStyles.ts';

interface Props {
  rows: readonly SubCells[];
  /** Whose rows they are. */
  of: string;
  layout: Layout;
  color: string;
  height: number;
  expands: boolean;
}

/** The models of a row, in its own columns. */
export function SubRows({ rows, of, layout, color, height, expands }: Props) {
  const styles = useStyles2(getRowStyles);
  return (
    <div role="cell" className={styles.sub}>
      <div role="list" aria-label={t('leaderboard.expand', 'Models of {{name}}', { name: of })}>
        {rows.map(({ name, value, share, secondary, columns }) => (
          <div key={name} role="listitem" className={styles.grid} style={{ height }}>
            <span />
            <div className={`${styles.thin} ${layout.form === 'columns' ? styles.indented : ''}`}>
              <div className={styles.subLine}>
                <span className={styles.subName} title={name}>
                  {name}
                </span>
              </div>
              <Meter
                share={share}
                color={color}
                opacity={0.6}
                label={t('leaderboard.share', 'Of the value of {{name}}', { name: of })}
              />
            </div>
            <span className={styles.subFigures}>
              <CellText cell={value} />
              {layout.form === 'rows' && secondary !== '' ? ` · ${secondary}` : ''}
            </span>
            {columns.map((cell, index) => (
              <span key={index} className={styles.subFigures}>
                <CellText cell={cell} />
              </span>
            ))}
            {expands && <span />}
          </div>
        ))}
      </div>
    </div>
  );
}
