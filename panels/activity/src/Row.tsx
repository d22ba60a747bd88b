import React, { memo } from 'react';
import { useStyles2 } from '@grafana/ui';
import { cellsOf, type Drawn, type Line } from './cells.ts';
import { isLeft, isWords, type Column } from './columns.ts';
import type { Entry } from './entries.ts';
import { LineView } from './LineView.tsx';
import type { Part } from './options.ts';
import { getRowStyles } from './rowStyles.ts';

export interface RowProps {
  entry: Entry;
  columns: readonly Column[];
  drawn: Drawn;
  /** The newest answer brought it. */
  arrived: boolean;
  /** Whether columns of figures have room for all of them: then none is ever cut, and none needs a box to be cut by. */
  isRoomy: boolean;
  /** Whether somebody could follow links. */
  leads: boolean;
  /** Whether people point at it. */
  hovers: boolean;
  onLinks: (id: string, at: DOMRect) => void;
}

/** Parts that are read first where a line stands alone. */
const strong: readonly Part[] = ['user', 'model', 'latency', 'cost', 'requests', 'status'];

/** A request, or a session. */
export const Row = memo(function Row(props: RowProps) {
  const { entry, columns, drawn, arrived, isRoomy, leads, hovers, onLinks } = props;
  const styles = useStyles2(getRowStyles);
  const cells = cellsOf(entry, columns, drawn, leads);
  return (
    <div className={`${styles.row} ${arrived ? styles.arrived : ''}`} data-hover={hovers}>
      {cells.columns.map(({ over, under }, index) => {
        const part = columns[index]?.over ?? 'time';
        const quiet = cells.left || !strong.includes(part);
        const cut = isRoomy && !isWords(part) ? '' : styles.cut;
        return (
          <div key={part} role="cell" className={`${styles.cell} ${isLeft(part) ? '' : styles.right}`}>
            <div
              className={`${styles.over} ${cut} ${quiet ? styles.quiet : ''} ${part === 'model' || part === 'user' ? styles.strong : ''}`}
              title={titleOf(over)}
            >
              {cells.leads === index ? (
                <button
                  type="button"
                  className={styles.link}
                  aria-haspopup="menu"
                  onClick={(event) => {
                    onLinks(entry.id, event.currentTarget.getBoundingClientRect());
                  }}
                >
                  <LineView line={over} />
                </button>
              ) : (
                <LineView line={over} />
              )}
            </div>
            {under !== null && (
              <div className={`${styles.under} ${cut}`} title={titleOf(under)}>
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

/** Rows are drawn again only when they say something else; see useEntries. */
function isSame(one: RowProps, other: RowProps): boolean {
  return (
    one.entry === other.entry &&
    one.columns === other.columns &&
    one.drawn === other.drawn &&
    one.arrived === other.arrived &&
    one.isRoomy === other.isRoomy &&
    one.leads === other.leads &&
    one.hovers === other.hovers &&
    one.onLinks === other.onLinks
  );
}
