import { usesCache } from '../../ledger/measures.ts';
import type { LedgerReader } from '../../ledger/reader.ts';
import { subjectSql, type BoardQuery } from './board-sql.ts';
import type { Percentiles } from './figures.ts';

interface PercentileRow {
  subject: number | string;
  duration: (number | null)[] | null;
  ttft: (number | null)[] | null;
}

/** The statement of {@link readPercentiles}. It reads the requests themselves, since sums know no percentiles. */
export function percentilesSql(reader: LedgerReader, query: BoardQuery): string {
  const { scope, span } = query;
  const { subject, where } = subjectSql(query);
  const of = (column: string) => `percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY ${column})`;
  return `
    SELECT ${subject} AS subject, ${of('duration_ms')} AS duration, ${of('ttfb_ms')} AS ttft
    FROM ${reader.requests(span, scope.dimension === 'key_id')}
    WHERE ${where} ${scope.counts === 'cache' ? `AND ${usesCache}` : ''}
    GROUP BY 1`;
}

/** Percentiles of duration and time to first token of each subject of a board, between neighbours interpolated. */
export async function readPercentiles(
  reader: LedgerReader,
  query: BoardQuery,
): Promise<Map<number | string, Percentiles>> {
  const rows = await reader.query<PercentileRow>(percentilesSql(reader, query));
  return new Map(
    rows.map(({ subject, duration, ttft }) => [subject, percentilesOf(duration ?? [], ttft ?? [])]),
  );
}

function percentilesOf(duration: readonly (number | null)[], ttft: readonly (number | null)[]): Percentiles {
  // Between whole milliseconds lie hundredths; the engines' doubles differ in what is beyond.
  const at = (values: readonly (number | null)[], index: number) => {
    const value = values[index] ?? null;
    return value === null ? null : Number(value.toFixed(2));
  };
  return {
    durationP50Ms: at(duration, 0),
    durationP95Ms: at(duration, 1),
    durationP99Ms: at(duration, 2),
    ttftP50Ms: at(ttft, 0),
    ttftP95Ms: at(ttft, 1),
    ttftP99Ms: at(ttft, 2),
  };
}

/** Of a subject without samples. */
export const noPercentiles: Percentiles = percentilesOf([], []);
