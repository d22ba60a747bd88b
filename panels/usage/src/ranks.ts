import type { Hue } from '@hubscope/panel-kit/theme/colours.ts';
import type { Line, Lines } from './lines.ts';
import type { FigureName } from './options.ts';
import { sumOf } from './sums.ts';

/** The order in which lines get their colours. */
const order: readonly Hue[] = ['blue', 'violet', 'green', 'amber', 'cyan'];

/** How a line is drawn. */
export interface Look {
  hue: Hue;
  /** 1 for the first lines; less for those that have the same hue again. */
  strength: number;
}

/** The look of a rank, the first being 0. */
export const lookOf = (rank: number): Look => ({
  hue: order[rank % order.length] ?? 'blue',
  strength: Math.max(0.3, 1 - Math.floor(rank / order.length) * 0.35),
});

/** Changes when the lines, the figure or the period do, and not with each new value. */
export const structureOf = ({ lines, times }: Pick<Lines, 'lines' | 'times'>, figure: FigureName): string =>
  JSON.stringify([figure, times[0] ?? null, lines.map(({ id }) => id).sort()]);

/** Ids in the order of their usage, the greatest first; lines without a sum come last. */
export function rankLines(lines: readonly Line[], figure: FigureName): string[] {
  const sums = new Map(
    lines.map(
      (line) => [line.id, [sumOf(line[figure] ?? []) ?? -1, sumOf(line.requests ?? []) ?? -1]] as const,
    ),
  );
  const at = (id: string, index: 0 | 1): number => sums.get(id)?.[index] ?? -1;
  return lines
    .map(({ id }) => id)
    .sort((one, other) => at(other, 0) - at(one, 0) || at(other, 1) - at(one, 1));
}
