import { useMemo, useState } from 'react';
import { alike } from '@hubscope/panel-kit/data/alike.ts';
import { runningText } from '@hubscope/panel-kit/format/age.ts';
import { emsOf } from '@hubscope/panel-kit/format/widths.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { overLine, underText, type Drawn, type Line } from './cells.ts';
import type { Entry } from './entries.ts';
import { layoutOf, type Layout, type Widest } from './layout.ts';
import type { Part } from './options.ts';
import { agoText } from './words.ts';

/** Rows whose texts tell how wide columns must be, beside the one with the greatest cost. */
const ROWS = 24;
/** Of a mark, around its text. */
const PILL = 1.25;

function emsOfLine(line: Line): number {
  switch (line.look) {
    case 'text':
      return emsOf(line.text);
    case 'pill':
      return emsOf(line.text) + PILL;
    case 'clock':
      return emsOf(runningText(99));
    case 'age':
      return Math.max(emsOf(agoText(59 * 60)), emsOf(runningText(99)));
  }
}

const costOf = ({ numbers: { cost } }: Entry): number => cost ?? 0;

/** Rows that tell how wide columns must be. */
function sampleOf(entries: readonly Entry[]): Entry[] {
  const dearest = entries.reduce<Entry | undefined>(
    (most, entry) => (most === undefined || costOf(entry) > costOf(most) ? entry : most),
    undefined,
  );
  return [...entries.slice(0, ROWS), ...(dearest === undefined ? [] : [dearest])];
}

type Widths = ReadonlyMap<Part, Widest>;

/** The widest texts of each part: of some rows, or what was wider before. */
function grown(before: Widths, rows: readonly Entry[], drawn: Drawn): Widths {
  return new Map(
    [...drawn.fields.keys()].map((part): [Part, Widest] => {
      const widest = { over: 0, under: 0, ...before.get(part) };
      for (const entry of rows) {
        const over = overLine(part, entry, drawn);
        const under = underText(part, over);
        if (over !== null) widest.over = Math.max(widest.over, emsOfLine(over));
        if (under !== null) widest.under = Math.max(widest.under, emsOf(under));
      }
      return [part, widest];
    }),
  );
}

interface Seen {
  sample: readonly Entry[];
  drawn: Drawn;
  widths: Widths;
}

/** The widest that was ever seen: columns do not move with each answer. */
function useWidths(entries: readonly Entry[], drawn: Drawn): Widths {
  const [seen, setSeen] = useState<Seen>(() => {
    const sample = sampleOf(entries);
    return { sample, drawn, widths: grown(new Map(), sample, drawn) };
  });
  const sample = sampleOf(entries);
  const isOther = seen.drawn !== drawn;
  const known = new Set(isOther ? [] : seen.sample);
  const rows = sample.filter((entry) => !known.has(entry));
  if (!isOther && rows.length === 0) return seen.widths;
  const next = grown(isOther ? new Map() : seen.widths, rows, drawn);
  const isSame = alike(Object.fromEntries(next), Object.fromEntries(seen.widths));
  const widths = isSame ? seen.widths : next;
  setSeen({ sample, drawn, widths });
  return widths;
}

/** How rows are laid out; the same object for as long as it is the same layout, or all rows would be drawn again. */
export function useLayout(entries: readonly Entry[], drawn: Drawn, width: number, scale: Scale): Layout {
  const widest = useWidths(entries, drawn);
  const { mode } = drawn;
  const { label, small, gap, padding, density } = scale;
  const layout = useMemo(
    () => layoutOf({ mode, width, scale: { label, small, gap, padding, density }, widest }),
    [mode, width, label, small, gap, padding, density, widest],
  );
  const [last, setLast] = useState(layout);
  if (alike(last, layout)) return last;
  setLast(layout);
  return layout;
}
