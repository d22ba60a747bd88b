/** Where rows stand, one under the other. */
export interface Places {
  /** Distance of each row from the top, by its id. */
  topOf: ReadonlyMap<string, number>;
  /** Height of all of them. */
  total: number;
}

/** Places of rows of some heights. */
export function placesOf(ids: readonly string[], heightOf: (index: number) => number): Places {
  const topOf = new Map<string, number>();
  let total = 0;
  ids.forEach((id, index) => {
    topOf.set(id, total);
    total += heightOf(index);
  });
  return { topOf, total };
}

/** Whether all rows stand where others say. */
export function samePlaces(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  for (const [id, top] of one) if (other.get(id) !== top) return false;
  return true;
}

/**
 * By how many px all rows that stay have moved, when they have moved alike, as when others came above them; undefined
 * when some have not.
 */
export function commonShift(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): number | undefined {
  let shift: number | undefined;
  for (const [id, top] of now) {
    const was = before.get(id);
    if (was === undefined) continue;
    shift ??= top - was;
    if (top - was !== shift) return undefined;
  }
  return shift === 0 ? undefined : shift;
}

/** What of the list is looked at. */
export interface View {
  top: number;
  height: number;
}

/**
 * The rows to draw: those that are in view, and those that were and glide out of it. `before`: where rows stood until
 * now. `margin`: px above and below the view.
 */
export function rowsInView(
  ids: readonly string[],
  heightOf: (index: number) => number,
  { topOf }: Places,
  before: ReadonlyMap<string, number>,
  { top, height }: View,
  margin: number,
): number[] {
  const inView = (from: number | undefined, size: number) =>
    from !== undefined && from + size > top - margin && from < top + height + margin;
  return ids.flatMap((id, index) => {
    const size = heightOf(index);
    return inView(topOf.get(id), size) || inView(before.get(id), size) ? [index] : [];
  });
}

/**
 * In which order rows stand in the page while some of them move: as they stood at rest, with new ones before those that
 * follow them. A browser stops what moves when it is taken to another place among its siblings, so rows may only be
 * reordered at rest; and then there is little to reorder.
 */
export function keepOrder(
  indices: readonly number[],
  ids: readonly string[],
  rested: ReadonlyMap<string, number>,
): number[] {
  const placeOf = (index: number) => rested.get(ids[index] ?? '');
  const ahead = new Map<number, number[]>();
  let coming: number[] = [];
  for (const index of indices) {
    if (placeOf(index) === undefined) {
      coming.push(index);
    } else if (coming.length > 0) {
      ahead.set(index, coming);
      coming = [];
    }
  }
  const old = indices.filter((index) => placeOf(index) !== undefined);
  old.sort((one, other) => (placeOf(one) ?? 0) - (placeOf(other) ?? 0));
  return [...old.flatMap((index) => [...(ahead.get(index) ?? []), index]), ...coming];
}
