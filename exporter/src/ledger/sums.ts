import type { Queryable } from '../gateway/postgres.ts';
import {
  duckdbDialect,
  families,
  grains,
  measureNames,
  rowAsSums,
  sumColumns,
  sumsFor,
  type FamilyName,
  type Grain,
} from './measures.ts';
import { replaceRows } from './staging.ts';
import { GRAIN_MS, instant, sumTable, sumTables } from './tables.ts';

/**
 * The span whose sums are kept, Unix ms, both ends on quarters. Sums of hours and UTC days are kept of those that lie
 * in it whole; sums of quarters from its beginning on without an end, once it is not empty. It only grows, until
 * everything is made anew.
 */
export interface SummedSpan {
  from: number;
  to: number;
}

/**
 * The part of a span of which the sums of a grain are kept: whole units, without an end (Infinity) for quarters;
 * empty (from = to) when there is none.
 */
export function wholeUnits({ from, to }: SummedSpan, grain: Grain): SummedSpan {
  if (grain === 'quarter' && from < to) return { from, to: Infinity };
  const length = GRAIN_MS[grain];
  const first = Math.ceil(from / length) * length;
  return { from: first, to: Math.max(first, Math.floor(to / length) * length) };
}

/** Beginning of the quarter, hour or day of `created_at`, also before 1970. */
const beginning = (grain: Grain) => {
  const micros = GRAIN_MS[grain] * 1000;
  return `make_timestamptz(epoch_us(created_at) - ((epoch_us(created_at) % ${micros}) + ${micros}) % ${micros})`;
};

const within = ({ from, to }: SummedSpan) =>
  `created_at >= ${instant(from)}${to === Infinity ? '' : ` AND created_at < ${instant(to)}`}`;

/** The units that hold an instant of a span, as far as their sums are kept; undefined when there are none. */
function unitsOf(part: SummedSpan, summed: SummedSpan, grain: Grain): SummedSpan | undefined {
  const length = GRAIN_MS[grain];
  const kept = wholeUnits(summed, grain);
  const from = Math.max(kept.from, Math.floor(part.from / length) * length);
  const to = Math.min(kept.to, Math.ceil(part.to / length) * length);
  return from < to ? { from, to } : undefined;
}

/** Sums of a query that gives a unit's or row's figures, by unit and dimensions. */
function grouped(grain: Grain, family: FamilyName, figures: string): string {
  const { dimensions } = families[family];
  const sums = measureNames.map((name) => `sum(${name}) AS ${name}`);
  return `SELECT ${[`${beginning(grain)} AS begun`, ...dimensions, ...sums].join(', ')}
    FROM (${figures}) AS part GROUP BY ${['begun', ...dimensions].join(', ')}`;
}

/** Where nothing is left of a unit's requests, or never was, there is no sum. */
const notEmpty = 'HAVING sum(requests) <> 0';

/** Adds up a part of a table: from quarters where there are quarters, else from rows. */
function summarise(grain: Grain, family: FamilyName, part: SummedSpan): string {
  const quarters = grain === 'quarter' ? undefined : sumsFor(family, 'quarter');
  const figures =
    quarters === undefined
      ? `SELECT ${rowAsSums(family, duckdbDialect)} FROM rows WHERE billable AND ${within(part)}`
      : `SELECT ${sumColumns(family).join(', ')} FROM ${sumTable('quarter', quarters)} WHERE ${within(part)}`;
  return `INSERT INTO ${sumTable(grain, family)} ${grouped(grain, family, figures)} ${notEmpty}`;
}

/** Makes the sums of some grains anew, of every unit that holds an instant of `part`. */
async function redo(
  connection: Queryable,
  redone: readonly Grain[],
  part: SummedSpan,
  summed: SummedSpan,
): Promise<void> {
  // sumTables has quarters first, since the others are made of them.
  for (const { grain, family } of sumTables) {
    const units = unitsOf(part, summed, grain);
    if (units === undefined || !redone.includes(grain)) continue;
    await connection.query(`DELETE FROM ${sumTable(grain, family)} WHERE ${within(units)}`);
    await connection.query(summarise(grain, family, units));
  }
}

/**
 * Adds what came (FROM item `arriving`) to the sums and takes from them what went (`outdated`), as lines of their own:
 * a group's sums are those of all its lines, and all 0 when its rows are gone. `first` is the earliest instant (Unix
 * ms) of these rows. Runs inside a write transaction.
 */
export async function changeSums(
  connection: Queryable,
  arriving: string,
  outdated: string,
  first: number,
  summed: SummedSpan,
): Promise<void> {
  if (summed.from === summed.to) return;
  for (const { grain, family } of sumTables) {
    if (grain !== 'quarter' && first >= summed.to) continue;
    const { dimensions } = families[family];
    const figures = (rows: string) =>
      `SELECT ${rowAsSums(family, duckdbDialect)} FROM ${rows} WHERE billable AND ${within(wholeUnits(summed, grain))}`;
    const taken = ['created_at', ...dimensions, ...measureNames.map((name) => `-${name} AS ${name}`)];
    await connection.query(
      `INSERT INTO ${sumTable(grain, family)} ${grouped(
        grain,
        family,
        `${figures(arriving)} UNION ALL SELECT ${taken.join(', ')} FROM (${figures(outdated)}) AS gone`,
      )}`,
    );
  }
}

/** Makes one line of each group's lines, in every unit that holds an instant of `part`. Runs inside a write transaction. */
export async function compactSums(
  connection: Queryable,
  part: SummedSpan,
  summed: SummedSpan,
  compacted: readonly Grain[] = grains,
): Promise<void> {
  for (const { grain, family } of sumTables) {
    const units = unitsOf(part, summed, grain);
    if (units === undefined || !compacted.includes(grain)) continue;
    const table = sumTable(grain, family);
    const lines = `SELECT ${sumColumns(family).join(', ')} FROM ${table} WHERE ${within(units)}`;
    await replaceRows(connection, table, within(units), `${grouped(grain, family, lines)} ${notEmpty}`);
  }
}

/** Grows the span to `next` (which holds `summed`), and adds up what is new. Runs inside a write transaction. */
export async function growSums(connection: Queryable, summed: SummedSpan, next: SummedSpan): Promise<void> {
  if (summed.from === summed.to) {
    await redo(connection, grains, { from: next.from, to: Infinity }, next);
    return;
  }
  if (next.from < summed.from) await redo(connection, grains, { from: next.from, to: summed.from }, next);
  if (next.to > summed.to) {
    const settled = { from: summed.to, to: next.to };
    await compactSums(connection, settled, next, ['quarter']);
    await redo(connection, ['hour', 'day'], settled, next);
  }
}
