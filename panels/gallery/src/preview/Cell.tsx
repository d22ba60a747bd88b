import React, { useLayoutEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelPlugin } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Watch } from '../../../../datasource-plugin/src/live.ts';
import { PanelHost } from '../host/PanelHost.tsx';
import type { Board, SavedPanel } from './boards.ts';
import { usePanelData } from './usePanelData.ts';

interface Props {
  panel: SavedPanel;
  plugin: PanelPlugin;
  time: Board['time'];
  watch: Watch;
}

/** Px around what a panel draws, as in Grafana. */
const PADDING = 8;

/** A panel in its cells of the grid. */
export function Cell({ panel, plugin, time, watch }: Props) {
  const styles = useStyles2(getStyles);
  const box = useRef<HTMLElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const data = usePanelData(panel, time, watch);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  const { transparent, gridPos } = panel;
  const padding = plugin.noPadding ? 0 : PADDING;
  const { x, y, w, h } = gridPos;
  return (
    <section
      ref={box}
      className={`${styles.cell} ${transparent ? '' : styles.card}`}
      data-panel={panel.type}
      style={{ gridArea: `${y + 1} / ${x + 1} / span ${h} / span ${w}`, padding }}
    >
      {size.width > 0 && (
        <PanelHost
          plugin={plugin}
          id={panel.id}
          data={data}
          options={panel.options}
          fieldConfig={panel.fieldConfig}
          timeZone="browser"
          width={size.width - 2 * padding}
          height={size.height - 2 * padding}
          title={panel.title}
          transparent={transparent}
        />
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  cell: css({ position: 'relative', minWidth: 0, minHeight: 0, overflow: 'hidden', boxSizing: 'border-box' }),
  card: css({
    background: theme.colors.background.primary,
    boxShadow: `inset 0 0 0 1px ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
