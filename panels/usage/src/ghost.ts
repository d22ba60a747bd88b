import { dateTimeForTimeZone, type DataFrame } from '@grafana/data';
import { hasLines, readLines, stepOf, type Lines } from './lines.ts';
import type { FigureName, Options } from './options.ts';
import { addLines, type Values } from './sums.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A day, less what clock changes and unequal ends take. */
const ABOUT_A_DAY = 20 * HOUR;

/** The same period before, on the axis of the one that is shown. */
export interface Ghost {
  /** By how many days it was moved; 0 when its times say nothing of it. */
  days: number;
  /** Lines of the same ids, as far as it has them. */
  lines: ReadonlyMap<string, Readonly<Record<FigureName, Values | null>>>;
  all: Readonly<Record<FigureName, Values | null>>;
}

/** Of frames, those to show, and those of the time before. */
export interface Split {
  current: DataFrame[];
  before: DataFrame[];
}

const endOf = (frames: readonly DataFrame[]): number =>
  Math.max(...frames.map((frame) => readLines([frame]).times.at(-1) ?? -Infinity));

/** Grafana says so of queries that its own comparison of times has added. */
const isComparison = ({ meta }: DataFrame): boolean =>
  (meta as { timeCompare?: { isTimeShiftQuery?: boolean } } | undefined)?.timeCompare?.isTimeShiftQuery ===
  true;

/** Finds the query of the time before: the one that is named, or one that ends about a day or more before the others. */
export function splitFrames(frames: readonly DataFrame[], ghostQuery: string): Split {
  const drawn = frames.filter(hasLines);
  const queries = new Map<string, DataFrame[]>();
  for (const frame of drawn) {
    const name = frame.refId ?? '';
    queries.set(name, [...(queries.get(name) ?? []), frame]);
  }
  const ends = new Map([...queries].map(([name, own]) => [name, endOf(own)]));
  const latest = Math.max(...ends.values());
  const isBefore = (frame: DataFrame): boolean => {
    const name = frame.refId ?? '';
    if (isComparison(frame)) return true;
    if (ghostQuery !== '') return name === ghostQuery;
    return (ends.get(name) ?? latest) <= latest - ABOUT_A_DAY;
  };
  const before = drawn.filter(isBefore);
  return before.length === drawn.length
    ? { current: drawn, before: [] }
    : { current: drawn.filter((frame) => !before.includes(frame)), before };
}

/**
 * By how many days of the calendar the time before has to be moved onto the time that is shown. A longer one, for
 * example of seven days by the hour beside today, is moved by the length of what is shown.
 */
export function daysBetween(before: readonly number[], current: readonly number[]): number {
  const [from = 0, start = 0] = [before[0], current[0]];
  const [to = 0, end = 0] = [before.at(-1), current.at(-1)];
  const apart = start - from;
  if (Math.abs(apart) < HOUR * 1.5 && Math.abs(end - to) < ABOUT_A_DAY) return 0;
  const wholeDays = Math.max(1, Math.round(apart / DAY));
  if (to <= end - ABOUT_A_DAY) return wholeDays;
  const length = end - start + (stepOf(current) ?? 0);
  return Math.max(1, Math.round(length / DAY));
}

/** The instant some days later at the same time of the clock. */
export const daysLater = (time: number, days: number, zone: string): number =>
  days === 0 ? time : dateTimeForTimeZone(zone, time).add(days, 'days').valueOf();

/** Reads the time before; null where there is none, or nothing of it falls on the axis. */
export function readGhost(
  before: readonly DataFrame[],
  { times }: Pick<Lines, 'times'>,
  zone: string,
  option: Options['ghost'],
): Ghost | null {
  if (option === 'off' || before.length === 0 || times.length === 0) return null;
  const read = readLines(before);
  const days = daysBetween(read.times, times);
  const rows = rowsOn(
    times,
    read.times.map((time) => daysLater(time, days, zone)),
  );
  if (rows.every((row) => row === null)) return null;
  const moved = (values: Values | null): Values | null =>
    values === null ? null : rows.map((row) => (row === null ? null : (values[row] ?? null)));
  const lines = read.lines.map((line) => ({
    id: line.id,
    cost: moved(line.cost),
    requests: moved(line.requests),
  }));
  const all = (figure: FigureName): Values | null => {
    const known = lines.map((line) => line[figure]).filter((values) => values !== null);
    return known.length === 0 ? null : addLines(known, times.length);
  };
  return {
    days,
    lines: new Map(lines.map(({ id, cost, requests }) => [id, { cost, requests }])),
    all: { cost: all('cost'), requests: all('requests') },
  };
}

/** For each bucket of an axis the row of other times that falls into it, within half a step. */
function rowsOn(axis: readonly number[], others: readonly number[]): (number | null)[] {
  const reach = (stepOf(axis) ?? HOUR) / 2;
  let row = 0;
  return axis.map((time) => {
    while (
      row + 1 < others.length &&
      Math.abs((others[row + 1] ?? 0) - time) <= Math.abs((others[row] ?? 0) - time)
    )
      row += 1;
    return Math.abs((others[row] ?? Infinity) - time) <= reach ? row : null;
  });
}
