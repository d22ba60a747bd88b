import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { linesOf } from './layout.ts';

/** Widths of what a card may show, in px. */
interface Widths {
  /** Of the clock at 1 px of type. */
  clock: number;
  title: number;
  controls: number;
  lights: readonly number[];
  lightGap: number;
}

/** What a card shows. */
export interface Card {
  /** Font size of the clock in px. */
  clock: number;
  hasTitle: boolean;
  hasControls: boolean;
  headHeight: number;
  hasAge: boolean;
  lights: 'none' | 'marks' | 'words';
}

/** Px that a title keeps beside controls. */
const LEAST_TITLE = 90;
const LINE = 1.35;
/** Height of a clock, by its size of type. */
const CLOCK_LINE = 1.15;
/** A clock is never larger than so many leading figures. */
const LARGEST = 3;

/**
 * What has room: the clock and its zone always, then what is well and what not, the age, the title. The clock takes
 * what is left, and is at least as large as the leading figure of other panels while there is anything to leave out.
 */
export function cardOf(
  room: { width: number; height: number },
  { small, name, lead, hero, gap }: Pick<Scale, 'small' | 'name' | 'lead' | 'hero' | 'gap'>,
  { clock, title, controls, lights, lightGap }: Widths,
): Card {
  const line = small * LINE;
  const hasControls =
    controls > 0 && room.width >= controls + (title > 0 ? gap + Math.min(title, LEAST_TITLE) : 0);
  const headHeight = Math.max(title > 0 ? name * 1.15 * 1.3 : 0, hasControls ? small * 2.1 : 0);
  const lines = linesOf(lights, room.width, lightGap);
  const words = lines * line + Math.max(0, lines - 1) * small * 0.35;
  const widest = Math.max(0, ...lights);
  const fitsWords = lights.length > 0 && widest <= room.width;
  let left = room.height - line - lead * 0.85 * CLOCK_LINE;
  const take = (height: number): boolean => {
    if (height > left) return false;
    left -= height;
    return true;
  };
  const shownLights =
    lights.length === 0
      ? 'none'
      : fitsWords && take(words + gap * 0.5)
        ? 'words'
        : take(line + gap * 0.5)
          ? 'marks'
          : 'none';
  const hasAge = take(line);
  const hasHead = headHeight > 0 && take(headHeight);
  const largest = lead * 0.85 + left / CLOCK_LINE;
  return {
    clock: Math.max(12, Math.min(largest, room.width / clock, hero * LARGEST)),
    hasTitle: hasHead && title > 0,
    hasControls: hasHead && hasControls,
    headHeight,
    hasAge,
    lights: shownLights,
  };
}
