import {
  duckdbDialect,
  families,
  postgresDialect,
  rowAsSums,
  sumColumns,
  sumsFor,
  type FamilyName,
  type Grain,
  type MeasureName,
} from './measures.ts';
import { momentConditions } from './moments.ts';
import type { LedgerSource } from './source.ts';
import { wholeUnits, type SummedSpan } from './sums.ts';
import { GRAIN_MS, instant, sumTable } from './tables.ts';

/** A span of instants, Unix ms, `from` included and `to` not; an end that is left out is open. */
export interface Span {
  from?: number | undefined;
  to?: number | undefined;
}

/** How exactly `created_at` must tell when requests were. */
export type TotalsGrain = 'quarter' | 'hour' | 'any';

/** The grains that serve, coarsest first. Few, since each makes a statement dearer to plan. */
const usedGrains: Record<TotalsGrain, readonly Grain[]> = {
  quarter: ['quarter'],
  hour: ['hour', 'quarter'],
  any: ['day', 'hour', 'quarter'],
};

/**
 * Sums of billable rows, for boards: `from` gives a FROM item with alias `totals`, of exactly the rows of a span,
 * with `created_at`, the family's dimensions and the measures (measures.ts; all of them by default, though each makes
 * the statement dearer to plan). Its rows are requests on PostgreSQL and mostly sums of many requests on DuckDB, so a
 * question adds them up (`sum(requests)`) and never counts them, and leaves out groups whose requests add up to 0:
 * their rows are gone. `created_at` lies in the row's quarter hour or hour with
 * that grain, else only in its UTC day; both ends of the span may be any instant.
 */
export interface Totals {
  from: (family: FamilyName, span: Span, grain?: TotalsGrain, wanted?: readonly MeasureName[]) => string;
}

/** Totals straight from the gateway's PostgreSQL, or whatever serves in its place. */
export function postgresTotals(source: LedgerSource): Totals {
  return {
    from(family, span, _, wanted) {
      const withKeys = (families[family].dimensions as readonly string[]).includes('key_id');
      const rows = source.rows({ ...rowsOf(span, withKeys), withKeys });
      return `(SELECT ${rowAsSums(family, postgresDialect, wanted)} FROM (${rows}) AS copied WHERE billable) AS totals`;
    },
  };
}

/**
 * Totals from the copy: from the coarsest sums that lie in the span whole, finer ones at its ends, else from rows. The
 * statement they are part of is for {@link copyReader} alone (moments.ts).
 */
export function copyTotals(summed: () => SummedSpan): Totals {
  return {
    from(family, span, grain = 'any', wanted) {
      const levels = usedGrains[grain].flatMap((level): Level[] => {
        const owner = sumsFor(family, level);
        if (owner === undefined) return [];
        return [
          { table: sumTable(level, owner), kept: wholeUnits(summed(), level), stepMs: GRAIN_MS[level] },
        ];
      });
      const parts = cut(span, levels).map(({ table, part }) => {
        const where = ['true', ...momentConditions(part, 'created_at')].join(' AND ');
        return table === undefined
          ? `SELECT ${rowAsSums(family, duckdbDialect, wanted)} FROM rows WHERE billable AND ${where}`
          : `SELECT ${sumColumns(family, wanted).join(', ')} FROM ${table} WHERE ${where}`;
      });
      return `(${parts.join(' UNION ALL ')}) AS totals`;
    },
  };
}

/** How a PostgreSQL reads the rows of a span; see {@link LedgerSource.rows}. */
export function rowsOf(span: Span, withKeys: boolean): { where?: string; lookUpEach: boolean } {
  const where = spanConditions(span, 'r.created_at').join(' AND ');
  return { ...(where === '' ? {} : { where }), lookUpEach: withKeys && span.from !== undefined };
}

/** SQL conditions for a span on a column of instants. */
function spanConditions({ from, to }: Span, column: string): string[] {
  return [
    ...(from === undefined ? [] : [`${column} >= ${instant(from)}`]),
    ...(to === undefined ? [] : [`${column} < ${instant(to)}`]),
  ];
}

/** A table of sums. */
interface Level {
  table: string;
  kept: SummedSpan;
  stepMs: number;
}

/** A part of a span, and the table of sums that serves it; undefined = rows do. */
interface Piece {
  table: string | undefined;
  part: Span;
}

/** Cuts a span into pieces, each served by the coarsest table that holds it whole. */
function cut(span: Span, levels: readonly Level[]): Piece[] {
  const [level, ...finer] = levels;
  if (level === undefined) return [{ table: undefined, part: span }];
  const middle = inner(span, level.kept, level.stepMs);
  if (middle === undefined) return cut(span, finer);
  return [
    ...(span.from === middle.from ? [] : cut({ from: span.from, to: middle.from }, finer)),
    { table: level.table, part: middle },
    ...(span.to === middle.to ? [] : cut({ from: middle.to, to: span.to }, finer)),
  ];
}

/** The part of a span that lies in `kept` and on multiples of `step`; undefined when that is nothing. */
function inner(span: Span, kept: SummedSpan, step: number): { from: number; to?: number } | undefined {
  const from = Math.ceil(Math.max(span.from ?? -Infinity, kept.from) / step) * step;
  const to = Math.floor(Math.min(span.to ?? Infinity, kept.to) / step) * step;
  if (from >= to) return undefined;
  return to === Infinity ? { from } : { from, to };
}
