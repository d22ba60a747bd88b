import React, { useLayoutEffect, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { durations, LANDING } from '../motion/durations.ts';
import { prefersReducedMotion } from '../motion/reduced.ts';

/** How rows that were not there come in. */
export type Entrance = 'fade' | 'slide';

interface Props {
  top: number;
  height: number;
  /** Distance from the top that the row had, how it enters when it had none, or undefined when it is just there. */
  cameFrom: number | Entrance | undefined;
  /** Takes what sets the row off from its start, once the page has been laid out with it there. */
  enter: (start: () => void) => void;
  /** Whether what it stands on moved in its stead. */
  isCarried: boolean;
  index: number;
  children: React.ReactNode;
}

/** How far above its place a row that slides in begins, in px. */
const ENTRY = 24;

const at = (top: number): string => `translateY(${top}px)`;

/** The place of a row. */
export function Place({ top, height, cameFrom, enter, isCarried, index, children }: Props) {
  const styles = useStyles2(getStyles);
  const element = useRef<HTMLDivElement>(null);
  const entry = useRef({ cameFrom, top, enter });
  useLayoutEffect(() => {
    const { cameFrom: from, top: to, enter: queue } = entry.current;
    const row = element.current;
    if (row === null || from === undefined || prefersReducedMotion()) return;
    const isNew = typeof from === 'string';
    row.style.transition = 'none';
    row.style.transform = at(isNew ? to - (from === 'slide' ? ENTRY : 0) : from);
    if (isNew) row.style.opacity = '0';
    queue(() => {
      row.style.transition = '';
      row.style.transform = at(to);
      row.style.opacity = '';
    });
  }, []);
  return (
    <div
      ref={element}
      className={styles.place}
      style={{ height, transform: at(top), transition: isCarried ? 'none' : undefined }}
      role="row"
      aria-rowindex={index}
    >
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    contain: 'layout style',
    [theme.transitions.handleMotion('no-preference')]: {
      // Both end at once: where one ends while rows move, the browser lays out the page anew for each frame of the rest.
      transition: `transform ${durations.glide}ms ${LANDING}, opacity ${durations.glide}ms ${LANDING}`,
    },
  }),
});
