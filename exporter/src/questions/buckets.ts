import { Temporal } from 'temporal-polyfill';
import type { FamilyName, Grain, MeasureName } from '../ledger/measures.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import { GRAIN_MS, instant } from '../ledger/tables.ts';
import type { TotalsGrain } from '../ledger/totals.ts';
import { BadQuestion } from './bad-question.ts';
import { startOfDay, type Window } from './windows.ts';

/** Width of a chart's buckets: a unit of the local calendar (weeks begin on Monday), or minutes from midnight. */
export type Step = 'hour' | 'day' | 'week' | 'month' | number;

/** The most buckets of one chart. */
const MOST_BUCKETS = 2000;

const DAY_MINUTES = 1440;
const SHORTEST_MINUTES = 15;

/** First day of a bucket that is whole days, and of the one after it. */
const calendar = {
  day: { first: (day: Temporal.PlainDate) => day, length: { days: 1 } },
  week: {
    first: (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 }),
    length: { weeks: 1 },
  },
  month: { first: (day: Temporal.PlainDate) => day.with({ day: 1 }), length: { months: 1 } },
} as const;

/**
 * The edges of the whole buckets that cover a window, as ascending Unix ms: bucket n lies from edge n to edge n + 1.
 * Minutes and hours are counted from each local midnight, so that a day of 25 hours has 25 of them; the next midnight
 * cuts the last one short where the clock changes by a part of it.
 * @throws BadQuestion when the window is empty, or the step no step or too small for it
 */
export function bucketEdges(window: Window, step: Step, timezone: string): number[] {
  const minutes = step === 'hour' ? 60 : step;
  assertStep(minutes);
  if (!(window.from < window.to)) throw new BadQuestion('to', 'is not after from', 'now');
  const widthMs =
    typeof minutes === 'number'
      ? minutes * 60_000
      : { day: 1, week: 7, month: 28 }[minutes] * DAY_MINUTES * 60_000;
  if ((window.to - window.from) / widthMs > MOST_BUCKETS) {
    throw new BadQuestion('step', `makes more than ${MOST_BUCKETS} buckets of this range`, 'day');
  }
  const { first, length } = calendar[typeof minutes === 'number' ? 'day' : minutes];
  const at = (day: Temporal.PlainDate) => startOfDay(day, timezone);
  let day = first(
    Temporal.Instant.fromEpochMilliseconds(window.from).toZonedDateTimeISO(timezone).toPlainDate(),
  );
  const edges = [at(day)];
  while ((edges.at(-1) ?? Infinity) < window.to) {
    const begin = at(day);
    day = day.add(length);
    const end = at(day);
    if (typeof minutes === 'number') {
      for (let edge = begin + widthMs; edge < end; edge += widthMs) edges.push(edge);
    }
    // A day that a zone left out altogether has no instant of its own.
    if (end > begin) edges.push(end);
  }
  const begin = edges.findLastIndex((edge) => edge <= window.from);
  const end = edges.findIndex((edge) => edge >= window.to);
  return edges.slice(begin, end + 1);
}

function assertStep(step: Exclude<Step, 'hour'>): void {
  if (Object.hasOwn(calendar, step)) return;
  const isWhole =
    typeof step === 'number' &&
    step >= SHORTEST_MINUTES &&
    Number.isInteger(step / SHORTEST_MINUTES) &&
    Number.isInteger(DAY_MINUTES / step);
  if (isWhole) return;
  const wanted = 'hour, day, week, month, or a multiple of 15 minutes that divides a day';
  throw new BadQuestion('step', `${step} is none of ${wanted}`, '30');
}

/** Buckets of one width that follow each other. */
interface Run {
  from: number;
  widthMs: number;
  buckets: number;
}

/**
 * SQL for the first instant (Unix ms) of the bucket that `created_at` lies in, for instants between the first and the
 * last edge. It needs no join with the buckets, so that a distributed engine adds up where the rows are.
 */
export function bucketSql({ epochMs }: Pick<LedgerReader, 'epochMs'>, edges: readonly number[]): string {
  const runs: Run[] = [];
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const widthMs = (edges[index + 1] ?? from) - from;
    const last = runs.at(-1);
    if (last?.widthMs === widthMs) last.buckets += 1;
    else runs.push({ from, widthMs, buckets: 1 });
  }
  return searchSql(runs, epochMs('created_at'));
}

/** Halves the runs until one is left, so that a row is compared with few edges even where there are many. */
function searchSql(runs: readonly Run[], ms: string): string {
  const [only] = runs;
  if (only === undefined) return 'NULL';
  if (runs.length === 1) {
    const { from, widthMs, buckets } = only;
    return buckets === 1 ? String(from) : `${ms} - (${ms} - ${from}) % ${widthMs}`;
  }
  const half = runs.length >> 1;
  const middle = runs[half]?.from ?? only.from;
  return `CASE WHEN created_at < ${instant(middle)} THEN ${searchSql(runs.slice(0, half), ms)} ELSE ${searchSql(runs.slice(half), ms)} END`;
}

/** The coarsest sums that fall into these buckets whole; undefined = only the requests themselves do. */
function bucketGrain(edges: readonly number[]): TotalsGrain | undefined {
  const lieOn = (grain: Grain) => edges.every((edge) => edge % GRAIN_MS[grain] === 0);
  if (lieOn('day')) return 'any';
  if (lieOn('hour')) return 'hour';
  return lieOn('quarter') ? 'quarter' : undefined;
}

/** FROM item `totals` for buckets; see {@link LedgerReader.totals}. */
export function bucketTotals(
  reader: LedgerReader,
  family: FamilyName,
  edges: readonly number[],
  wanted: readonly MeasureName[],
): string {
  const grain = bucketGrain(edges);
  const span = { from: edges[0], to: edges.at(-1) };
  // The family `request` has no sums to fall back on.
  return grain === undefined
    ? reader.totals('request', span, 'any', wanted)
    : reader.totals(family, span, grain, wanted);
}
