import React, { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { durations, LANDING } from '../motion/durations.ts';
import { prefersReducedMotion } from '../motion/reduced.ts';
import { placesOf, rowsInView, type View } from './places.ts';

interface Props<Row> {
  rows: readonly Row[];
  /** Tells rows apart from one answer to the next; it moves with its row. */
  idOf: (row: Row) => string;
  heightOf: (row: Row) => number;
  /** Draws a row. Memoise what it draws: it is called for each row in view when rows or the view change. */
  children: (row: Row, index: number) => React.ReactNode;
  width: number;
  height: number;
  label: string;
  /** How rows that were not there come in. */
  entrance?: 'fade' | 'slide';
  /** Whether people may scroll: not on a wall. */
  scrolls?: boolean;
  /** Columns of the table, for those who hear it. */
  columns?: number;
  /** Rows above the first one, such as a head. */
  rowsBefore?: number;
  /** First row to show where nobody scrolls. */
  from?: number;
  onScroll?: (top: number) => void;
}

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
    onScroll,
  } = props;
  const styles = useStyles2(getStyles);
  const [scrolled, setScrolled] = useState(0);
  const ids = rows.map(idOf);
  const heightAt = (index: number) => {
    const row = rows[index];
    return row === undefined ? 0 : heightOf(row);
  };
  const places = placesOf(ids, heightAt);
  const before = usePlacesBefore(ids, places.topOf);
  const shift = scrolls ? 0 : (places.topOf.get(ids[props.from ?? 0] ?? '') ?? 0);
  const view: View = {
    top: scrolls ? Math.min(scrolled, Math.max(0, places.total - height)) : shift,
    height,
  };
  const drawn = rowsInView(ids, heightAt, places, before ?? new Map(), view, scrolls ? height / 2 : 0);
  const scrollTo = useCallback(
    (event: React.UIEvent<HTMLDivElement>) => {
      setScrolled(event.currentTarget.scrollTop);
      onScroll?.(event.currentTarget.scrollTop);
    },
    [onScroll],
  );
  return (
    <div
      className={scrolls ? styles.scrolling : styles.still}
      style={{ width, height }}
      onScroll={scrolls ? scrollTo : undefined}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + (props.rowsBefore ?? 0)}
      aria-colcount={props.columns}
      tabIndex={scrolls && places.total > height ? 0 : undefined}
    >
      <div className={styles.all} style={{ height: scrolls ? places.total : height }} role="rowgroup">
        {drawn.map((index) => {
          const row = rows[index];
          const id = ids[index];
          if (row === undefined || id === undefined) return null;
          return (
            <Place
              key={id}
              top={(places.topOf.get(id) ?? 0) - shift}
              height={heightAt(index)}
              cameFrom={before === undefined ? undefined : (before.get(id) ?? entrance)}
              shift={shift}
              index={index + 1 + (props.rowsBefore ?? 0)}
            >
              {children(row, index)}
            </Place>
          );
        })}
      </div>
    </div>
  );
}

/** Where rows stood until they began to move; undefined while they rest. */
function usePlacesBefore(
  ids: readonly string[],
  topOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> | undefined {
  const order = ids.join('\n');
  const [known, setKnown] = useState<{
    order: string;
    topOf: ReadonlyMap<string, number>;
    before: ReadonlyMap<string, number> | undefined;
  }>({ order, topOf, before: undefined });
  if (known.order !== order) setKnown({ order, topOf, before: known.topOf });
  useEffect(() => {
    const timer = setTimeout(() => {
      setKnown((last) => (last.before === undefined ? last : { ...last, before: undefined }));
    }, durations.glide);
    return () => {
      clearTimeout(timer);
    };
  }, [order]);
  return known.before;
}

interface PlaceProps {
  top: number;
  height: number;
  /** Distance from the top that the row had, how it enters when it had none, or undefined when it is just there. */
  cameFrom: number | 'fade' | 'slide' | undefined;
  shift: number;
  index: number;
  children: React.ReactNode;
}

/** How far above its place a row that slides in begins, in px. */
const ENTRY = 24;

const at = (top: number): string => `translate3d(0, ${top}px, 0)`;

/** The place of a row. */
const Place = memo(function Place({ top, height, cameFrom, shift, index, children }: PlaceProps) {
  const styles = useStyles2(getStyles);
  const element = useRef<HTMLDivElement>(null);
  const entry = useRef({ cameFrom, top, shift });
  useLayoutEffect(() => {
    const { cameFrom: from, top: to, shift: by } = entry.current;
    const row = element.current;
    if (row === null || from === undefined || prefersReducedMotion()) return;
    const isNew = typeof from === 'string';
    const start = isNew ? to - (from === 'slide' ? ENTRY : 0) : from - by;
    row.style.transition = 'none';
    row.style.transform = at(start);
    if (isNew) row.style.opacity = '0';
    // Makes the browser take the start, from which the transition then leaves.
    row.getBoundingClientRect();
    row.style.transition = '';
    row.style.transform = at(to);
    row.style.opacity = '';
  }, []);
  return (
    <div
      ref={element}
      className={styles.place}
      style={{ height, transform: at(top) }}
      role="row"
      aria-rowindex={index}
    >
      {children}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  scrolling: css({
    overflowX: 'hidden',
    overflowY: 'auto',
    scrollbarWidth: 'thin',
    overscrollBehavior: 'contain',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  still: css({ overflow: 'hidden' }),
  all: css({ position: 'relative' }),
  place: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    contain: 'layout style',
    [theme.transitions.handleMotion('no-preference')]: {
      transition: `transform ${durations.glide}ms ${LANDING}, opacity ${durations.slide}ms ease-out`,
    },
  }),
});
