import React, { useSyncExternalStore } from 'react';
import { css } from '@emotion/css';
import type { PanelPlugin } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Watch } from '../../../../datasource-plugin/src/live.ts';
import { boards } from './boards.ts';
import { Cell } from './Cell.tsx';

interface Props {
  plugins: ReadonlyMap<string, PanelPlugin>;
  watch: Watch;
}

const upright = window.matchMedia('(orientation: portrait)');
const subscribe = (changed: () => void) => {
  upright.addEventListener('change', changed);
  return () => {
    upright.removeEventListener('change', changed);
  };
};

/** The big screen as its dashboard is laid out, as high as the window. */
export function Wall({ plugins, watch }: Props) {
  const styles = useStyles2(getStyles);
  const isUpright = useSyncExternalStore(subscribe, () => upright.matches);
  const { title, time, panels } = boards[isUpright ? 'upright' : 'wide'];
  const rows = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
  return (
    <div
      className={styles.wall}
      aria-label={title}
      role="group"
      style={{ gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }}
    >
      {panels.map((panel) => {
        const plugin = plugins.get(panel.type);
        return (
          plugin && (
            <Cell key={`${title} ${panel.id}`} panel={panel} plugin={plugin} time={time} watch={watch} />
          )
        );
      })}
    </div>
  );
}

/** Px between panels and around all of them. */
const GAP = 8;
const EDGE = 16;
/** Px below which a wall would be unreadable, and scrolls. */
const LEAST_WIDTH = 1000;
const LEAST_HEIGHT = 620;

const getStyles = () => ({
  wall: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(24, minmax(0, 1fr))',
    gap: GAP,
    padding: `${EDGE / 2}px ${EDGE}px`,
    boxSizing: 'border-box',
    width: '100vw',
    height: '100vh',
    minWidth: LEAST_WIDTH,
    minHeight: LEAST_HEIGHT,
    '@media (orientation: portrait)': { minWidth: 640, minHeight: 1180 },
  }),
});
