import { GRAIN_MS, instant } from './tables.ts';

/*
 * The copy keeps the plans of statements that come again word for word (statements.ts). Most ends of spans stay the same
 * for a quarter of an hour or longer. One that is of this very moment stands in a table of the connection's own instead
 * of in the statement; as a value of it, it would be no better: DuckDB plans statements with values anew each time.
 */

/** Creates the table of a connection's moments. */
export const createMoments = 'CREATE TEMP TABLE moments AS SELECT []::BIGINT[] AS micros';

/** Writes down the moments that the next statement is about, Unix microseconds. */
export const setMoments = (micros: readonly bigint[]): string =>
  `UPDATE temp.moments SET micros = [${micros.join(', ')}]::BIGINT[]`;

const MARK = /\{moment (-?\d+)\}/g;

/**
 * SQL conditions on a column of instants: at or after `from`, before `to` (Unix ms; open where undefined), for a
 * statement that {@link tellMoments} completes. The quarter hours around them are in the text, since DuckDB leaves out
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

/** A statement whose text is the same at other moments of a quarter hour, and the moments that it is about now. */
export function tellMoments(sql: string): { sql: string; moments: readonly bigint[] } {
  const known: string[] = [];
  const text = sql.replace(MARK, (_, ms: string) => {
    const index = known.indexOf(ms);
    const place = index === -1 ? known.push(ms) : index + 1;
    return `(SELECT make_timestamptz(micros[${place}]) FROM temp.moments)`;
  });
  return { sql: text, moments: known.map((ms) => BigInt(ms) * 1000n) };
}
