import { colorManipulator, dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { measureText, UPlotConfigBuilder } from '@grafana/ui';
import type { Colours } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { lookOf } from './ranks.ts';
import { drawEnd, drawNow, drawOpen, drawThin, type Drawing } from './drawing.ts';

/*
 * What uPlot is told once for a structure; numbers come with the data, and by `drawing` to what is drawn by hand. Grafana
 * exports its builder, but not the enums that it takes.
 */

type AxisOf = Parameters<UPlotConfigBuilder['addAxis']>[0];
type SeriesOf = Parameters<UPlotConfigBuilder['addSeries']>[0];
type ScaleOf = Parameters<UPlotConfigBuilder['addScale']>[0];

const placement = (side: 'left' | 'right' | 'bottom' | 'hidden') =>
  side as unknown as NonNullable<AxisOf['placement']>;
const upwards = { orientation: 1, direction: 1 } as unknown as Pick<ScaleOf, 'orientation' | 'direction'>;
const rightwards = { orientation: 0, direction: 1 } as unknown as Pick<ScaleOf, 'orientation' | 'direction'>;
const smoothLine = {
  drawStyle: 'line',
  lineInterpolation: 'smooth',
  showPoints: 'never',
  spanNulls: false,
} as unknown as Partial<SeriesOf>;

/** A curve as far as its look goes. */
export interface CurveLook {
  /** Place among the colours; null for a layer of all the rest. */
  rank: number | null;
  /** A single line has the colour of its figure. */
  color?: string;
}

/** What makes another chart of it. */
export interface Structure {
  curves: readonly CurveLook[];
  stacked: boolean;
  beside: boolean;
  ghost: boolean;
  axes: boolean;
  rightAxis: boolean;
  zone: string;
}

/** Colours, sizes and numbers that the chart reads when it draws. */
export interface Surroundings {
  theme: GrafanaTheme2;
  colours: Colours;
  scale: Scale;
  drawing: () => Drawing;
  onZoom: (from: number, to: number) => void;
}

/** Keys of scales. */
const scales = { primary: 'primary', beside: 'beside' } as const;

/** The chart of a structure. */
export function chartOf(structure: Structure, around: Surroundings): UPlotConfigBuilder {
  const { theme, colours, scale, drawing, onZoom } = around;
  const builder = new UPlotConfigBuilder(structure.zone);
  addScales(builder, drawing);
  addAxes(builder, structure, around);
  addCurves(builder, structure, around);
  builder.setPadding(paddingOf(structure, scale));
  builder.setCursor({
    x: true,
    y: false,
    drag: { x: true, y: false, setScale: false },
    points: { size: 7 * scale.factor },
    focus: { prox: -1 },
  });
  builder.addHook('drawAxes', (u) => {
    drawThin(u, drawing(), colours);
  });
  builder.addHook('draw', (u) => {
    drawOpen(u, drawing(), theme, scale);
    drawNow(u, drawing(), theme, scale);
    if (structure.curves.length === 1) {
      drawEnd(u, colorOf(structure.curves[0], colours), scale);
    }
  });
  builder.addHook('setSelect', (u) => {
    const { left, width } = u.select;
    if (width > 4) onZoom(u.posToVal(left, 'x'), u.posToVal(left + width, 'x'));
    u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  });
  return sized(builder, theme, scale);
}

function paddingOf({ axes, rightAxis, beside }: Structure, { padding, small, factor }: Scale) {
  // Half of the last time of the axis stands beyond its end.
  const right = rightAxis && beside ? padding * 0.6 : Math.max(padding, small * 2);
  const edges: [number, number, number, number] = axes
    ? [small * 1.5, right, 0, padding * 0.6]
    : [6 * factor, 6 * factor, 6 * factor, 6 * factor];
  return edges.map(Math.round) as typeof edges;
}

function addScales(builder: UPlotConfigBuilder, drawing: () => Drawing): void {
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    ...rightwards,
    range: () => [...drawing().domain],
  });
  for (const key of Object.values(scales)) {
    builder.addScale({ scaleKey: key, ...upwards, range: () => [0, drawing().axes[key].top] });
  }
}

const GAP = 8;

