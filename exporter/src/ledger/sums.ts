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
import { clearStaging, touchedTable } from './staging.ts';
import { GRAIN_MS, instant, sumTable, sumTables } from './tables.ts';

/**
 * The span whose sums are kept, Unix ms, both ends on quarters: within it every quarter table holds all quarters,
 * and the others all whole hours or UTC days. It only grows, until everything is made anew.
 */
export interface SummedSpan {
  from: number;
  to: number;
}

/** The part of a span that is whole quarters, hours or UTC days; empty (from = to) when there is none. */
export function wholeUnits({ from, to }: SummedSpan, grain: Grain): SummedSpan {
  const length = GRAIN_MS[grain];
  const first = Math.ceil(from / length) * length;
  return { from: first, to: Math.max(first, Math.floor(to / length) * length) };
}

/** Beginning of the quarter, hour or day of `created_at`, also before 1970. */
const beginning = (grain: Grain) => {
  const micros = GRAIN_MS[grain] * 1000;
  return `make_timestamptz(epoch_us(created_at) - ((epoch_us(created_at) % ${micros}) + ${micros}) % ${micros})`;
};

const within = ({ from, to }: SummedSpan) => `created_at >= ${instant(from)} AND created_at < ${instant(to)}`;

/** Which sums are made anew: conditions on the beginnings that a table holds, and on rows or finer sums they are made of. */
type Part = Record<Grain, { held: string; madeOf: string }>;

/** Adds up one table's sums: from quarters where there are quarters, else from rows. */
function summarise(grain: Grain, family: FamilyName, madeOf: string): string {
  const { dimensions } = families[family];
  const quarters = grain === 'quarter' ? undefined : sumsFor(family, 'quarter');
  const source =
    quarters !== undefined
      ? `SELECT ${sumColumns(family).join(', ')} FROM ${sumTable('quarter', quarters)} WHERE ${madeOf}`
      : `SELECT ${rowAsSums(family, duckdbDialect)} FROM rows WHERE billable AND ${madeOf}`;
  const sums = measureNames.map((name) => `sum(${name})`);
  return `
    INSERT INTO ${sumTable(grain, family)}
    SELECT ${beginning(grain)} AS begun, ${[...dimensions, ...sums].join(', ')}
    FROM (${source}) AS part GROUP BY begun, ${dimensions.join(', ')}`;
}

async function redo(connection: Queryable, part: Part): Promise<void> {
  // sumTables has quarters first, since the others are made of them.
  for (const { grain, family } of sumTables) {
    await connection.query(`DELETE FROM ${sumTable(grain, family)} WHERE ${part[grain].held}`);
    await connection.query(summarise(grain, family, part[grain].madeOf));
  }
}

/** One of each grain. */
const eachGrain = <T>(make: (grain: Grain) => T) =>
  Object.fromEntries(grains.map((grain) => [grain, make(grain)])) as Record<Grain, T>;

const nothing = { held: 'false', madeOf: 'false' };

function redoSpan(connection: Queryable, part: SummedSpan, summed: SummedSpan): Promise<void> {
  const conditions = eachGrain((grain) => {
    const length = GRAIN_MS[grain];
    const kept = wholeUnits(summed, grain);
    const from = Math.max(kept.from, Math.floor(part.from / length) * length);
    const to = Math.min(kept.to, Math.ceil(part.to / length) * length);
    return from < to ? { held: within({ from, to }), madeOf: within({ from, to }) } : nothing;
  });
  return redo(connection, conditions);
}

/**
 * Makes anew the sums of every quarter, hour and day that holds an instant of `changed`, an SQL query with a column
 * created_at. `summed` is the whole span that is kept.
 */
export async function redoSums(connection: Queryable, changed: string, summed: SummedSpan): Promise<void> {
  const part = eachGrain(() => nothing);
  for (const grain of grains) {
    const table = touchedTable(grain);
    await connection.query(
      `INSERT INTO temp.${table}
       SELECT DISTINCT ${beginning(grain)} AS begun FROM (${changed}) AS changed WHERE ${within(wholeUnits(summed, grain))}`,
    );
    const [span] = await connection.query<{ first: Date | null; last: Date | null }>(
      `SELECT min(begun) AS first, max(begun) AS last FROM ${table}`,
    );
    // Where no quarter is touched no hour is, and where no hour is no day.
    if (span === undefined || span.first === null || span.last === null) break;
    const bounds = within({ from: span.first.getTime(), to: span.last.getTime() + GRAIN_MS[grain] });
    part[grain] = {
      held: `created_at IN (SELECT begun FROM ${table})`,
      madeOf: `${bounds} AND ${beginning(grain)} IN (SELECT begun FROM ${table})`,
    };
  }
  if (part.quarter === nothing) return;
  await redo(connection, part);
  for (const grain of grains) await clearStaging(connection, touchedTable(grain));
}

/** Grows the span to `next` (which holds `summed`), and adds up what is new. */
export async function growSums(connection: Queryable, summed: SummedSpan, next: SummedSpan): Promise<void> {
  if (next.from < summed.from) await redoSpan(connection, { from: next.from, to: summed.from }, next);
  if (next.to > summed.to) await redoSpan(connection, { from: summed.to, to: next.to }, next);
}
