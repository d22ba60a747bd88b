import type { Ghost } from './ghost.ts';
import { seenOf, type Selection } from './legend.ts';
import type { Line, Lines } from './lines.ts';
import type { Arrangement, FigureName, Total } from './options.ts';
import { addLines, greatestOf, stackLines, sumOf, totalOf, type Values } from './sums.ts';

/** Id of the layer that adds up the lines without a colour of their own. */
export const REST = '\u0000rest';

/** A curve of the chart. */
interface Curve {
  /** Of a line, or {@link REST}. */
  id: string;
  /** As drawn: on top of others in a stack. */
  values: Values;
  /** Place among the colours; null for the rest. */
  rank: number | null;
}

/** What the chart draws, by figure. `primary` is by line; the other figure is one curve of them all. */
export interface View {
  times: readonly number[];
  primary: FigureName;
  curves: readonly Curve[];
  /** Lines that are seen and have no colour of their own, in overlay. */
  thin: readonly Values[];
  /** Requests of all lines that are seen, beside their cost. */
  beside: Values | null;
  /** The time before, of what `ghostOf` says. */
  ghost: Values | null;
  /** Whose time before it is: of a line, or null for all that are seen. */
  ghostOf: string | null;
  most: { primary: number | null; beside: number | null };
  /** Lines that are seen, in their order. */
  seen: readonly Line[];
  totals: Readonly<Record<FigureName, number | null>>;
}

interface Wanted {
  read: Lines;
  ghost: Ghost | null;
  /** Ids by usage; a line that is missing here comes last. */
  ranked: readonly string[];
  selection: Selection;
  figures: readonly FigureName[];
  arrangement: Arrangement;
  coloured: number;
  total: Total;
}

const none: Values = [];

/** What the chart draws of what was read. */
export function viewOf(wanted: Wanted): View {
  const { read, ghost, ranked, selection, figures, arrangement, coloured, total } = wanted;
  const { times } = read;
  const primary: FigureName = figures[0] ?? 'cost';
  const rankOf = new Map(ranked.map((id, rank) => [id, rank]));
  const inOrder = [...read.lines].sort(
    (one, other) => (rankOf.get(one.id) ?? Infinity) - (rankOf.get(other.id) ?? Infinity) || 0,
  );
  const ids = inOrder.map(({ id }) => id);
  const chosen = new Set(seenOf(selection, ids));
  const seen = inOrder.filter(({ id }) => chosen.has(id));
  const isColoured = (line: Line) => (rankOf.get(line.id) ?? Infinity) < coloured;
  const own = seen.filter(isColoured);
  const others = seen.filter((line) => !isColoured(line));
  const valuesOf = (lines: readonly Line[], figure: FigureName): Values[] =>
    lines.map((line) => line[figure] ?? none);
  const isStack = arrangement === 'stacked' && seen.length > 1;
  const ownValues = valuesOf(own, primary);
  const otherValues = valuesOf(others, primary);
  const plain: Curve[] = own.map(({ id }, index) => ({
    id,
    values: ownValues[index] ?? none,
    rank: rankOf.get(id) ?? null,
  }));
  const layers: Curve[] =
    others.length === 0
      ? plain
      : [...plain, { id: REST, values: addLines(otherValues, times.length), rank: null }];
  const curves = isStack
    ? stackLines(
        layers.map(({ values }) => values),
        times.length,
      ).map((values, index) => ({
        ...(layers[index] as Curve),
        values,
      }))
    : plain;
  const thin = isStack ? [] : otherValues;
  const beside = figures.length > 1 ? addLines(valuesOf(seen, 'requests'), times.length) : null;
  const shown = ghostOf(ghost, seen, primary, isStack, times.length, read.lines.length);
  return {
    times,
    primary,
    curves,
    thin,
    beside: beside?.some((value) => value !== null) === true ? beside : null,
    ghost: shown.values,
    ghostOf: shown.of,
    most: {
      primary: greatestOf([
        ...curves.map(({ values }) => values),
        ...thin,
        ...(shown.values === null ? [] : [shown.values]),
      ]),
      beside: beside === null ? null : greatestOf([beside]),
    },
    seen,
    totals: {
      cost: sumOf(valuesOf(seen, 'cost').map((values) => totalOf(values, total))),
      requests: sumOf(valuesOf(seen, 'requests').map((values) => totalOf(values, total))),
    },
  };
}

/**
 * The time before of what is drawn: of all in a stack, and of the first line where lines lie over each other, since a sum
 * would dwarf them. A ghost that knows no such lines is one of all.
 */
function ghostOf(
  ghost: Ghost | null,
  seen: readonly Line[],
  figure: FigureName,
  isStack: boolean,
  buckets: number,
  lines: number,
): { values: Values | null; of: string | null } {
  if (ghost === null) return { values: null, of: null };
  const known = seen.flatMap(({ id, name }) => {
    const values = ghost.lines.get(id)?.[figure];
    return values === null || values === undefined ? [] : [{ name, values }];
  });
  const first = known[0];
  if (first === undefined) return { values: ghost.all[figure], of: null };
  if (!isStack) return { values: first.values, of: lines > 1 ? first.name : null };
  return {
    values:
      seen.length === lines
        ? ghost.all[figure]
        : addLines(
            known.map(({ values }) => values),
            buckets,
          ),
    of: null,
  };
}
