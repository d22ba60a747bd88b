import type { Drawing } from './drawing.ts';
import type { Axis } from './scale.ts';
import type { Values } from './sums.ts';

/** All that a chart of one structure shows. */
export interface Picture {
  drawing: Drawing;
  /** Times, and the values of each curve, then those beside and the ghost. */
  data: readonly Values[];
  /** Number of the column of values beside in `data`; -1 when there is none. */
  beside: number;
  width: number;
  height: number;
}

/** What nobody sees, px. */
const UNSEEN = 0.5;

/**
 * Whether a chart would look as it does already. An answer every other second moves a curve of hours by less than anyone
 * can see, and drawing a chart is the dearest thing that a panel does.
 */
export function looksAlike(one: Picture, other: Picture): boolean {
  const { drawing: old, data } = one;
  const { drawing: next } = other;
  const { domain, axes, times } = old;
  const time = ((domain[1] - domain[0]) / one.width) * UNSEEN;
  const value = (axis: Axis) => (axis.top / one.height) * UNSEEN;
  const primary = value(axes.primary);
  const unseen = (column: number) =>
    column === 0 ? 0 : column === one.beside ? value(axes.beside) : primary;
  return (
    one.width === other.width &&
    one.height === other.height &&
    one.beside === other.beside &&
    old.nowText === next.nowText &&
    isNear(old.now, next.now, time) &&
    areNear(domain, next.domain, time) &&
    areNear(times, next.times, 0) &&
    areNear(axes.primary.splits, next.axes.primary.splits, 0) &&
    areNear(axes.beside.splits, next.axes.beside.splits, 0) &&
    old.open?.bucket === next.open?.bucket &&
    areNear(partsOf(old), partsOf(next), primary) &&
    (old.open?.points.every(({ color }, index) => color === next.open?.points[index]?.color) ?? true) &&
    old.thin.length === next.thin.length &&
    old.thin.every((values, index) => areNear(values, next.thin[index], primary)) &&
    data.length === other.data.length &&
    data.every((values, column) => areNear(values, other.data[column], unseen(column))) &&
    // The dearest comes last: whether amounts are still in the same unit.
    old.format.primary(axes.primary.top) === next.format.primary(axes.primary.top) &&
    old.format.beside(axes.beside.top) === next.format.beside(axes.beside.top)
  );
}

const partsOf = ({ open }: Drawing): Values => (open?.points ?? []).map(({ value }) => value);

const isNear = (one: number | null, other: number | null, unseen: number): boolean =>
  one === other || (one !== null && other !== null && Math.abs(one - other) <= unseen);

const areNear = (ones: Values, others: Values | undefined, unseen: number): boolean =>
  ones.length === others?.length && ones.every((one, index) => isNear(one, others[index] ?? null, unseen));
