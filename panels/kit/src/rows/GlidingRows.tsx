import React, { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { durations, LANDING } from '../motion/durations.ts';
import { prefersReducedMotion } from '../motion/reduced.ts';
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
  const { before, rested, carried } = useMoves(places.topOf);
  const shift = scrolls ? 0 : (places.topOf.get(ids[props.from ?? 0] ?? '') ?? 0);
  const view: View = {
    top: scrolls ? Math.min(scrolled, Math.max(0, places.total - height)) : shift,
    height,
  };
  // What is carried out of view stays until rows move again.
  const margin = Math.max(scrolls ? height / 2 : 0, Math.min(height, Math.abs(carried?.by ?? 0)));
  const inView = rowsInView(ids, heightAt, places, before ?? new Map(), view, margin);
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
  const carrier = useRef<HTMLDivElement>(null);
  const carrying = useRef<Animation | undefined>(undefined);
  useLayoutEffect(() => {
    if (carried === undefined || carrier.current === null) return;
    const by = Math.max(-height, Math.min(height, carried.by));
    carrying.current = carry(carrier.current, by, carrying.current);
    // Of what the list has grown to since, nothing is carried.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [carried]);
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
          <div ref={carrier} className={styles.carrier} role="presentation">
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
                  isCarried={carried !== undefined}
                  index={index + 1 + rowsBefore}
                >
                  {children(row, index)}
                </Place>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

const minus = (top: number | undefined, shift: number): number | undefined =>
  top === undefined ? undefined : top - shift;

/**
 * Carries rows, which stand at their new places already, there from where they stood, or are on their way. `last`: how
 * they were carried before.
 */
function carry(element: HTMLElement, by: number, last: Animation | undefined): Animation | undefined {
  if (prefersReducedMotion()) return undefined;
  const isUnderWay = last?.playState === 'running';
  const ahead = isUnderWay ? new DOMMatrix(getComputedStyle(element).transform).m42 : 0;
  return element.animate(
    { transform: [`translateY(${ahead - by}px)`, 'none'] },
    { duration: durations.glide, easing: LANDING },
  );
}

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
  carrier: css({ position: 'absolute', inset: 0 }),
});
