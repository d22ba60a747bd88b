import type { Scale } from '@hubscope/panel-kit/theme/density.ts';

/** What of the panel has room, and the place of the chart in px. */
export interface Layout {
  /** How many of the sums, and of the switches beside them. */
  leads: number;
  controls: number;
  /** Undefined where it has no room. */
  legend: LegendLayout | undefined;
  axes: boolean;
  /** Where there is a second figure. */
  rightAxis: boolean;
  /** Where each step of an axis is, of all that is between bottom and top. */
  parts: number;
  chart: { width: number; height: number };
}

/** What of the legend has room. */
export interface LegendLayout {
  rows: number;
  /** How many chips stand there. */
  chips: number;
  /** Whether all can be selected and cleared right there, and the dashed line is named. */
  actions: boolean;
  ghost: boolean;
}

/** Widths of what stands in the legend. */
export interface LegendRoom {
  /** In their order. */
  chips: readonly number[];
  /** Whether there are lines without a chip. */
  hasOthers: boolean;
  actions: number;
  more: number;
  /** 0 where there is no dashed line. */
  ghost: number;
}

/** Height of a row of chips, and of the sums. */
const chipHeight = (scale: Scale): number => Math.round(scale.small * 2.1);
export const leadsHeight = (scale: Scale): number => Math.round(scale.label * 1.35 + scale.lead * 1.25);
/** Height of the legend's rows. */
export const legendHeight = (rows: number, scale: Scale): number => rows * chipHeight(scale) + (rows - 1) * 4;

interface Room {
  width: number;
  /** Below the heading. */
  height: number;
  scale: Scale;
  leadWidths: readonly number[];
  /** In the order of their worth. */
  controlWidths: readonly number[];
  /** Undefined where nobody wants it. */
  legend: LegendRoom | undefined;
}

/** How many chips of some widths fit into some rows, and how many rows they take. */
export function fitChips(
  chips: readonly number[],
  width: number,
  gap: number,
  most: number,
): { chips: number; rows: number } {
  let rows = 1;
  let used = 0;
  let count = 0;
  for (const chip of chips) {
    if (used > 0 && used + chip > width) {
      if (rows === most) break;
      rows += 1;
      used = 0;
    }
    if (chip > width) break;
    used += chip + gap;
    count += 1;
  }
  return { chips: count, rows };
}

/** A legend keeps this share of its width for chips; else what stands beside them goes. */
const CHIPS = 0.62;

/** Shares the legend's width: chips first, then what all of them can be selected by, then the name of the dashed line. */
export function legendOf(room: LegendRoom, width: number, gap: number, most: number): LegendLayout {
  const { chips, hasOthers, actions, more, ghost } = room;
  const all = chips.reduce((sum, chip) => sum + chip + gap, -gap);
  const ways = [
    { actions: true, ghost: ghost > 0 },
    { actions: true, ghost: false },
    { actions: false, ghost: false },
  ];
  const left = (way: (typeof ways)[number], opens: boolean) =>
    width -
    (way.actions ? actions + gap : 0) -
    (way.ghost ? ghost + gap : 0) -
    (opens || !way.actions ? more + gap : 0);
  const way = ways.find((each) => left(each, true) >= Math.min(all, width * CHIPS)) ?? ways[2];
  if (way === undefined) throw new Error('the last way always fits');
  const whole = fitChips(chips, left(way, hasOthers), gap, most);
  return { ...(whole.chips === chips.length ? whole : fitChips(chips, left(way, true), gap, most)), ...way };
}

/** How many things side by side fit into a width. */
function fitting(widths: readonly number[], width: number, gap: number): number {
  let used = -gap;
  return widths.filter((each) => (used += each + gap) <= width).length;
}

/** A wall is for the chart: sums have a place on it only where it is high. */
export const hasLeads = (height: number, { density, label }: Scale): boolean =>
  density !== 'wall' || height > label * 22;

/** Shares the room: the chart goes first, and all else is where enough is left for it. */
export function layoutOf(room: Room): Layout {
  const { width, height, scale, leadWidths, controlWidths, legend } = room;
  const { padding, gap } = scale;
  const inner = width - padding * 2;
  // In a tile the sum says more than the curve.
  const least = scale.label * (scale.density === 'tile' ? 3.5 : 7);
  let free = height - padding * 0.6;
  const take = (wanted: boolean, size: number): boolean => {
    const fits = wanted && free - size >= least;
    if (fits) free -= size;
    return fits;
  };
  const led = take(hasLeads(height, scale), leadsHeight(scale) + gap);
  const leads = led ? Math.max(1, fitting(leadWidths, inner, gap * 2.4)) : 0;
  const taken = leadWidths.slice(0, leads).reduce((sum, each) => sum + each + gap * 2.4, 0);
  const controls = led && scale.density !== 'wall' ? fitting(controlWidths, inner - taken - gap * 2, gap) : 0;
  const shared =
    legend === undefined ||
    legend.chips.length === 0 ||
    inner <= scale.label * 20 ||
    height <= scale.label * 17
      ? undefined
      : legendOf(legend, inner, gap * 0.6, height > scale.label * 32 ? 2 : 1);
  const hasLegend = shared !== undefined && take(true, legendHeight(shared.rows, scale) + gap);
  const axes = inner > scale.label * 17 && free > scale.label * 6;
  return {
    leads,
    controls,
    legend: hasLegend ? shared : undefined,
    axes,
    rightAxis: axes && inner > scale.label * 30,
    parts: free > scale.label * 11 ? 4 : 2,
    chart: { width: Math.max(1, Math.floor(width)), height: Math.max(1, Math.floor(free)) },
  };
}
