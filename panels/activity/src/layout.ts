import { emsOf, stepped } from '@hubscope/panel-kit/format/widths.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { columnsOf, isWords, type Column, type Form } from './columns.ts';
import type { Mode, Part } from './options.ts';
import { partWord } from './words.ts';

/** How rows are laid out at a size. */
export interface Layout {
  form: Form;
  columns: readonly Column[];
  /** Columns of the grid of each row. */
  template: string;
  /** Px. */
  row: number;
  head: number;
}

/** The widest that a part says in its first line, and under another one, in ems of each. */
export interface Widest {
  over: number;
  under: number;
}

/** Least and most of words, in ems: what is longer is cut. */
const LEAST: Readonly<Partial<Record<Part, number>>> = {
  model: 8,
  provider: 7,
  user: 5.5,
  key: 5.5,
  session: 5,
};
const MOST = 24;
/** As much of words as a table should show, or two lines are better. */
const ENOUGH = 15;
/** Room of the mark of what is slow. */
const SLOW = 1.1;

interface Need {
  words: boolean;
  least: number;
  natural: number;
}

type Sizes = Pick<Scale, 'label' | 'small' | 'gap' | 'padding' | 'density'>;

/** What the head of a column says. */
export const headText = ({ over, under }: Column, mode: Mode): string =>
  [over, ...(isWords(over) ? under.filter((part) => part !== 'user') : [])]
    .map((part) => partWord(part, mode))
    .join(' · ');

function needOf(
  column: Column,
  form: Form,
  mode: Mode,
  widest: ReadonlyMap<Part, Widest>,
  { label, small }: Sizes,
): Need {
  const { over, under } = column;
  const first = (widest.get(over)?.over ?? 0) * (over === 'status' ? small : label);
  const second = under.reduce((sum, part) => sum + (widest.get(part)?.under ?? 0) + 1, -1) * small;
  const natural = Math.max(first + (over === 'latency' ? SLOW * label : 0), second);
  if (isWords(over)) {
    const least = Math.min(natural, (LEAST[over] ?? 0) * label);
    return { words: true, least, natural: Math.max(least, Math.min(natural, MOST * label)) };
  }
  const head = form === 'brief' ? 0 : emsOf(headText(column, mode)) * small;
  const whole = stepped(Math.max(natural, head));
  return { words: false, least: whole, natural: whole };
}

/** The columns of some that have room, or the fewest that there may be. */
function layOut(
  form: Form,
  { mode, width, scale, widest }: Asked,
  isEnough: (needs: readonly Need[], room: number) => boolean,
): { columns: Column[]; needs: Need[]; room: number; fits: boolean } {
  const { gap, padding } = scale;
  const candidates = columnsOf(form, mode, new Set(widest.keys())).map((columns) => {
    const needs = columns.map((column) => needOf(column, form, mode, widest, scale));
    const room = Math.max(0, width - padding * 2 - gap * (columns.length - 1));
    return { columns, needs, room, fits: isEnough(needs, room) };
  });
  const last = candidates.at(-1) ?? { columns: [], needs: [], room: 0, fits: false };
  return candidates.find(({ fits }) => fits) ?? last;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

interface Asked {
  mode: Mode;
  width: number;
  scale: Sizes;
  widest: ReadonlyMap<Part, Widest>;
}

/** What fits into a width. */
export function layoutOf(asked: Asked): Layout {
  const { label, small, density } = asked.scale;
  const fits = (needs: readonly Need[], room: number) => sum(needs.map(({ least }) => least)) <= room;
  if (density === 'tile') {
    return finish('brief', layOut('brief', asked, fits), Math.round(label * 1.9), asked.scale);
  }
  const enough = (needs: readonly Need[], room: number) =>
    sum(needs.map(({ least, natural }) => Math.max(least, Math.min(natural, ENOUGH * label)))) <= room;
  const table = layOut('table', asked, enough);
  if (table.fits) return finish('table', table, Math.round(label * 2.4), asked.scale);
  return finish(
    'lines',
    layOut('lines', asked, fits),
    Math.round((label + small) * 1.3 + label * 0.66),
    asked.scale,
  );
}

/** Words get what they need first, then what is left, each by its own length. */
function finish(
  form: Form,
  { columns, needs, room }: ReturnType<typeof layOut>,
  row: number,
  { small }: Sizes,
): Layout {
  const left = Math.max(0, room - sum(needs.map(({ least }) => least)));
  const wanted = needs.map(({ least, natural }) => natural - least);
  const share = Math.min(1, left / Math.max(1, sum(wanted)));
  const given = needs.map(({ least }, index) => least + (wanted[index] ?? 0) * share);
  const over = Math.max(0, room - sum(given));
  const words = sum(needs.map(({ words: isWord, natural }) => (isWord ? natural : 0)));
  const widths = needs.map(({ words: isWord, natural }, index) =>
    Math.floor((given[index] ?? 0) + (isWord ? (over * natural) / words : 0)),
  );
  const cut = fitInto(widths, room);
  return {
    form,
    columns,
    template: cut.map((each) => `${each}px`).join(' '),
    row,
    head: Math.round(small * 2),
  };
}

/** Where even the least is too much, all columns give way. */
function fitInto(widths: readonly number[], room: number): readonly number[] {
  const all = sum(widths);
  return all <= room ? widths : widths.map((each) => Math.floor((each * room) / all));
}
