import { modelDistribution } from '../../exporter/src/questions/models.ts';
import {
  statistics,
  type Statistics,
  type StatisticsRequest,
} from '../../exporter/src/questions/statistics.ts';
import { trend } from '../../exporter/src/questions/trend.ts';
import { startBoardHistory, type BoardHistory } from '../exporter/board-history.ts';
import { billable, boardReference, chartReference, localSpan } from '../exporter/board-reference.ts';

const now = Date.parse('2026-11-10T12:34:56.789Z');
const nowSql = `'${new Date(now).toISOString()}'::timestamptz`;

let history: BoardHistory;
beforeAll(async () => {
  history = await startBoardHistory(now, 15_000);
}, 120_000);
afterAll(() => history.stop());

/** A chart of both engines, the same to the last digit. */
async function chart(request: StatisticsRequest, timezone: string, at = now): Promise<Statistics> {
  const directory = await history.ledger.directory();
  const { duckdb, postgres } = history.ledger.readers;
  const found = await statistics({ reader: duckdb, directory, timezone }, request, at);
  const again = await statistics({ reader: postgres, directory, timezone }, request, at);
  expect([found.engine, again.engine]).toEqual(['duckdb', 'postgres']);
  expect({ ...found, engine: '' }).toEqual({ ...again, engine: '' });
  return found;
}

/** The figures that are not 0, as the reference says them. */
const used = ({ series, edges }: Statistics) =>
  series
    .flatMap(({ id, requests, costUsd }) =>
      requests.map((count, index) => ({
        series: id === 'others' ? -1 : id,
        begin: edges[index] ?? 0,
        requests: count,
        cost: costUsd?.[index] ?? '',
      })),
    )
    .filter(({ requests }) => requests > 0);

const byPlace = (one: { series: number; begin: number }, other: { series: number; begin: number }) =>
  one.series - other.series || one.begin - other.begin;

/** Ids of the users or keys that have a series. */
async function listed(table: 'users' | 'keys', where: string): Promise<number[]> {
  const { rows } = await history.stack.database.query<{ id: number }>(
    `SELECT id FROM ${table} WHERE deleted_at IS NULL AND ${where} ORDER BY name, id`,
  );
  return rows.map(({ id }) => id);
}

