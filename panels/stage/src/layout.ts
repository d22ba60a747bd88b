/** Something with a width in a line. */
export interface Piece<Name extends string> {
  name: Name;
  /** Px. */
  width: number;
}

/** Which pieces fit beside each other, the most important ones first; one that is too wide makes room for the next. */
export function fitting<Name extends string>(
  pieces: readonly Piece<Name>[],
  room: number,
  gap: number,
): ReadonlySet<Name> {
  const kept = new Set<Name>();
  let left = room;
  for (const { name, width } of pieces) {
    const needs = kept.size === 0 ? width : width + gap;
    if (needs > left) continue;
    kept.add(name);
    left -= needs;
  }
  return kept;
}

/** How many lines texts take when they wrap in their order; one that is wider than the room breaks into several. */
export function linesOf(widths: readonly number[], room: number, gap: number): number {
  let lines = 0;
  let left = -1;
  for (const width of widths) {
    if (lines > 0 && width + gap <= left) {
      left -= width + gap;
    } else {
      lines += width > room ? Math.ceil((width * BREAKING) / room) : 1;
      left = width > room ? -1 : room - width;
    }
  }
  return lines;
}

/** Lines that are broken between words are not full. */
const BREAKING = 1.15;

/** What of some pieces fits into some lines when they wrap, the most important ones first, in the order they stand. */
export function wrapped<Name extends string, Kept extends Piece<Name>>(
  pieces: readonly Kept[],
  importance: readonly Name[],
  room: number,
  gap: number,
  lines: number,
): Kept[] {
  let kept: Kept[] = [];
  for (const name of importance) {
    const more = pieces.filter((piece) => piece.name === name || kept.includes(piece));
    const widths = more.map(({ width }) => width);
    if (linesOf(widths, room, gap) <= lines) kept = more;
  }
  return kept;
}
