import { emsOf } from '@hubscope/panel-kit/format/widths.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { candidatesOf, isWords, type Column, type Form } from './columns.ts';
import type { Mode, Part } from './options.ts';
import { partWord } from './words.ts';

/** How rows are laid out at a size. */
export interface Layout {
  form: Form;
  columns: readonly Column[];
  /** Columns of the grid of each row. */
  template: string;
  /** Whether columns of figures are as wide as what they were measured by; else all columns had to give way. */
  isRoomy: boolean;
  /** Px between columns. */
  gap: number;
  /** Px of a row, and of the head. */
  row: number;
  head: number;
}

/** The widest that a part says in its first line, and under another one, in ems of each. */
export interface Widest {
  over: number;
  under: number;
}

/** Words that are cut below `least` say nothing; with `fair` they can mostly be read. In ems. */
const words: Readonly<Partial<Record<Part, { least: number; fair: number }>>> = {
  model: { least: 7, fair: 9.8 },
  provider: { least: 6, fair: 9 },
  user: { least: 4.5, fair: 6 },
  key: { least: 4.5, fair: 6 },
  session: { least: 4.5, fair: 6 },
};
/** A table shows this much of all words, or two lines are better. */
const TABLE = 15;
/** No words need more. */
const MOST = 24;
/** How much less there is of words in a tile. */
const BRIEF = 0.7;
/** Ems by which the estimate of words may be wrong. */
const EASE = 0.12;
/** Room of the mark of what is slow, in ems. */
const SLOW = 1.1;
/** Two lines are wider than they are dense: on a wall, their columns stand nearer. */
const NEAR = 0.65;
/** Figures change, columns do not: px that they are rounded up to. */
const STEP = 2;

/** Px that a column needs. */
interface Need {
  isWords: boolean;
  least: number;
  fair: number;
  natural: number;
}

interface Asked {
  mode: Mode;
  width: number;
  scale: Pick<Scale, 'label' | 'small' | 'gap' | 'padding' | 'density'>;
  widest: ReadonlyMap<Part, Widest>;
}

/** What the head of a column says. */
export const headText = ({ over, under }: Column, mode: Mode): string =>
  [over, ...(isWords(over) ? under.filter((part) => part !== 'user') : [])]
    .map((part) => partWord(part, mode))
    .join(' · ');

function needOf(column: Column, form: Form, { mode, widest, scale: { label, small } }: Asked): Need {
  const { over, under } = column;
  const first = (widest.get(over)?.over ?? 0) * (over === 'status' ? small : label);
  const second = under.reduce((sum, part) => sum + (widest.get(part)?.under ?? 0) + 1, -1) * small;
  const head = form === 'brief' ? 0 : emsOf(headText(column, mode)) * small;
  const own = Math.max(first + (over === 'latency' && form !== 'lines' ? SLOW * label : 0), second);
  const known = words[over];
  if (known === undefined) {
    const whole = Math.ceil(Math.max(own, head) / STEP) * STEP;
    return { isWords: false, least: whole, fair: whole, natural: whole };
  }
  const natural = own + EASE * label;
  const fair = Math.max(head, Math.min(natural, (form === 'table' ? TABLE : known.fair) * label));
  const least =
    form === 'table' ? fair : Math.min(fair, known.least * label * (form === 'brief' ? BRIEF : 1));
  return { isWords: true, least, fair, natural: Math.max(fair, Math.min(natural, MOST * label)) };
}

/** Columns, and the least that each of them gets. */
interface Draft {
  columns: readonly Column[];
  needs: readonly Need[];
  room: number;
  start: readonly number[];
  /** Whether all of them get that; else all give way. */
  isRoomy: boolean;
  fits: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The most columns that have room, or the fewest that there may be. What may go goes before words are cut. */
function draftOf(form: Form, gap: number, asked: Asked): Draft | undefined {
  const { mode, width, scale, widest } = asked;
  const drafts = candidatesOf(form, mode, new Set(widest.keys())).map(({ columns, spare }): Draft => {
    const needs = columns.map((column) => needOf(column, form, asked));
    const room = Math.max(0, width - scale.padding * 2 - gap * (columns.length - 1));
    const [fair, least] = [needs.map((need) => need.fair), needs.map((need) => need.least)];
    const isFair = sum(fair) <= room;
    const start = isFair ? fair : least;
    const isRoomy = sum(start) <= room;
    return { columns, needs, room, start, isRoomy, fits: isFair || (!spare && isRoomy) };
  });
  return drafts.find(({ fits }) => fits) ?? drafts.at(-1);
}

/** What fits into a width. */
export function layoutOf(asked: Asked): Layout {
  const { label, small, gap, density } = asked.scale;
  const finish = (form: Form, between: number, row: number, draft: Draft | undefined): Layout => ({
    form,
    columns: draft?.columns ?? [],
    template: (draft === undefined ? [] : widthsOf(draft)).map((each) => `${each}px`).join(' '),
    isRoomy: draft?.isRoomy === true,
    gap: between,
    row: Math.round(row),
    head: Math.round(small * 2),
  });
  if (density === 'tile') return finish('brief', gap, label * 1.9, draftOf('brief', gap, asked));
  const table = draftOf('table', gap, asked);
  if (table?.fits === true) return finish('table', gap, label * 2.4, table);
  const near = density === 'wall' ? Math.round(gap * NEAR) : gap;
  const height = (label + small) * 1.3 + label * 0.66;
  return finish('lines', near, height, draftOf('lines', near, asked));
}

/** Words get what they need first; then they share what is left, each by its own length. */
function widthsOf({ needs, room, start, isRoomy }: Draft): number[] {
  const least = sum(start);
  if (!isRoomy) return start.map((each) => Math.floor((each * room) / least));
  const wanted = needs.map(({ natural }, index) => natural - (start[index] ?? 0));
  const share = Math.min(1, (room - least) / Math.max(1, sum(wanted)));
  const given = start.map((each, index) => each + (wanted[index] ?? 0) * share);
  const over = Math.max(0, room - sum(given));
  const lengths = needs.map((need) => (need.isWords ? need.natural : 0));
  const all = Math.max(1, sum(lengths));
  return given.map((each, index) => Math.floor(each + (over * (lengths[index] ?? 0)) / all));
}