function addAxes(
  builder: UPlotConfigBuilder,
  structure: Structure,
  { theme, scale, drawing }: Surroundings,
): void {
  // uPlot draws axes of its own where it is told of none.
  const show = structure.axes;
  const color = theme.colors.text.secondary;
  const quiet = { show: false };
  const side = (key: keyof Drawing['axes'], where: 'left' | 'right') => {
    builder.addAxis({
      scaleKey: key,
      theme,
      color,
      show,
      placement: placement(where),
      grid: { show: where === 'left' },
      ticks: { show: false, size: 0 },
      gap: GAP,
      size: sizeOf(scale) as unknown as number,
      splits: () => drawing().axes[key].splits,
      values: (_, splits) => splits.map((value) => drawing().format[key](value)),
    });
  };
  builder.addAxis({
    scaleKey: 'x',
    theme,
    color,
    isTime: true,
    show,
    placement: placement('bottom'),
    grid: quiet,
    ticks: { show: false, size: 0 },
    gap: GAP,
    size: Math.round(scale.small * 1.2 + GAP + scale.padding * 0.4),
    space: () => scale.small * 6.4,
    timeZone: structure.zone,
    values: (u, splits, _axis, _space, step) =>
      splits.map((time) =>
        dateTimeFormat(time, {
          timeZone: structure.zone,
          format: timeFormat((u.scales['x']?.max ?? 0) - (u.scales['x']?.min ?? 0), step),
        }),
      ),
  });
  side(scales.primary, 'left');
  if (structure.beside && structure.rightAxis) side(scales.beside, 'right');
}

const HOUR = 3_600_000;

/** How instants are written on an axis of a length, in steps. */
export function timeFormat(length: number, step: number): string {
  if (step >= 20 * HOUR) return length > 300 * 24 * HOUR ? 'YYYY-MM' : 'MM-DD';
  return length > 30 * HOUR ? 'MM-DD HH:mm' : 'HH:mm';
}

/** Axes are as wide as their longest value. */
const sizeOf = (scale: Scale) => (_: unknown, values: string[] | null) =>
  Math.ceil(Math.max(0, ...(values ?? []).map((value) => measureText(value, scale.small).width))) + GAP + 4;

const lineWidth = ({ factor, density }: Scale): number => factor * (density === 'wall' ? 2.6 : 2);

function addCurves(builder: UPlotConfigBuilder, structure: Structure, around: Surroundings): void {
  const { theme, colours, scale } = around;
  const width = lineWidth(scale);
  structure.curves.forEach((curve, index) => {
    const color = colorOf(curve, colours);
    builder.addSeries({
      ...smoothLine,
      scaleKey: scales.primary,
      theme,
      lineColor: color,
      lineWidth: structure.stacked ? width * 0.75 : width,
      pxAlign: false,
      // A stack's first layer reaches the axis; those above it are filled as bands between two.
      fillColor: (structure.stacked && index > 0
        ? undefined
        : gradientOf(color, structure.stacked ? 0.62 : fillFor(structure.curves.length, index))) as never,
    });
    if (structure.stacked && index > 0) {
      builder.addBand({ series: [index + 1, index], fill: gradientOf(color, 0.62) });
    }
  });
  if (structure.beside) {
    builder.addSeries({
      ...smoothLine,
      scaleKey: scales.beside,
      theme,
      lineColor: theme.colors.text.secondary,
      lineWidth: 1.5 * scale.factor,
      pxAlign: false,
    });
  }
  if (structure.ghost) {
    builder.addSeries({
      ...smoothLine,
      scaleKey: scales.primary,
      theme,
      lineColor: colours.ghost,
      lineWidth: 1.5 * scale.factor,
      lineStyle: { fill: 'dash', dash: [5 * scale.factor, 5 * scale.factor] },
      pxAlign: false,
    });
  }
}

/** Areas of many lines add up, and each gets less. */
const fillFor = (lines: number, index: number): number => (lines === 1 ? 0.38 : index < 5 ? 0.26 : 0);

/** The colour of a curve. */
export function colorOf(curve: CurveLook | undefined, { hue, ghost }: Colours): string {
  if (curve === undefined || (curve.rank === null && curve.color === undefined)) return ghost;
  if (curve.color !== undefined) return curve.color;
  const look = lookOf(curve.rank ?? 0);
  return look.strength === 1 ? hue[look.hue] : faded(hue[look.hue], look.strength);
}

interface Canvas {
  ctx: CanvasRenderingContext2D;
  bbox: { top: number; height: number };
}

/** From a colour down to almost none of it. */
function gradientOf(color: string, most: number): (u: Canvas) => CanvasGradient {
  return ({ ctx, bbox }) => {
    const gradient = ctx.createLinearGradient(0, bbox.top, 0, bbox.top + bbox.height);
    gradient.addColorStop(0, faded(color, most));
    gradient.addColorStop(1, faded(color, most * 0.08));
    return gradient;
  };
}

/** A colour that may be transparent already, with less of it. */
function faded(color: string, share: number): string {
  const [red = 0, green = 0, blue = 0, alpha = 1] = colorManipulator.decomposeColor(color).values as number[];
  return `rgba(${red}, ${green}, ${blue}, ${(alpha * share).toFixed(3)})`;
}

/** Grafana's builder writes in 12 px; a wall has larger type. Screens of more pixels ask uPlot for whole ones. */
function sized(builder: UPlotConfigBuilder, theme: GrafanaTheme2, { small }: Scale): UPlotConfigBuilder {
  for (const axis of builder.getConfig().axes ?? [])
    axis.font = `${Math.round(small)}px ${theme.typography.fontFamily}`;
  return builder;
}