const zones = ['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'America/Santiago'];

/** Ranges of the gateway in its own SQL, and one of each wider step across every clock change of the history. */
const ranges: [StatisticsRequest['range'], string, string, string][] = [
  ['today', 'hour', `date_trunc('day', LOCAL)`, `date_trunc('day', LOCAL) + interval '1 day'`],
  [
    '7days',
    'day',
    `date_trunc('day', LOCAL) - interval '6 days'`,
    `date_trunc('day', LOCAL) + interval '1 day'`,
  ],
  [
    '30days',
    'day',
    `date_trunc('day', LOCAL) - interval '29 days'`,
    `date_trunc('day', LOCAL) + interval '1 day'`,
  ],
  ['thisMonth', 'day', `date_trunc('month', LOCAL)`, `date_trunc('day', LOCAL) + interval '1 day'`],
  ...(['day', 'week', 'month'] as const).map((step): [StatisticsRequest['range'], string, string, string] => [
    { from: Date.parse('2026-08-20T03:00:00Z'), to: now, step },
    step,
    `date_trunc('${step}', timestamptz '2026-08-20T03:00:00Z' AT TIME ZONE '@zone')`,
    `date_trunc('${step}', LOCAL) + interval '1 ${step}'`,
  ]),
];

test.each(zones)(
  '%s: every range equals a plain GROUP BY, on both engines',
  async (timezone) => {
    const users = await listed('users', 'true');
    for (const [range, unit, begin, end] of ranges) {
      const local = (text: string) =>
        text.replaceAll('LOCAL', `${nowSql} AT TIME ZONE '${timezone}'`).replace('@zone', timezone);
      const where = localSpan(timezone, local(begin), local(end));
      const found = await chart({ mode: 'users', range }, timezone);
      expect(found.series.map(({ id }) => id).sort()).toEqual([...users].sort());
      const wanted = await chartReference(history.stack.database, {
        series: 'l.user_id',
        where: `${where} AND l.user_id = ANY ('{${users.join(',')}}')`,
        unit,
        timezone,
      });
      expect(wanted.length).toBeGreaterThan(0);
      expect(used(found).sort(byPlace)).toEqual(wanted.sort(byPlace));
    }
  },
  120_000,
);

test('keys and mixed: the viewer, and everybody else with deleted users', async () => {
  const timezone = 'Asia/Shanghai';
  const { rows } = await history.stack.database.query<{ id: number }>(
    `SELECT user_id AS id FROM usage_ledger l JOIN users u ON u.id = l.user_id AND u.deleted_at IS NULL
     GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
  );
  const viewer = rows[0]!.id;
  const keys = await listed('keys', `user_id = ${viewer}`);
  const where = localSpan(timezone, `timestamp '2026-10-12'`, `timestamp '2026-11-11'`);
  const key = `(SELECT k.id FROM keys k WHERE k.key = l.key ORDER BY k.user_id = l.user_id DESC,
    k.deleted_at IS NULL DESC, k.id LIMIT 1)`;
  const own = await chartReference(history.stack.database, {
    series: key,
    where: `${where} AND l.user_id = ${viewer} AND ${key} = ANY ('{${keys.join(',')}}')`,
    unit: 'day',
    timezone,
  });
  const others = await chartReference(history.stack.database, {
    series: '-1',
    where: `${where} AND l.user_id <> ${viewer}`,
    unit: 'day',
    timezone,
  });
  const ofKeys = await chart({ mode: 'keys', viewer, range: '30days' }, timezone);
  expect(ofKeys.series.map(({ id }) => id)).toEqual(keys);
  expect(used(ofKeys).sort(byPlace)).toEqual([...own].sort(byPlace));
  const mixed = await chart({ mode: 'mixed', viewer, range: '30days' }, timezone);
  expect(mixed.series.at(-1)).toMatchObject({ id: 'others', name: '__others__' });
  expect(used(mixed).sort(byPlace)).toEqual([...own, ...others].sort(byPlace));
});

test.each([
  ['America/New_York', '2026-11-01T20:00:00Z', 25, [1, 1]],
  ['America/Santiago', '2026-09-06T20:00:00Z', 23, [1, 2]],
  ['Asia/Shanghai', '2026-11-01T10:00:00Z', 24, [1, 2]],
])('%s at %s: the day has %i hours, and the trend adds up to it', async (timezone, at, hours, early) => {
  const [found, again] = await Promise.all(
    Object.values(history.ledger.readers).map((reader) => trend(reader, timezone, Date.parse(at))),
  );
  expect({ ...found, engine: '' }).toEqual({ ...again, engine: '' });
  expect(found?.hours).toHaveLength(hours);
  expect(found?.hours.filter(({ hour }) => hour === early[0] || hour === early[1])).toHaveLength(2);
  const local = `date_trunc('day', timestamptz '${at}' AT TIME ZONE '${timezone}')`;
  const wanted = await chartReference(history.stack.database, {
    series: '0',
    where: localSpan(timezone, local, `${local} + interval '1 day'`),
    unit: 'hour',
    timezone,
  });
  const shown = found?.hours.filter(({ requests }) => requests > 0) ?? [];
  expect(
    shown.map(({ from, requests, costUsd }) => ({ series: 0, begin: from, requests, cost: costUsd })),
  ).toEqual(wanted.sort(byPlace));
  expect((await chart({ mode: 'users', range: 'today' }, timezone, Date.parse(at))).edges).toHaveLength(
    hours + 1,
  );
});

test('one user has a trend of their own', async () => {
  const { duckdb, postgres } = history.ledger.readers;
  const found = await trend(duckdb, 'UTC', now, 3);
  const { rows } = await history.stack.database.query<{ requests: string }>(
    `SELECT count(*) AS requests FROM usage_ledger l WHERE ${billable} AND user_id = 3
       AND created_at >= '2026-11-10T00:00:00Z'`,
  );
  expect(found.hours.reduce((total, { requests }) => total + requests, 0)).toBe(Number(rows[0]?.requests));
  expect(found.hours).toEqual((await trend(postgres, 'UTC', now, 3)).hours);
});

test('the distribution over models: parts of a whole, whatever is beyond the limit', async () => {
  const { duckdb, postgres } = history.ledger.readers;
  for (const basis of ['original', 'redirected'] as const) {
    const ask = (reader: typeof duckdb, limit: number) =>
      modelDistribution(reader, basis, { period: 'monthly', limit }, 'Asia/Kolkata', now);
    const found = await ask(duckdb, 3);
    expect({ ...found, engine: '' }).toEqual({ ...(await ask(postgres, 3)), engine: '' });
    const wanted = await boardReference(history.stack.database, {
      subject: 'model',
      basis,
      where: localSpan('Asia/Kolkata', `timestamp '2026-11-01'`, `timestamp '2026-12-01'`),
    });
    expect(found.models).toHaveLength(3);
    for (const { model, requests, costUsd } of found.models) {
      expect([requests, Number(costUsd)]).toEqual([
        Number(wanted.get(model)?.requests),
        Number(wanted.get(model)?.cost),
      ]);
    }
    const all = await ask(duckdb, 1000);
    expect(all.models.map(({ model }) => model).sort()).toEqual([...wanted.keys()].sort());
    expect(found.other.models).toBe(wanted.size - 3);
    const parts = [...found.models, found.other];
    expect(parts.reduce((total, { requests }) => total + requests, 0)).toBe(found.total.requests);
    expect(parts.reduce((total, { share }) => total + (share ?? 0), 0)).toBeCloseTo(1, 12);
    expect(all.other.requests).toBeGreaterThan(0);
  }
});
