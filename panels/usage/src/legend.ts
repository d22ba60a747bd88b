/**
 * Lines that the viewer wants to see: all but some, so that a new line is seen; or some alone, after a clear, so that it
 * is not.
 */
export interface Selection {
  kind: 'all-but' | 'only';
  ids: ReadonlySet<string>;
}

export const everything: Selection = { kind: 'all-but', ids: new Set() };

const isChosen = ({ kind, ids }: Selection, id: string): boolean => ids.has(id) === (kind === 'only');

/** Ids that are seen, of those that there are; never none, unless there are none. */
export function seenOf(selection: Selection, ids: readonly string[]): string[] {
  const seen = ids.filter((id) => isChosen(selection, id));
  return seen.length > 0 ? seen : ids.slice(0, 1);
}

/** Shows a line that is hidden, hides one that is seen; the last one stays. */
export function toggled(selection: Selection, id: string, ids: readonly string[]): Selection {
  const seen = seenOf(selection, ids);
  const isSeen = seen.includes(id);
  if (isSeen && seen.length === 1) return selection;
  const next = isSeen ? seen.filter((other) => other !== id) : [...seen, id];
  if (next.length === ids.length) return everything;
  return selection.kind === 'only'
    ? { kind: 'only', ids: new Set(next) }
    : { kind: 'all-but', ids: new Set(ids.filter((other) => !next.includes(other))) };
}

/** One line alone; the first of the rank when all are cleared. */
export const only = (id: string): Selection => ({ kind: 'only', ids: new Set([id]) });
