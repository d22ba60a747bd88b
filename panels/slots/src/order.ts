import { language } from '@hubscope/panel-kit/format/language.ts';
import type { Slot } from './reading.ts';
import type { Sorting } from './options.ts';

/** An order, and what it was made of. */
export interface Order {
  slots: readonly Slot[];
  /** How full each provider counts as. Follows what is true only when it has moved for good. */
  held: ReadonlyMap<string, number>;
}

/** How far a provider must fill or empty before its place is looked at again. */
export const MARGIN = 0.03;

/** An open breaker leaves nothing of a provider: it counts as full. */
const fullnessOf = ({ ratio, circuit }: Slot): number | null => (circuit === 'open' ? 1 : ratio);

/** Enabled ones first; of those, by saturation, what may run full, what is not known, what has no limit. */
function groupOf({ enabled, limit, ratio, circuit }: Slot, sort: Sorting): number {
  if (!enabled) return 3;
  if (sort !== 'saturation' || ratio !== null || circuit === 'open') return 0;
  return limit === null ? 2 : 1;
}

const comparisons: Readonly<Record<Sorting, (one: Slot, other: Slot, held: Order['held']) => number>> = {
  saturation: (one, other, held) => (held.get(other.id) ?? 0) - (held.get(one.id) ?? 0),
  priority: (one, other) => (one.priority ?? Infinity) - (other.priority ?? Infinity) || 0,
  name: (one, other) => collator().compare(one.name, other.name),
};

let made: { language: string; collator: Intl.Collator } | undefined;

function collator(): Intl.Collator {
  const now = language();
  if (made?.language !== now) made = { language: now, collator: collatorOf(now) };
  return made.collator;
}

function collatorOf(tag: string): Intl.Collator {
  try {
    return new Intl.Collator(tag, { numeric: true });
  } catch {
    return new Intl.Collator('en-US', { numeric: true });
  }
}

/**
 * Sorts providers. By saturation, one keeps its place until it fills or empties by more than {@link MARGIN}, or is
 * judged another way: rows that are equally full do not dance. Equal ones stand as they stood `before`.
 */
export function orderOf(slots: readonly Slot[], sort: Sorting, before: Order | undefined): Order {
  const stood = new Map(before?.slots.map((slot, index) => [slot.id, { slot, index }]));
  const held = new Map(
    slots.map((slot): [string, number] => {
      const full = fullnessOf(slot);
      const known = before?.held.get(slot.id);
      const last = stood.get(slot.id)?.slot;
      const rests =
        known !== undefined &&
        (full === null || Math.abs(full - known) <= MARGIN) &&
        last?.judgement === slot.judgement &&
        last.circuit === slot.circuit;
      return [slot.id, rests ? known : (full ?? known ?? 0)];
    }),
  );
  const compare = comparisons[sort];
  const placeOf = ({ id }: Slot) => stood.get(id)?.index ?? Infinity;
  const place = (one: Slot, other: Slot) => {
    const [from, to] = [placeOf(one), placeOf(other)];
    return from === to ? 0 : from - to;
  };
  const sorted = [...slots].sort(
    (one, other) =>
      groupOf(one, sort) - groupOf(other, sort) ||
      compare(one, other, held) ||
      (sort === 'saturation' ? place(one, other) : 0),
  );
  return { slots: sorted, held };
}
