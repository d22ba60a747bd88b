import type { Scale } from '@hubscope/panel-kit/theme/density.ts';

/** Widths of what a row shows, in px; 0: not shown. */
export interface Layout {
  name: number;
  bar: number;
  /** Parts of a bar. */
  segments: number;
  slots: number;
  percent: number;
  volume: number;
  gap: number;
}

/** Widths for type of 15 px, which a wall of 1920 by 1080 has. */
const WALL_TYPE = 15;
const widths = { slots: 78, percent: 62, volume: 84 } as const;
/** A name takes no more than this share of a row. */
const NAME = 0.36;
const SHORT_BAR = 110;

/**
 * What of a row has room. What says least goes first: the volume, then used of limit, which a bar and a percentage tell
 * as well. Bars are a whole number of px for each segment, or their edges blur.
 */
export function layoutOf(
  width: number,
  { label, gap, padding, density }: Pick<Scale, 'label' | 'gap' | 'padding' | 'density'>,
  longestName: number,
  wantsVolume: boolean,
): Layout {
  const factor = label / WALL_TYPE;
  const room = Math.max(0, width - padding * 2);
  const name = Math.min(Math.max(longestName + 2, 56 * factor), room * NAME);
  const percent = widths.percent * factor;
  const restOf = (...columns: number[]) =>
    room - name - gap - columns.reduce((sum, column) => sum + column + gap, 0);
  const slots = density !== 'tile' && restOf(percent, widths.slots * factor) >= 70 * factor;
  const shownSlots = slots ? widths.slots * factor : 0;
  const columns = slots ? [percent, shownSlots] : [percent];
  const volume =
    wantsVolume && slots && restOf(...columns, widths.volume * factor) >= 240 * factor
      ? widths.volume * factor
      : 0;
  const rest = Math.max(0, restOf(...columns, ...(volume > 0 ? [volume] : [])));
  const segments = rest < SHORT_BAR ? 10 : 20;
  const bar = Math.floor(rest / segments) * segments;
  return { name: name + rest - bar, bar, segments, slots: shownSlots, percent, volume, gap };
}

/** How many segments of a bar are filled: one as soon as a slot is used, all only when all of them are. */
export function filledOf(ratio: number, segments: number): number {
  if (ratio <= 0) return 0;
  return ratio >= 1 ? segments : Math.min(segments - 1, Math.max(1, Math.round(ratio * segments)));
}

/** How many rows fit; where not all do and nobody scrolls, one place is for saying so. */
export function rowsThatFit(height: number, rowHeight: number, count: number): number {
  const most = Math.floor(height / rowHeight);
  return count <= most ? count : Math.max(0, most - 1);
}
