import type { Queryable } from '../gateway/postgres.ts';
import {
  duckdbDialect,
  families,
  isKept,
  measureNames,
  measures,
  rowAsSums,
  sumColumns,
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

/** Adds up one table's sums of a span: days from quarters where there are quarters, else from rows. */
function summarise(grain: Grain, family: FamilyName, span: SummedSpan): string {
  const { dimensions } = families[family];
  const source =
    grain === 'day' && isKept(family, 'quarter')
      ? `SELECT ${sumColumns(family).join(', ')} FROM ${sumTable('quarter', family)} WHERE ${within(span)}`
      : `SELECT ${rowAsSums(family, duckdbDialect)} FROM rows WHERE billable AND ${within(span)}`;
  const sums = measureNames.map((name) => `${measures[name].combine}(${name})`);
  return `
    INSERT INTO ${sumTable(grain, family)}
    SELECT ${beginning(grain)} AS begun, ${[...dimensions, ...sums].join(', ')}
    FROM (${source}) AS part GROUP BY begun, ${dimensions.join(', ')}`;
}

async function redo(connection: Queryable, grain: Grain, family: FamilyName, span: SummedSpan) {
  if (span.from >= span.to) return;
  await connection.query(`DELETE FROM ${sumTable(grain, family)} WHERE ${within(span)}`);
  await connection.query(summarise(grain, family, span));
}

/** Makes the sums of a part of the span anew; `part` lies on quarters. `summed` is the whole span that is kept. */
export async function redoSums(connection: Queryable, part: SummedSpan, summed: SummedSpan): Promise<void> {
  const kept = wholeDays(summed);
  const days = {
    from: Math.max(kept.from, Math.floor(part.from / DAY_MS) * DAY_MS),
    to: Math.min(kept.to, Math.ceil(part.to / DAY_MS) * DAY_MS),
  };
  // sumTables has a family's quarters before its days, which are made of them.
  for (const { grain, family } of sumTables) {
    await redo(connection, grain, family, grain === 'quarter' ? part : days);
  }
}

/** Grows the span to `next` (which holds `summed`), and adds up what is new. */
export async function growSums(connection: Queryable, summed: SummedSpan, next: SummedSpan): Promise<void> {
  if (next.from < summed.from) await redoSums(connection, { from: next.from, to: summed.from }, next);
  if (next.to > summed.to) await redoSums(connection, { from: summed.to, to: next.to }, next);
}
