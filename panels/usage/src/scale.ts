/** Steps that can be read: each times a power of ten. */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** An axis from nothing up, in equal steps, so that two axes share their lines. */
export interface Axis {
  top: number;
  splits: number[];
}

/** The axis of some parts that a value fits on. `whole`: no step is a fraction. */
export function axisFor(most: number | null, parts: number, whole: boolean): Axis {
  const least = whole ? 1 : 0.01;
  const raw = Math.max((most ?? 0) / parts, least / parts);
  const power = 10 ** Math.floor(Math.log10(raw));
  const found = STEPS.find((step) => step * power >= raw * (1 - 1e-9)) ?? 10;
  const fine = found * power;
  const step = whole ? Math.max(1, Math.ceil(fine)) : fine;
  return {
    top: step * parts,
    splits: Array.from({ length: parts + 1 }, (_, index) => Number((index * step).toPrecision(12))),
  };
}
