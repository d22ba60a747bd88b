import { rangeNames, type RangeName } from '../contract/words.ts';
import type { Directory } from '../gateway/directory.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import type { FamilyName } from '../ledger/measures.ts';
import { BadQuestion } from './bad-question.ts';
import { bucketEdges, bucketSql, bucketTotals, type Step } from './buckets.ts';
import { moneyText, moneyUnits } from './money.ts';
import { compareNames } from './names.ts';
import { localNow, startOfDay, type Window } from './windows.ts';

/** Any span (Unix ms) in buckets; the buckets at its ends are whole. */
export interface CustomRange extends Window {
  step: Step;
}

/** Whose usage is charted: every user's, the viewer's keys', or these and everybody else's as one. */
export type StatisticsMode = { mode: 'users' } | { mode: 'keys' | 'mixed'; viewer: number };

/** The question of a chart. */
export type StatisticsRequest = StatisticsMode & { range: RangeName | CustomRange };

/** One line of the chart. Its lists have a figure for each bucket, 0 where nothing was used. */
interface StatisticsSeries {
  /** Of the user or key; `others` is everybody but the viewer. */
  id: number | 'others';
  name: string;
  requests: number[];
  /** Exact decimal strings of USD; null when the gateway's version keeps no cost. */
  costUsd: string[] | null;
  totalRequests: number;
  totalCostUsd: string | null;
}

/** A chart of usage over time, its series in order of their names. */
export interface Statistics {
  engine: LedgerReader['engine'];
  mode: StatisticsMode['mode'];
  timezone: string;
  step: Step;
  /** Unix ms; bucket n lies from edge n to edge n + 1. */
  edges: number[];
  series: StatisticsSeries[];
}

interface BucketRow {
  series: number;
  /** Unix ms at which the bucket begins. */
  bucket: string;
  requests: string;
  cost: string | null;
}

/** Stands for everybody else in the statement; ids are above 0. */
const OTHERS = -1;

/**
 * Answers a chart at one moment (Unix ms) from the billable rows of the ledger (gateway.md 3.3). Unlike the gateway's, a
 * day of 25 hours has 25 buckets, and one of 23 has 23. Deleted users and keys have no series; `others` counts
 * deleted users too.
 * @throws BadQuestion when the range has no buckets or too many
 */
export async function statistics(
  { reader, directory, timezone }: { reader: LedgerReader; directory: Directory; timezone: string },
  request: StatisticsRequest,
  now: number,
): Promise<Statistics> {
  const range = typeof request.range === 'string' ? namedRange(request.range, now, timezone) : request.range;
  const edges = bucketEdges(range, range.step, timezone);
  const rows = await reader.query<BucketRow>(statisticsSql(reader, request, edges));
  const found = new Map<number, BucketRow[]>();
  for (const row of rows) {
    const known = found.get(row.series);
    if (known === undefined) found.set(row.series, [row]);
    else known.push(row);
  }
  const knowsCost = reader.knows('cost_usd');
  const places = new Map(edges.slice(0, -1).map((edge, index) => [edge, index]));
  return {
    engine: reader.engine,
    mode: request.mode,
    timezone,
    step: range.step,
    edges,
    series: subjects(directory, request).map(({ id, name }) => ({
      id,
      name,
      ...fill(found.get(id === 'others' ? OTHERS : id) ?? [], places, knowsCost),
    })),
  };
}

function namedRange(name: RangeName, now: number, timezone: string): CustomRange {
  const today = localNow(now, timezone).toPlainDate();
  const first = {
    today: () => today,
    '7days': () => today.subtract({ days: 6 }),
    '30days': () => today.subtract({ days: 29 }),
    thisMonth: () => today.with({ day: 1 }),
  };
  if (!Object.hasOwn(first, name))
    throw new BadQuestion('range', `is none of ${rangeNames.join(', ')}`, 'today');
  return {
    from: startOfDay(first[name](), timezone),
    to: startOfDay(today.add({ days: 1 }), timezone),
    step: name === 'today' ? 'hour' : 'day',
  };
}

/** The statement of {@link statistics}: one row for each series and bucket that has usage. */
export function statisticsSql(
  reader: LedgerReader,
  request: StatisticsMode,
  edges: readonly number[],
): string {
  const { family, series, condition } = seriesOf(request);
  return `
    SELECT ${series} AS series, ${bucketSql(reader, edges)} AS bucket,
           sum(requests)::text AS requests, sum(cost_usd)::text AS cost
    FROM ${bucketTotals(reader, family, edges, ['requests', 'cost_usd'])} WHERE ${condition}
    GROUP BY 1, 2 HAVING sum(requests) > 0`;
}

/** What a row of the ledger counts for, and which rows count. */
function seriesOf(request: StatisticsMode): { family: FamilyName; series: string; condition: string } {
  if (request.mode === 'users')
    return { family: 'user', series: 'user_id', condition: 'user_id IS NOT NULL' };
  const viewer = Math.trunc(request.viewer);
  const own = 'key_id IS NOT NULL';
  return request.mode === 'keys'
    ? { family: 'consumer', series: 'key_id', condition: `user_id = ${viewer} AND ${own}` }
    : {
        family: 'consumer',
        series: `CASE WHEN user_id = ${viewer} THEN key_id ELSE ${OTHERS} END`,
        condition: `(user_id <> ${viewer} OR ${own})`,
      };
}

/** The series that a chart has, whether they were used or not, in order. */
function subjects(directory: Directory, request: StatisticsMode): Pick<StatisticsSeries, 'id' | 'name'>[] {
  const listed =
    request.mode === 'users'
      ? [...directory.users.values()]
      : [...directory.keys.values()].filter(({ userId }) => userId === request.viewer);
  const named = listed.filter(({ deleted }) => !deleted);
  named.sort((one, other) => compareNames(one.name, other.name) || one.id - other.id);
  return [...named, ...(request.mode === 'mixed' ? [{ id: 'others', name: '__others__' } as const] : [])];
}

/** Figures of a series. `places`: number of each bucket by its beginning. */
function fill(
  rows: readonly BucketRow[],
  places: ReadonlyMap<number, number>,
  knowsCost: boolean,
): Omit<StatisticsSeries, 'id' | 'name'> {
  const requests = new Array<number>(places.size).fill(0);
  const costs = new Array<bigint>(places.size).fill(0n);
  for (const { bucket, requests: count, cost } of rows) {
    const place = places.get(Number(bucket));
    if (place === undefined) throw new RangeError(`no bucket begins at ${bucket}`);
    requests[place] = Number(count);
    costs[place] = moneyUnits(cost ?? '0');
  }
  const total = costs.reduce((sum, cost) => sum + cost, 0n);
  return {
    requests,
    costUsd: knowsCost ? costs.map(moneyText) : null,
    totalRequests: requests.reduce((sum, count) => sum + count, 0),
    totalCostUsd: knowsCost ? moneyText(total) : null,
  };
}
