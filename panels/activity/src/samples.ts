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

/** The widest texts of each part, of some rows. */
export function widestOf(entries: readonly Entry[], drawn: Drawn): Map<Part, Widest> {
  const dearest = entries.reduce<Entry | undefined>(
    (most, entry) => (most === undefined || costOf(entry) > costOf(most) ? entry : most),
    undefined,
  );
  const rows = [...entries.slice(0, ROWS), ...(dearest === undefined ? [] : [dearest])];
  return new Map(
    [...drawn.fields.keys()].map((part): [Part, Widest] => {
      const widest = { over: 0, under: 0 };
      for (const entry of rows) {
        const over = overLine(part, entry, drawn);
        const under = underText(part, entry, drawn);
        if (over !== null) widest.over = Math.max(widest.over, emsOfLine(over));
        if (under !== null) widest.under = Math.max(widest.under, emsOf(under));
      }
      return [part, widest];
    }),
  );
}

interface Kept {
  of: string;
  widest: ReadonlyMap<Part, Widest>;
}

/** The widest that was ever seen: columns do not move with each answer. */
function grown(before: ReadonlyMap<Part, Widest>, now: ReadonlyMap<Part, Widest>): Map<Part, Widest> {
  return new Map(
    [...now].map(([part, { over, under }]) => [
      part,
      {
        over: Math.max(over, before.get(part)?.over ?? 0),
        under: Math.max(under, before.get(part)?.under ?? 0),
      },
    ]),
  );
}

/** How rows are laid out; the same object for as long as it is the same layout, or all rows would be drawn again. */
export function useLayout(entries: readonly Entry[], drawn: Drawn, width: number, scale: Scale): Layout {
  const { mode, fields } = drawn;
  const now = useMemo(() => widestOf(entries, drawn), [entries, drawn]);
  const of = `${mode} ${[...fields.keys()].join()}`;
  const [kept, setKept] = useState<Kept>({ of, widest: now });
  const next = kept.of === of ? grown(kept.widest, now) : now;
  const isWider = kept.of !== of || !alike(Object.fromEntries(next), Object.fromEntries(kept.widest));
  if (isWider) setKept({ of, widest: next });
  const widest = isWider ? next : kept.widest;
  const layout = layoutOf({ mode, width, scale, widest });
  const [last, setLast] = useState(layout);
  if (alike(last, layout)) return last;
  setLast(layout);
  return layout;
}
