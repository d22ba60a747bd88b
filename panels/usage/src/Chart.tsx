import React, { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { UPlotChart, useStyles2, useTheme2 } from '@grafana/ui';
import { useColours } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { chartOf, type Structure } from './chart-config.ts';
import type { Drawing, Plot } from './drawing.ts';
import { holderOf, type Holder } from './holder.ts';
import { bucketAfter, hoverOf, leave, moveTo, type Hover } from './hover.ts';
import { looksAlike, type Picture } from './picture.ts';
import { bucketText, Tooltip, type Told } from './Tooltip.tsx';

interface Props {
  structure: Structure;
  drawing: Drawing;
  /** Times, and the values of each curve in the order of the structure, then those beside and the ghost. */
  data: (number | null)[][];
  told: Told;
  width: number;
  height: number;
  scale: Scale;
  onZoom: (from: number, to: number) => void;
}

/** The chart. New data goes into the one that is there; another structure makes another chart. */
export function Chart({ structure, drawing, data, told, width, height, scale, onZoom }: Props) {
  const theme = useTheme2();
  const colours = useColours();
  const picture = usePicture({ drawing, data, beside: besideOf(structure), width, height });
  const [drawn] = useState(() => holderOf(picture.drawing));
  const [zoom] = useState(() => holderOf(onZoom));
  const [hover] = useState(() => holderOf<Hover | null>(null));
  const [plot] = useState(() => holderOf<Plot | null>(null));
  useLayoutEffect(() => {
    drawn.set(picture.drawing);
    zoom.set(onZoom);
  });
  const key = JSON.stringify([structure, scale.density, scale.factor]);
  const chart = useMemo(() => {
    const made = chartOf((JSON.parse(key) as [Structure])[0], {
      theme,
      colours,
      scale,
      drawing: drawn.get,
      onZoom: (from, to) => {
        zoom.get()(from, to);
      },
    });
    made.addHook('setCursor', (u) => {
      hover.set(hoverOf(u));
    });
    made.addHook('destroy', () => {
      hover.set(null);
    });
    return { made, name: made.uid };
    // Sizes follow from the density and the factor, which are in the key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, theme, colours]);
  useEffect(() => {
    // Grafana's chart takes either a new size or new data at a time.
    const shown = plot.get();
    if (shown !== null && shown.data !== (picture.data as unknown))
      shown.setData(picture.data as Parameters<Plot['setData']>[0]);
  }, [plot, picture]);
  return (
    <Reader hover={hover} plot={plot} told={told} drawing={drawing}>
      <UPlotChart
        key={chart.name}
        config={chart.made}
        data={picture.data as React.ComponentProps<typeof UPlotChart>['data']}
        width={picture.width}
        height={picture.height}
        plotRef={plot.set}
      />
      <Tooltip hover={hover} told={told} />
    </Reader>
  );
}

/** Number of the column of values beside in the data; -1 when there is none. */
const besideOf = ({ beside, curves }: Structure): number => (beside ? curves.length + 1 : -1);

/** What is drawn: the latest picture that looks different from the one before. */
function usePicture(next: Picture): Picture {
  const [drawn, setDrawn] = useState(next);
  if (looksAlike(drawn, next)) return drawn;
  setDrawn(next);
  return next;
}

interface ReaderProps {
  hover: Holder<Hover | null>;
  plot: Holder<Plot | null>;
  told: Told;
  drawing: Drawing;
  children: React.ReactNode;
}

/** Makes the chart something to walk through by keys, and to listen to. */
function Reader({ hover, plot, told, drawing, children }: ReaderProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const at = useSyncExternalStore(hover.subscribe, hover.get);
  const last = Math.max(
    0,
    drawing.times.findLastIndex((time) => drawing.now === null || time <= drawing.now),
  );
  const bucket = Math.min(at?.bucket ?? last, last);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const shown = plot.get();
    if (shown === null) return;
    if (event.key === 'Escape') {
      leave(shown);
      return;
    }
    const next = bucketAfter(event.key, at?.bucket ?? null, last);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(shown, next);
  };
  return (
    <div
      className={styles.chart}
      role="slider"
      tabIndex={0}
      aria-label={t('usage.chart', 'Usage over time')}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={bucket}
      aria-valuetext={bucketText(told, bucket, theme)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        const shown = plot.get();
        if (shown !== null) leave(shown);
      }}
    >
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  chart: css({
    position: 'relative',
    flex: 'none',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -3 },
  }),
});
