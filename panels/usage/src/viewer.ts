import { useState } from 'react';
import { everything, type Selection } from './legend.ts';
import type { Lines } from './lines.ts';
import { figureNames, type Arrangement, type FigureName, type Options } from './options.ts';
import { rankLines, structureOf } from './ranks.ts';

/** Figures that are drawn, of those that there are: what the viewer, else the option, wants; never none. */
function figuresShown(
  known: readonly FigureName[],
  wanted: readonly FigureName[] | null,
  option: Options['figures'],
): FigureName[] {
  const asked = wanted ?? (option === 'auto' ? known : [option]);
  const shown = known.filter((figure) => asked.includes(figure));
  return shown.length > 0 ? shown : known.slice(0, 1);
}

interface Viewer {
  figures: readonly FigureName[];
  toggleFigure: (figure: FigureName) => void;
  arrangement: Arrangement;
  arrange: (arrangement: Arrangement) => void;
  selection: Selection;
  select: (selection: Selection) => void;
  /** Ids by usage, from when the lines last changed, or a bucket began: colours do not jump with each value. */
  ranked: readonly string[];
}

/** What the viewer has chosen; it stays through new data. */
export function useViewer(read: Lines, now: number | null, options: Options): Viewer {
  const known = figureNames.filter((figure) => read.fields[figure] !== undefined);
  const [wanted, setWanted] = useState<readonly FigureName[] | null>(null);
  const [arrangement, arrange] = useState<Arrangement | null>(null);
  const [selection, select] = useState(everything);
  const shown = figuresShown(known, wanted, options.figures);
  const primary = shown[0] ?? 'cost';
  const begun = now === null ? read.times.length : read.times.findLastIndex((time) => time <= now);
  const structure = `${begun} ${structureOf(read, primary)}`;
  const [rank, setRank] = useState({ structure: '', ranked: [] as string[], figures: shown });
  const isOld = rank.structure !== structure || rank.figures.join() !== shown.join();
  const current = isOld ? { structure, ranked: rankLines(read.lines, primary), figures: shown } : rank;
  if (isOld) setRank(current);
  return {
    figures: current.figures,
    toggleFigure(figure) {
      const next = shown.includes(figure) ? shown.filter((other) => other !== figure) : [...shown, figure];
      if (next.length > 0) setWanted(next);
    },
    arrangement: arrangement ?? options.arrangement,
    arrange,
    selection,
    select,
    ranked: current.ranked,
  };
}
