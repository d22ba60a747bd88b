import React from 'react';
import { css } from '@emotion/css';
import { getFieldDisplayValues, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';
import { arcsOf } from './arcs.ts';

/** Of the outer radius. */
const HOLE = 0.62;
const SIZE = 200;
/** Shares below are too narrow for their figure. */
const LEAST_LABELLED = 0.06;

/** How a whole is shared, as Grafana's pie chart draws a donut: the stand-in for it where there is no Grafana. */
export function Share({ data, fieldConfig, replaceVariables, timeZone, width, height }: PanelProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const values = getFieldDisplayValues({
    fieldConfig,
    reduceOptions: { calcs: ['lastNotNull'], values: false },
    data: data.series,
    theme,
    replaceVariables,
    timeZone,
  }).map(({ display }) => display);
  const arcs = arcsOf(
    values.map(({ numeric }) => numeric),
    SIZE / 2,
    HOLE,
  );
  const side = Math.max(0, Math.min(width, height));
  const textOf = (share: number) => localNumber(share, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <div className={styles.panel} style={{ width, height }}>
      <svg
        role="img"
        aria-label={values
          .map(({ title = '' }, index) => `${title} ${textOf(arcs[index]?.share ?? 0)}`)
          .join(', ')}
        width={side}
        height={side}
        viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`}
      >
        {arcs.map(({ path, share, middle: [x, y] }, index) => {
          const colour = values[index]?.color ?? theme.colors.text.disabled;
          return (
            <g key={values[index]?.title ?? index}>
              <path d={path} fill={colour} className={styles.arc}>
                <title>{`${values[index]?.title ?? ''}: ${values[index]?.text ?? ''}`}</title>
              </path>
              {share >= LEAST_LABELLED && (
                <text x={x} y={y} className={styles.label} fill={theme.colors.getContrastText(colour)}>
                  {textOf(share)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'grid', placeItems: 'center' }),
  arc: css({ stroke: theme.colors.background.primary, strokeWidth: 2 }),
  label: css({
    fontSize: 13,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
    textAnchor: 'middle',
    dominantBaseline: 'central',
  }),
});
