import type { Queryable } from '../gateway/postgres.ts';
import {
  duckdbDialect,
  families,
  measureNames,
  rowAsSums,
  sumColumns,
  sumsFor,
  type FamilyName,
  type Grain,
} from './measures.ts';
import { DAY_MS, instant, QUARTER_MS, sumTable, sumTables } from './tables.ts';

/**
 * The span whose sums are kept, Unix ms, both ends on quarters: within it every quarter table holds all quarters,
 * and every day table all whole UTC days. It only grows, until everything is made anew.
 */
export interface SummedSpan {
  from: number;
  to: number;
}

/** The whole UTC days of a span; empty (from = to) when there is none. */
export function wholeDays({ from, to }: SummedSpan): SummedSpan {
  const first = Math.ceil(from / DAY_MS) * DAY_MS;
  return { from: first, to: Math.max(first, Math.floor(to / DAY_MS) * DAY_MS) };
}

/** Beginning of the quarter or day of `created_at`, also before 1970. */
const beginning = (grain: Grain) => {
  const micros = (grain === 'day' ? DAY_MS : QUARTER_MS) * 1000;
  return `make_timestamptz(epoch_us(created_at) - ((epoch_us(created_at) % ${micros}) + ${micros}) % ${micros})`;
};

const within = ({ from, to }: SummedSpan) => `created_at >= ${instant(from)} AND created_at < ${instant(to)}`;

/** Which sums are made anew: conditions on the beginnings that a table holds, and on rows or finer sums they are made of. */
type Part = Record<Grain, { held: string; madeOf: string }>;

/** Adds up one table's sums: days from quarters where there are quarters, else from rows. */
function summarise(grain: Grain, family: FamilyName, madeOf: string): string {
  const { dimensions } = families[family];
  const quarters = grain === 'day' ? sumsFor(family, 'quarter') : undefined;
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
  // sumTables has quarters before days, which are made of them.
  for (const { grain, family } of sumTables) {
    await connection.query(`DELETE FROM ${sumTable(grain, family)} WHERE ${part[grain].held}`);
    await connection.query(summarise(grain, family, part[grain].madeOf));
  }
}

function redoSpan(connection: Queryable, part: SummedSpan, summed: SummedSpan): Promise<void> {
  const kept = wholeDays(summed);
  const days = {
    from: Math.max(kept.from, Math.floor(part.from / DAY_MS) * DAY_MS),
    to: Math.min(kept.to, Math.ceil(part.to / DAY_MS) * DAY_MS),
  };
  const day = days.from < days.to ? within(days) : 'false';
  return redo(connection, {
    quarter: { held: within(part), madeOf: within(part) },
    day: { held: day, madeOf: day },
  });
}

/**
 * Makes anew the sums of every quarter and day that holds an instant of `changed`, an SQL query with a column
 * created_at. `summed` is the whole span that is kept.
 */
export async function redoSums(connection: Queryable, changed: string, summed: SummedSpan): Promise<void> {
  const kept: Record<Grain, SummedSpan> = { quarter: summed, day: wholeDays(summed) };
  const part = {} as Part;
  for (const grain of ['quarter', 'day'] as const) {
    const table = `touched_${grain}s`;
    await connection.query(
      `CREATE OR REPLACE TEMP TABLE ${table} AS
       SELECT DISTINCT ${beginning(grain)} AS begun FROM (${changed}) AS changed WHERE ${within(kept[grain])}`,
    );
    const [span] = await connection.query<{ first: Date | null; last: Date | null }>(
      `SELECT min(begun) AS first, max(begun) AS last FROM ${table}`,
    );
    if (span === undefined || span.first === null || span.last === null) {
      part[grain] = { held: 'false', madeOf: 'false' };
      continue;
    }
    const length = grain === 'day' ? DAY_MS : QUARTER_MS;
    const bounds = within({ from: span.first.getTime(), to: span.last.getTime() + length });
    part[grain] = {
      held: `created_at IN (SELECT begun FROM ${table})`,
      madeOf: `${bounds} AND ${beginning(grain)} IN (SELECT begun FROM ${table})`,
    };
  }
  if (part.quarter.held !== 'false' || part.day.held !== 'false') await redo(connection, part);
  for (const grain of ['quarter', 'day']) await connection.query(`DROP TABLE temp.touched_${grain}s`);
}

/** Grows the span to `next` (which holds `summed`), and adds up what is new. */
export async function growSums(connection: Queryable, summed: SummedSpan, next: SummedSpan): Promise<void> {
  if (next.from < summed.from) await redoSpan(connection, { from: next.from, to: summed.from }, next);
  if (next.to > summed.to) await redoSpan(connection, { from: summed.to, to: next.to }, next);
}
