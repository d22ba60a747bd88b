import type { Scale } from '@hubscope/panel-kit/theme/density.ts';

/** Sizes of what a row shows, in px; 0: not shown. */
export interface Layout {
  name: number;
  bar: number;
  /** Parts of a bar. */
  segments: number;
  /** Height of a bar. */
  thickness: number;
  /** What has room in the place of the bar: a sentence, a word or two, or a sign. */
  room: 'sentence' | 'word' | 'sign';
  slots: number;
  percent: number;
  /** What the colour of a level says, in words. */
  level: number;
  volume: number;
  gap: number;
}

/** What rows would like to show. */
export interface Wanted {
  /** Px of the longest name, and of the longest word of a level. */
  longestName: number;
  longestLevel: number;
  volume: boolean;
}

/** Widths for type of 15 px, which a wall of 1920 by 1080 has. */
const WALL_TYPE = 15;
const widths = { slots: 78, percent: 62, volume: 84 } as const;
/** What has to be left of a bar for something else to be shown, in the same measure. */
const least = { slots: 96, level: 260, volume: 240 } as const;
/** A name takes no more than this share of a row. */
const NAME = 0.36;
const SHORT_BAR = 110;
/** Sizes of type that a sentence beside a state, and a word of state, are wide. */
const [SENTENCE, WORD] = [13, 6.3];
/** Of a row's height, within what still looks like a bar. */
const THICKNESS = 0.42;
const [THIN, THICK] = [14, 24];

/**
 * What of a row has room. What says least goes first: the volume, then the words of a level, which a colour and a shape
 * tell as well, then used of limit. Bars are a whole number of px for each segment, or their edges blur.
 */
export function layoutOf(
  width: number,
  { label, gap, padding, density, factor: screen }: Scale,
  rowHeight: number,
  { longestName, longestLevel, volume: wantsVolume }: Wanted,
): Layout {
  const factor = label / WALL_TYPE;
  const room = Math.max(0, width - padding * 2);
  const name = Math.min(Math.max(longestName + 2, 56 * factor), room * NAME);
  const percent = widths.percent * factor;
  let rest = room - name - percent - gap * 2;
  const take = (wanted: boolean, size: number, leaves: number): number => {
    if (!wanted || rest - size - gap < leaves * factor) return 0;
    rest -= size + gap;
    return size;
  };
  const slots = take(density !== 'tile', widths.slots * factor, least.slots);
  const level = take(slots > 0 && longestLevel > 0, longestLevel + 2, least.level);
  const volume = take(slots > 0 && wantsVolume, widths.volume * factor, least.volume);
  rest = Math.max(0, rest);
  const segments = rest < SHORT_BAR ? 10 : 20;
  const bar = Math.floor(rest / segments) * segments;
  return {
    name: name + rest - bar,
    bar,
    segments,
    thickness: Math.round(Math.min(THICK * screen, Math.max(THIN * screen, rowHeight * THICKNESS))),
    room: bar > label * SENTENCE ? 'sentence' : bar > label * WORD ? 'word' : 'sign',
    slots,
    percent,
    level,
    volume,
    gap,
  };
}

/** How many segments of a bar are filled: one as soon as a slot is used, all only when all of them are. */
export function filledOf(ratio: number, segments: number): number {
  if (ratio <= 0) return 0;
  return ratio >= 1 ? segments : Math.min(segments - 1, Math.max(1, Math.round(ratio * segments)));
}

/** Rows take what room there is, within what still reads as a list. */
export function heightOfRow({ label, density }: Scale, room: number, count: number): number {
  const [lowest, highest] = density === 'wall' ? [2.27, 4.4] : [2.15, 3.4];
  const low = Math.round(label * lowest);
  // Where nobody scrolls, those that fit leave nothing over.
  const most = density === 'wall' ? Math.max(1, Math.floor(room / low)) : count;
  return Math.floor(Math.min(label * highest, Math.max(low, room / Math.max(1, Math.min(count, most)))));
}

/** How many rows fit; where not all do and nobody scrolls, one place is for saying so. */
export function rowsThatFit(height: number, rowHeight: number, count: number): number {
  const most = Math.floor(height / rowHeight);
  return count <= most ? count : Math.max(0, most - 1);
}
