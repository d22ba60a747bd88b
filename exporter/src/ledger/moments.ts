import { GRAIN_MS, instant } from './tables.ts';

/*
 * The copy keeps the plans of statements that come again word for word (statements.ts). Most ends of spans stay the same
 * for a quarter of an hour or longer; one that is of this very moment is a value of the statement instead of a part of it.
 */

const MARK = /\{moment (-?\d+)\}/g;

/**
 * SQL conditions on a column of instants: at or after `from`, before `to` (Unix ms; open where undefined), for a
 * statement that {@link bindMoments} completes. The quarter hours around them are in the text, since DuckDB leaves out
 * the parts of a table that hold none of a span by what is written there alone.
 */
export function momentConditions(
  { from, to }: { from?: number | undefined; to?: number | undefined },
  column: string,
): string[] {
  return [
    ...(from === undefined ? [] : atOrAfter(from, column)),
    ...(to === undefined ? [] : before(to, column)),
  ];
}

const quarter = (ms: number, round: (quarters: number) => number) =>
  round(ms / GRAIN_MS.quarter) * GRAIN_MS.quarter;

const isOfTheText = (ms: number) => !Number.isFinite(ms) || ms % GRAIN_MS.quarter === 0;

const atOrAfter = (from: number, column: string): string[] =>
  isOfTheText(from)
    ? [`${column} >= ${instant(from)}`]
    : [`${column} >= ${instant(quarter(from, Math.floor))}`, `${column} >= {moment ${from}}`];

const before = (to: number, column: string): string[] =>
  isOfTheText(to)
    ? [`${column} < ${instant(to)}`]
    : [`${column} < ${instant(quarter(to, Math.ceil))}`, `${column} < {moment ${to}}`];

/** A statement with the moments in it as further values, so that its text is the same at the next. */
export function bindMoments(
  sql: string,
  values: readonly unknown[] = [],
): { sql: string; values: readonly unknown[] } {
  const moments: string[] = [];
  const text = sql.replace(MARK, (_, ms: string) => {
    const known = moments.indexOf(ms);
    const place = known === -1 ? moments.push(ms) : known + 1;
    return `make_timestamptz($${values.length + place}::BIGINT)`;
  });
  return { sql: text, values: [...values, ...moments.map((ms) => BigInt(ms) * 1000n)] };
}
