import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelPlugin } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { framesFor } from './answers/answer.ts';
import { told } from './answers/told.ts';
import { GRID, wall, type Card } from './cases/wall.ts';
import type { Exhibit } from './exhibit.ts';
import { PanelCase } from './PanelCase.tsx';
import { useTick } from './tick.ts';

interface Props {
  panels: readonly { exhibit: Exhibit; plugin: PanelPlugin }[];
}

const GAP = 8;

/** All panels at once, which fill the window and take their answers together. */
export function Wall({ panels }: Props) {
  const styles = useStyles2(getStyles);
  const cell = {
    width: (window.innerWidth - GAP) / GRID.columns,
    height: (window.innerHeight - GAP) / GRID.rows,
  };
  return (
    <div className={styles.wall}>
      {wall.map((card, id) => {
        const plugin = panels.find(({ exhibit }) => exhibit.name === card.panel)?.plugin;
        const { x, y, w, h } = card.place;
        const size = { width: Math.floor(w * cell.width - GAP), height: Math.floor(h * cell.height - GAP) };
        return (
          plugin !== undefined && (
            <div
              key={id}
              className={`${styles.card} ${card.panel === 'stage' ? '' : styles.filled}`}
              style={{ left: GAP + x * cell.width, top: GAP + y * cell.height, ...size }}
            >
              <OnWall id={id} plugin={plugin} card={card} {...size} />
            </div>
          )
        );
      })}
    </div>
  );
}

interface OnWallProps {
  id: number;
  plugin: PanelPlugin;
  card: Card;
  width: number;
  height: number;
}

function OnWall({ id, plugin, card, width, height }: OnWallProps) {
  const tick = useTick();
  const shown = useMemo(
    () => ({
      name: card.panel,
      width,
      height,
      series: card.asked.flatMap((asked, index) => framesFor(asked.query, told(asked, tick), 'ABC'[index])),
      options: { density: 'wall', ...card.options },
    }),
    [card, width, height, tick],
  );
  return <PanelCase plugin={plugin} shown={shown} id={id} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  wall: css({ position: 'fixed', inset: 0, overflow: 'hidden' }),
  card: css({ position: 'absolute', borderRadius: theme.shape.radius.default, overflow: 'hidden' }),
  filled: css({
    background: theme.colors.background.primary,
    outline: `1px solid ${theme.colors.border.weak}`,
  }),
});
