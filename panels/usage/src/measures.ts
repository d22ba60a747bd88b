import { t } from '@hubscope/panel-kit/format/t.ts';
import { measureText } from '@grafana/ui';
import { tabular } from '@hubscope/panel-kit/format/widths.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import type { LegendRoom } from './layout.ts';
import { actionWords, arrangementWords, rangeWords } from './words.ts';

/** Width of a row of choices. */
const segmentsWidth = (labels: readonly string[], { small }: Scale): number =>
  labels.reduce((sum, label) => sum + measureText(label, small, 600).width + small * 1.6, 6);

/** Widths of the switches, in the order of their worth. */
export const controlWidths = (
  { arranges, ranges }: { arranges: boolean; ranges: boolean },
  scale: Scale,
): number[] => [
  ...(arranges ? [segmentsWidth(Object.values(arrangementWords()), scale)] : []),
  ...(ranges ? [segmentsWidth(Object.values(rangeWords()), scale)] : []),
];

interface Measured {
  name: string;
  text: string;
  seen: boolean;
}

/** Most of a chip's width, in sizes of type: longer names end with an ellipsis. */
export const LONGEST_CHIP = 24;

/** Widths in the legend: chips of a name, a value, a swatch and the space between them, and what stands beside them. */
export function legendRoom(
  entries: readonly Measured[],
  coloured: number,
  ghost: string | null,
  { small }: Scale,
): LegendRoom {
  const widthOf = (text: string, weight = 400) => measureText(text, small, weight).width;
  const valueWidth = (text: string) => measureText(tabular(text), small, 650).width;
  const link = (text: string) => widthOf(text) + small * 0.9;
  const words = actionWords();
  return {
    chips: entries
      .slice(0, coloured)
      .map(({ name, text, seen }) =>
        Math.min(
          small * LONGEST_CHIP,
          widthOf(name) + (seen ? valueWidth(text) + small * 0.45 : 0) + small * 2.65,
        ),
      ),
    hasOthers: entries.length > coloured,
    actions: link(words.all) + link(words.clear) + small,
    more: link(t('usage.legend.more', '{{lines}} more', { lines: entries.length })),
    ghost: ghost === null ? 0 : widthOf(ghost) + small * 2.2,
  };
}
