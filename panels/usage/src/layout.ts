import type { Scale } from '@hubscope/panel-kit/theme/density.ts';

/** What of the panel has room, and the place of the chart in px. */
export interface Layout {
  /** How many of the sums, and of the switches beside them. */
  leads: number;
  controls: number;
  /** Rows of chips; 0 for none. */
  legendRows: number;
  axes: boolean;
  /** Where there is a second figure. */
  rightAxis: boolean;
  /** Where each step of an axis is, of all that is between bottom and top. */
  parts: number;
  chart: { width: number; height: number };
}

/** Height of a row of chips, and of the sums. */
export const chipHeight = (scale: Scale): number => Math.round(scale.small * 2.1);
export const leadsHeight = (scale: Scale): number => Math.round(scale.label * 1.35 + scale.lead * 1.25);

interface Room {
  width: number;
  /** Below the heading. */
  height: number;
  scale: Scale;
  leadWidths: readonly number[];
  /** In the order of their worth. */
  controlWidths: readonly number[];
  wantsLegend: boolean;
  /** Widths of the chips, in their order. */
  chips: readonly number[];
}

/** How many rows chips of some widths take. */
export function rowsOf(chips: readonly number[], width: number, gap: number): number {
  let rows = chips.length === 0 ? 0 : 1;
  let used = 0;
  for (const chip of chips) {
    if (used > 0 && used + chip > width) {
      rows += 1;
      used = 0;
    }
    used += Math.min(chip, width) + gap;
  }
  return rows;
}

/** How many things side by side fit into a width. */
function fitting(widths: readonly number[], width: number, gap: number): number {
  let used = -gap;
  return widths.filter((each) => (used += each + gap) <= width).length;
}

/** Shares the room: the chart goes first, and all else is where enough is left for it. */
export function layoutOf(room: Room): Layout {
  const { width, height, scale, leadWidths, controlWidths, wantsLegend, chips } = room;
  const { padding, gap } = scale;
  const inner = width - padding * 2;
  const least = scale.label * 7;
  const isWall = scale.density === 'wall';
  let free = height - padding * 0.6;
  const take = (wanted: boolean, size: number): boolean => {
    const fits = wanted && free - size >= least;
    if (fits) free -= size;
    return fits;
  };
  const hasLeads = take(!isWall || height > scale.label * 22, leadsHeight(scale) + gap);
  const leads = hasLeads ? Math.max(1, fitting(leadWidths, inner, gap * 2.4)) : 0;
  const led = leadWidths.slice(0, leads).reduce((sum, each) => sum + each + gap * 2.4, 0);
  const controls = hasLeads && !isWall ? fitting(controlWidths, inner - led - gap * 2, gap) : 0;
  const most = height > scale.label * 32 ? 2 : 1;
  const rows = Math.min(most, rowsOf(chips, inner, gap * 0.8));
  const legend = take(
    wantsLegend && rows > 0 && inner > scale.label * 20 && height > scale.label * 17,
    rows * chipHeight(scale) + (rows - 1) * 4 + gap,
  );
  const axes = inner > scale.label * 17 && free > scale.label * 6;
  return {
    leads,
    controls,
    legendRows: legend ? rows : 0,
    axes,
    rightAxis: axes && inner > scale.label * 30,
    parts: free > scale.label * 11 ? 4 : 2,
    chart: { width: Math.max(1, Math.floor(width)), height: Math.max(1, Math.floor(free)) },
  };
}
