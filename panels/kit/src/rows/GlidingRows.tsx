import React, { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Place, type Entrance } from './Place.tsx';
import { keepOrder, placesOf, rowsInView, type View } from './places.ts';
import { useMoves } from './moves.ts';

interface Props<Row> {
  rows: readonly Row[];
  /** Tells rows apart from one answer to the next; it moves with its row. No two rows may have the same. */
  idOf: (row: Row) => string;
  heightOf: (row: Row) => number;
  /** Draws a row. Memoise what it draws: it is called for each row in view when rows or the view change. */
  children: (row: Row, index: number) => React.ReactNode;
  width: number;
  height: number;
  label: string;
  /** How rows that were not there come in. */
  entrance?: Entrance;
  /** Whether people may scroll: not on a wall. */
  scrolls?: boolean;
  /** Columns of the table, for those who hear it. */
  columns?: number;
  /** Rows above the first one, such as a head. */
  rowsBefore?: number;
  /** Head of the table, a `role="row"`, above what scrolls; `height` is without it. */
  head?: React.ReactNode;
  /** First row to show where nobody scrolls. */
  from?: number;
  onScroll?: (top: number) => void;
  /** What scrolls, for those who scroll it from elsewhere. */
  scroller?: React.Ref<HTMLDivElement>;
}

/** Scrolling draws anew at most this often: four times in the height of the list. */
const STEPS = 4;

/**
 * A list whose rows glide to new places, of which only those in view are in the page. Places are known without measuring:
 * rows stand by transforms, and transitions take them from wherever they are, even on the way.
 */
export function GlidingRows<Row>(props: Props<Row>) {
  const {
    rows,
    idOf,
    heightOf,
    children,
    width,
    height,
    label,
    entrance = 'fade',
    scrolls = true,
    head,
    rowsBefore = 0,
    onScroll,
    scroller,
  } = props;
  const styles = useStyles2(getStyles);
  const [scrolled, setScrolled] = useState(0);
  const ids = useMemo(() => rows.map(idOf), [rows, idOf]);
  const heights = useMemo(() => rows.map(heightOf), [rows, heightOf]);
  const heightAt = (index: number) => heights[index] ?? 0;
  const places = useMemo(() => placesOf(ids, (index) => heights[index] ?? 0), [ids, heights]);
  const { before, rested } = useMoves(ids, places.topOf);
  const shift = scrolls ? 0 : (places.topOf.get(ids[props.from ?? 0] ?? '') ?? 0);
  const view: View = {
    top: scrolls ? Math.min(scrolled, Math.max(0, places.total - height)) : shift,
    height,
  };
  const inView = rowsInView(ids, heightAt, places, before ?? new Map(), view, scrolls ? height / 2 : 0);
  const drawn = before === undefined ? inView : keepOrder(inView, ids, rested);

  const step = Math.max(1, Math.floor(height / STEPS));
  const scrollTo = useCallback(
    (event: React.UIEvent<HTMLDivElement>) => {
      const top = event.currentTarget.scrollTop;
      setScrolled(Math.round(top / step) * step);
      onScroll?.(top);
    },
    [onScroll, step],
  );

  // Rows that come in wait here until all of them stand at their start, so that the page is laid out once for all.
  const waiting = useRef<(() => void)[]>([]);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const starts = waiting.current.splice(0);
    if (starts.length === 0) return;
    list.current?.getBoundingClientRect();
    for (const start of starts) start();
  });
  const enter = useCallback((start: () => void) => {
    waiting.current.push(start);
  }, []);

  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + rowsBefore}
      aria-colcount={props.columns}
      style={{ width }}
    >
      {head !== undefined && <div role="rowgroup">{head}</div>}
      <div
        ref={scroller}
        className={scrolls ? styles.scrolling : styles.still}
        style={{ width, height }}
        onScroll={scrolls ? scrollTo : undefined}
        role="rowgroup"
        tabIndex={scrolls && places.total > height ? 0 : undefined}
      >
        <div
          ref={list}
          className={styles.all}
          style={{ height: scrolls ? places.total : height }}
          role="presentation"
        >
          {drawn.map((index) => {
            const row = rows[index];
            const id = ids[index];
            if (row === undefined || id === undefined) return null;
            return (
              <Place
                key={id}
                top={(places.topOf.get(id) ?? 0) - shift}
                height={heightAt(index)}
                cameFrom={before === undefined ? undefined : (minus(before.get(id), shift) ?? entrance)}
                enter={enter}
                index={index + 1 + rowsBefore}
              >
                {children(row, index)}
              </Place>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const minus = (top: number | undefined, shift: number): number | undefined =>
  top === undefined ? undefined : top - shift;

const getStyles = (theme: GrafanaTheme2) => ({
  scrolling: css({
    overflowX: 'hidden',
    overflowY: 'auto',
    scrollbarWidth: 'thin',
    overscrollBehavior: 'contain',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  still: css({ overflow: 'hidden' }),
  all: css({ position: 'relative', overflow: 'hidden' }),
});
