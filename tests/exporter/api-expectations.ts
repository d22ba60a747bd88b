import type pg from 'pg';
import type {
  Leaderboard,
  Models,
  Overview,
  Quotas,
  Statistics,
  Trend,
} from '../../exporter/src/contract/index.ts';
import type { ScopeName } from '../../exporter/src/contract/words.ts';
import { scopes } from '../../exporter/src/questions/leaderboard/scopes.ts';
import type { ApiClient } from './api-client.ts';
import { exactOverview, livingNames, modelsReference } from './api-reference.ts';
import { boardDifferences, padded } from './board-differences.ts';
import { boardReference, chartReference, localSpan } from './board-reference.ts';
import { quotaReference, type LimitedScope } from './quota-reference.ts';

/** Who is asked, and the database that knows better. */
export interface Asked {
  database: pg.Pool;
  client: ApiClient;
}

/** Which of a request's two models counts. */
export type Basis = 'original' | 'redirected';

/** SQL for the local time of an answer. */
export const localTime = (asOf: string, zone: string) => `timestamptz '${asOf}' AT TIME ZONE '${zone}'`;

/** SQL that keeps the rows of a period that begins with a local unit. */
export function unitSpan(unit: string, asOf: string, zone: string): string {
  const begin = `date_trunc('${unit}', ${localTime(asOf, zone)})`;
  return localSpan(zone, begin, `${begin} + interval '${unit === 'quarter' ? '3 months' : `1 ${unit}`}'`);
}

const units = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
} as const;

export const spanOf = (period: keyof typeof units | 'allTime', asOf: string, zone: string) =>
  period === 'allTime' ? 'true' : unitSpan(units[period], asOf, zone);

export const ofUser = (id: number | null) => (id === null ? 'true' : `l.user_id = ${id}`);

/** A board that equals a GROUP BY, in names and in order too. */
export async function expectBoard(
  { database, client }: Asked,
  scope: ScopeName,
  query: string,
  where: (asOf: string) => string,
  basis: Basis,
): Promise<Leaderboard> {
  const { value, asOf } = await client.ask<Leaderboard>(`/leaderboard?scope=${scope}&${query}`);
  const { subject, counts } = scopes[scope];
  const onlyCache = counts === 'cache';
  const wanted = await boardReference(database, { subject, onlyCache, basis, where: where(asOf) });
  expect(value.rows.map(({ id }) => id).sort()).toEqual([...wanted.keys()].sort());
  const names = (await livingNames(database))[subject];
  for (const row of value.rows) {
    expect(boardDifferences(row, wanted.get(row.id), onlyCache)).toEqual([]);
    expect(row.name).toBe(names === undefined ? row.id : names.get(row.id));
  }
  if (!onlyCache) {
    const costs = value.rows.map(({ costUsd }) => BigInt((costUsd ?? '').replace('.', '')));
    expect(costs).toEqual(costs.toSorted((one, other) => (one < other ? 1 : one > other ? -1 : 0)));
  }
  return value;
}

export async function expectOverview(
  { database, client }: Asked,
  zone: string,
  userId: number | null,
): Promise<void> {
  const { value, asOf } = await client.ask<Overview>('/overview');
  const wanted = await exactOverview(database, asOf, zone, userId);
  for (const [found, figures] of [
    [value.today, wanted.today],
    [value.yesterdaySamePeriod, wanted.yesterday],
  ] as const) {
    expect([found.requests, padded(found.costUsd ?? '')]).toEqual([Number(figures.requests), figures.cost]);
    expect(found.avgResponseSeconds ?? 0).toBeCloseTo(Number(figures.seconds), 9);
    expect(found.errorRatio ?? 0).toBeCloseTo(Number(figures.errors), 12);
  }
  expect(value.requestsPerMinute).toBe(wanted.perMinute);
}

/** The buckets that are not empty equal those of plain SQL. */
export async function expectChart(
  { database, client }: Asked,
  path: string,
  { where, unit, zone, series }: { where: string; unit: string; zone: string; series: string },
): Promise<Statistics> {
  const { value } = await client.ask<Statistics>(`/statistics?${path}`);
  const found = value.series.flatMap(({ id, requests, costUsd }) =>
    requests.flatMap((count, bucket) =>
      count === 0
        ? []
        : [
            [id === 'others' ? -1 : id, Date.parse(value.edges[bucket] ?? ''), count, costUsd?.[bucket]].join(
              ' ',
            ),
          ],
    ),
  );
  const known = new Set(value.series.map(({ id }) => (id === 'others' ? -1 : id)));
  const wanted = await chartReference(database, { series, where, unit, timezone: zone });
  expect(found.sort()).toEqual(
    wanted
      .filter((row) => known.has(row.series))
      .map((row) => [row.series, row.begin, row.requests, row.cost].join(' '))
      .sort(),
  );
  return value;
}

export async function expectQuotas(
  { database, client }: Asked,
  scope: LimitedScope,
  zone: string,
  userId: number | null,
): Promise<void> {
  const { value, asOf } = await client.ask<Quotas>(`/quotas?scope=${scope}`);
  const ms = (instant: string | null) => (instant === null ? null : String(Date.parse(instant)));
  const found = value.subjects.flatMap(({ id, quotas }) =>
    quotas.map((quota) => ({
      id,
      quota_window: quota.window,
      quota_limit: quota.limitUsd,
      used: quota.usedUsd,
      late: quota.rate?.spentUsd,
      since: ms(quota.countsFrom),
      reset: ms(quota.resetsAt),
      empty_at: ms(quota.emptyAt),
    })),
  );
  const { rows } = await database.query<{ id: number }>(
    scope === 'key' ? 'SELECT id FROM keys WHERE user_id = $1' : 'SELECT $1::int AS id',
    [userId],
  );
  const own = new Set(rows.map(({ id }) => id));
  const wanted = await quotaReference(database, scope, asOf, zone, []);
  expect(found).toEqual(
    wanted
      .filter(({ id }) => userId === null || own.has(id))
      .map((row) => ({ ...row, used: padded(row.used), late: padded(row.late) })),
  );
  expect(wanted.length).toBeGreaterThan(0);
}

export async function expectModels(
  { database, client }: Asked,
  query: string,
  where: (asOf: string) => string,
  basis: Basis,
): Promise<void> {
  const { value, asOf } = await client.ask<Models>(`/models?limit=1000&${query}`);
  const wanted = await modelsReference(database, { basis, where: where(asOf) });
  const found = new Map<string | null, object>(
    value.models.map(({ model, requests, costUsd }) => [model, { requests, cost: costUsd }]),
  );
  if (value.other.requests > 0) {
    found.set(null, { requests: value.other.requests, cost: value.other.costUsd });
  }
  expect(found).toEqual(wanted);
}

export async function expectTrend(
  { database, client }: Asked,
  zone: string,
  userId: number | null,
): Promise<void> {
  const { value, asOf } = await client.ask<Trend>('/trend');
  const where = `${unitSpan('day', asOf, zone)} AND ${ofUser(userId)}`;
  const wanted = await chartReference(database, { series: '0', where, unit: 'hour', timezone: zone });
  const used = value.hours.filter(({ requests }) => requests > 0);
  expect(used.map(({ from, requests, costUsd }) => [Date.parse(from), requests, costUsd])).toEqual(
    wanted
      .toSorted((one, other) => one.begin - other.begin)
      .map(({ begin, requests, cost }) => [begin, requests, cost]),
  );
}
