import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import { isLeft, type Column } from './columns.ts';
import { headText } from './layout.ts';
import type { Mode } from './options.ts';

interface Props {
  columns: readonly Column[];
  mode: Mode;
  height: number;
}

/** What columns are called. */
export const Head = memo(function Head({ columns, mode, height }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div role="row" aria-rowindex={1} className={styles.head} style={{ height }}>
      {columns.map((column) => (
        <div
          key={column.over}
          role="columnheader"
          className={`${styles.column} ${isLeft(column.over) ? '' : styles.right}`}
        >
          {headText(column, mode)}
        </div>
      ))}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'grid',
    gridTemplateColumns: 'var(--columns)',
    columnGap: 'var(--between)',
    alignItems: 'center',
    padding: '0 var(--padding)',
    fontSize: 'var(--small)',
    color: theme.colors.text.secondary,
    boxShadow: `0 1px 0 ${coloursOf(theme).hairline}`,
  }),
  column: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  right: css({ textAlign: 'right' }),
});
