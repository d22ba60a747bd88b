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
import type { LedgerSource } from './source.ts';
import { wholeDays, type SummedSpan } from './sums.ts';
import { DAY_MS, instant, QUARTER_MS, sumTable } from './tables.ts';

/** A span of instants, Unix ms, `from` included and `to` not; an end that is left out is open. */
export interface Span {
  from?: number | undefined;
  to?: number | undefined;
}

/**
 * Sums of billable rows, for boards: `from` gives a FROM item with alias `totals`, of exactly the rows of a span,
 * with `created_at`, the family's dimensions and the measures (measures.ts; all of them by default, though each makes
 * the statement dearer to plan). Its rows are requests on PostgreSQL
 * and mostly sums of many requests on DuckDB, so a question adds them up (`sum(requests)`) and never counts
 * them. `created_at` lies in the row's quarter hour with `grain: 'quarter'`, else only in its UTC day; both
 * ends of the span may be any instant.
 */
export interface Totals {
  from: (
    family: FamilyName,
    span: Span,
    grain?: 'quarter' | 'any',
    wanted?: readonly MeasureName[],
  ) => string;
}

/** Totals straight from the gateway's PostgreSQL, or whatever serves in its place. */
export function postgresTotals(source: LedgerSource): Totals {
  return {
    from(family, span, _, wanted) {
      const where = spanConditions(span, 'r.created_at').join(' AND ');
      const rows = source.rows({
        ...(where === '' ? {} : { where }),
        withKeys: (families[family].dimensions as readonly string[]).includes('key_id'),
      });
      return `(SELECT ${rowAsSums(family, postgresDialect, wanted)} FROM (${rows}) AS copied WHERE billable) AS totals`;
    },
  };
}

/** Totals from the copy: whole days and quarters from their sums, the rest from rows. */
export function copyTotals(summed: () => SummedSpan): Totals {
  return {
    from(family, span, grain = 'any', wanted) {
      const tables = {
        quarter: tableOf('quarter', sumsFor(family, 'quarter')),
        day: grain === 'any' ? tableOf('day', sumsFor(family, 'day')) : undefined,
      };
      const pieces = cut(span, summed(), tables.day !== undefined, tables.quarter !== undefined);
      const parts = pieces.map(({ table, part }) => {
        const where = spanConditions(part, 'created_at');
        const kept = table === 'rows' ? undefined : tables[table];
        if (kept !== undefined) {
          return `SELECT ${sumColumns(family, wanted).join(', ')} FROM ${kept} WHERE ${['true', ...where].join(' AND ')}`;
        }
        return `SELECT ${rowAsSums(family, duckdbDialect, wanted)} FROM rows WHERE ${['billable', ...where].join(' AND ')}`;
      });
      return `(${parts.join(' UNION ALL ')}) AS totals`;
    },
  };
}

const tableOf = (grain: Grain, family: FamilyName | undefined) =>
  family === undefined ? undefined : sumTable(grain, family);

/** SQL conditions for a span on a column of instants. */
export function spanConditions({ from, to }: Span, column: string): string[] {
  return [
    ...(from === undefined ? [] : [`${column} >= ${instant(from)}`]),
    ...(to === undefined ? [] : [`${column} < ${instant(to)}`]),
  ];
}

interface Piece {
  table: 'rows' | 'quarter' | 'day';
  part: Span;
}

/** Cuts a span into pieces, each served by the coarsest table that holds it whole. */
function cut(span: Span, summed: SummedSpan, useDays: boolean, useQuarters: boolean): Piece[] {
  const days = useDays ? inner(span, wholeDays(summed), DAY_MS) : undefined;
  const quarters = useQuarters ? inner(span, summed, QUARTER_MS) : undefined;
  const core: Piece[] = [];
  if (days !== undefined) core.push({ table: 'day', part: days });
  if (quarters !== undefined && days === undefined) core.push({ table: 'quarter', part: quarters });
  if (quarters !== undefined && days !== undefined) {
    if (quarters.from < days.from)
      core.unshift({ table: 'quarter', part: { from: quarters.from, to: days.from } });
    if (quarters.to > days.to) core.push({ table: 'quarter', part: { from: days.to, to: quarters.to } });
  }
  const first = core[0]?.part.from;
  const last = core.at(-1)?.part.to;
  if (first === undefined || last === undefined) return [{ table: 'rows', part: span }];
  return [
    ...(span.from === undefined || span.from < first
      ? [{ table: 'rows', part: { from: span.from, to: first } } as const]
      : []),
    ...core,
    ...(span.to === undefined || span.to > last
      ? [{ table: 'rows', part: { from: last, to: span.to } } as const]
      : []),
  ];
}

/** The part of a span that lies in `kept` and on multiples of `step`; undefined when that is nothing. */
function inner(span: Span, kept: SummedSpan, step: number): SummedSpan | undefined {
  const from = Math.ceil(Math.max(span.from ?? -Infinity, kept.from) / step) * step;
  const to = Math.floor(Math.min(span.to ?? Infinity, kept.to) / step) * step;
  return from < to ? { from, to } : undefined;
}
