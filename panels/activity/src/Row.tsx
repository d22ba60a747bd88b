import React, { memo, useState } from 'react';
import { useStyles2 } from '@grafana/ui';
import { alike } from '@hubscope/panel-kit/data/alike.ts';
import type { Cells, Line } from './cells.ts';
import { isLeft, type Column } from './columns.ts';
import { LineView } from './LineView.tsx';
import type { Part } from './options.ts';
import { getRowStyles } from './rowStyles.ts';

export interface RowProps {
  id: string;
  cells: Cells;
  columns: readonly Column[];
  /** It was not there before; only as it comes does this matter. */
  arrived: boolean;
  /** Whether people point at it. */
  hovers: boolean;
  onLinks: (id: string, at: DOMRect) => void;
}

/** Parts that are read first where a line stands alone. */
const strong: readonly Part[] = ['user', 'model', 'latency', 'cost', 'requests', 'status'];

/** A request, or a session. */
export const Row = memo(function Row({ id, cells, columns, arrived, hovers, onLinks }: RowProps) {
  const styles = useStyles2(getRowStyles);
  const [isNew] = useState(arrived);
  return (
    <div className={`${styles.row} ${isNew ? styles.arrived : ''}`} data-hover={hovers}>
      {cells.columns.map(({ over, under }, index) => {
        const part = columns[index]?.over ?? 'time';
        const quiet = cells.left || !strong.includes(part);
        return (
          <div key={part} role="cell" className={`${styles.cell} ${isLeft(part) ? '' : styles.right}`}>
            <div
              className={`${styles.over} ${quiet ? styles.quiet : ''} ${part === 'model' || part === 'user' ? styles.strong : ''}`}
              title={titleOf(over)}
            >
              {cells.leads === index ? (
                <button
                  type="button"
                  className={styles.link}
                  aria-haspopup="menu"
                  onClick={(event) => {
                    onLinks(id, event.currentTarget.getBoundingClientRect());
                  }}
                >
                  <LineView line={over} />
                </button>
              ) : (
                <LineView line={over} />
              )}
            </div>
            {under !== null && (
              <div className={styles.under} title={titleOf(under)}>
                <LineView line={under} />
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}, isSame);

const titleOf = (line: Line): string | undefined =>
  line.look === 'text' ? (line.whole ?? line.text) : line.look === 'pill' ? line.spoken : undefined;

/** Rows are drawn again only when what they show has changed. */
function isSame(one: RowProps, other: RowProps): boolean {
  return (
    one.id === other.id &&
    one.columns === other.columns &&
    one.hovers === other.hovers &&
    one.onLinks === other.onLinks &&
    alike(one.cells, other.cells)
  );
}
