import type { DataFrame } from '@grafana/data';
import { numberAt, textAt } from '@hubscope/panel-kit/data/fields.ts';
import { NONE } from '@hubscope/panel-kit/format/figure.ts';
import type { BoardFields } from './fields.ts';

/** A row of a board, without its figures: those are read when it is drawn. */
export interface BoardRow {
  /** The same for the same subject in every answer. */
  id: string;
  /** Row of the frame. */
  index: number;
  /** Null: it stands for all others, and has no place of its own. */
  rank: number | null;
  name: string;
  value: number | null;
  /** The viewer's own, or one that somebody wants to keep in sight. */
  own: boolean;
  /** Stands apart from the others, beyond the limit of the question. */
  beyond: boolean;
}

/** A board. */
export interface Board {
  rows: readonly BoardRow[];
  /** Subjects that there are, shown or not. */
  count: number;
  /** The greatest value, which fills a bar. */
  most: number;
  /** Digits of the greatest rank. */
  digits: number;
}

/** What Hubscope's data source says of a board in `meta.custom`. */
interface Said {
  ids: readonly (string | number)[];
  /** Rows at the end that are the viewer's own, beyond the limit. */
  own: number;
  /** Rows at the end that add up all others. */
  rest: number;
  count: number | null;
}

function saidOf(frame: DataFrame): Said {
  const custom: unknown = frame.meta?.custom;
  const { ids, own, rest, count } = (typeof custom === 'object' && custom !== null ? custom : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    ids: Array.isArray(ids) ? (ids as (string | number)[]) : [],
    own: typeof own === 'number' ? own : 0,
    rest: typeof rest === 'number' ? rest : 0,
    count: typeof count === 'number' ? count : null,
  };
}

/** Reads a board. `pinned`: names that are kept in sight. */
export function readBoard(fields: BoardFields, pinned: ReadonlySet<string>): Board {
  const { frame, rank, name, value } = fields;
  const said = saidOf(frame);
  const ids = idsOf(fields, said.ids);
  const ranks = rank === undefined ? ranksOf(fields, said.rest) : null;
  const rows = Array.from({ length: frame.length }, (_, index): BoardRow => {
    const beyond = index >= frame.length - said.own;
    const called = textAt(name, index) ?? NONE;
    return {
      id: ids[index] ?? String(index),
      index,
      rank: ranks === null ? numberAt(rank, index) : (ranks[index] ?? null),
      name: called,
      value: numberAt(value, index),
      own: beyond || pinned.has(called),
      beyond,
    };
  });
  if (ranks !== null) rows.sort((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity));
  return {
    rows,
    count: Math.max(said.count ?? 0, rows.length - said.rest),
    most: rows.reduce((most, row) => Math.max(most, row.rank === null ? 0 : (row.value ?? 0)), 0),
    digits: String(rows.reduce((most, row) => Math.max(most, row.rank ?? 0), 0)).length,
  };
}

/** Ids by what tells rows apart in the data; rows that nothing tells apart, by their number among their like. */
function idsOf({ frame, name, beside }: BoardFields, ids: Said['ids']): string[] {
  const seen = new Map<string, number>();
  const plain = Array.from({ length: frame.length }, (_, index) => String(ids[index] ?? textAt(name, index)));
  const isTold = new Set(plain).size === plain.length;
  return plain.map((id, index) => {
    const told = isTold ? id : [id, ...beside.map((field) => textAt(field, index) ?? '')].join('\t');
    const before = seen.get(told) ?? 0;
    seen.set(told, before + 1);
    return before === 0 ? told : `${told}\t${before}`;
  });
}

/** Ranks by the value, where nobody gives them: the greatest first, what is not known last, ties as they came. */
function ranksOf({ frame, value }: BoardFields, rest: number): number[] {
  const values = Array.from(
    { length: frame.length - rest },
    (_, index) => numberAt(value, index) ?? -Infinity,
  );
  const order = values
    .map((_, index) => index)
    .sort((one, other) => compare(values[other] ?? 0, values[one] ?? 0));
  const ranks = new Array<number>(values.length);
  order.forEach((index, place) => {
    ranks[index] = place + 1;
  });
  return ranks;
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

/** How much of a bar a value fills. */
export const shareOf = (value: number | null, most: number): number =>
  value === null || most <= 0 ? 0 : Math.min(1, Math.max(0, value / most));

const FADE = 0.13;
const FAINTEST = 0.46;

/** How strong the bar of a rank is: one hue, fading with rank. */
export const strengthOf = (rank: number | null): number =>
  rank === null ? FAINTEST : Math.max(FAINTEST, 1 - (rank - 1) * FADE);
