import React, { memo, useId } from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';

interface Props {
  /** Values from the oldest on; null where nothing is known, and nothing is drawn. */
  values: readonly (number | null)[];
  /** Where each value stands, of any unit; without them, evenly. */
  times?: readonly number[];
  color: string;
  width: number;
  height: number;
}

/** A quiet line over its own fading area. What it says is said elsewhere in words. */
export const Sparkline = memo(function Sparkline({ values, times, color, width, height }: Props) {
  const styles = useStyles2(getStyles);
  const gradient = useId();
  const pieces = piecesOf(values, times, width, height);
  if (pieces.length === 0) return null;
  return (
    <svg className={styles.line} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
          <stop stopColor={color} stopOpacity={0.34} />
          <stop offset="1" stopColor={color} stopOpacity={0} />
        </linearGradient>
      </defs>
      {pieces.map(({ line, area }, index) => (
        <React.Fragment key={index}>
          <path d={area} fill={`url(#${gradient})`} />
          <path
            d={line}
            fill="none"
            stroke={color}
            strokeWidth={2}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        </React.Fragment>
      ))}
    </svg>
  );
});

/** Share of the height that the line may take; the rest is air. */
const LINE = 0.86;

/** Paths of a line and of the area under it, one for each stretch without a gap. */
export function piecesOf(
  values: readonly (number | null)[],
  times: readonly number[] | undefined,
  width: number,
  height: number,
): { line: string; area: string }[] {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return [];
  const most = Math.max(...known);
  const least = Math.min(...known, most * 0.5);
  const range = most - least || 1;
  const start = times?.[0] ?? 0;
  const span = (times?.at(-1) ?? values.length - 1) - start || 1;
  const stretches: [x: number, y: number][][] = [[]];
  values.forEach((value, index) => {
    if (value === null) {
      stretches.push([]);
      return;
    }
    const x = (((times?.[index] ?? index) - start) / span) * width;
    const share = most === least ? 0.5 : (value - least) / range;
    stretches.at(-1)?.push([x, 1 + (height - 2) * (1 - share * LINE)]);
  });
  return stretches
    .filter(({ length }) => length > 1)
    .map((points) => {
      const line = `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`;
      const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
      return { line, area: `${line}L${last.toFixed(1)} ${height}L${first.toFixed(1)} ${height}Z` };
    });
}

const getStyles = () => ({ line: css({ display: 'block', pointerEvents: 'none' }) });
