import type { Activity, Answer, Models, Realtime, Slots } from '../../exporter/src/contract/index.ts';
import { scopeNames } from '../../exporter/src/contract/words.ts';
import { accessCells, statusesOf } from '../exporter/access-cells.ts';
import {
  expectBoard,
  expectChart,
  expectModels,
  expectOverview,
  expectQuotas,
  expectTrend,
  ofUser,
  spanOf,
  unitSpan,
} from '../exporter/api-expectations.ts';
import { startApiGateway, type ApiGateway } from '../exporter/api-gateway.ts';
import { localSpan } from '../exporter/board-reference.ts';
import { activityReference, volumeReference } from '../exporter/live-reference.ts';
import { addEdgeRows, edgeDays, fallbackZone, zoneCases } from '../exporter/zone-edges.ts';
import { waitUntil } from '../servers/wait-until.ts';

let gateway: ApiGateway;
let { stack, admin, screen, stranger, person } = {} as ApiGateway;
beforeAll(async () => {
  gateway = await startApiGateway('UTC', {
    rows: 5000,
    environment: { TZ: fallbackZone, HEARTBEAT_INTERVAL: '0.5', QUOTA_INTERVAL: '1' },
    prepare: ({ database }) => addEdgeRows(database),
  });
  ({ stack, admin, screen, stranger, person } = gateway);
}, 90_000);
afterAll(() => gateway.stop());

interface Case {
  setting: string;
  zone: string;
  basis: 'original' | 'redirected';
  /** Whether users see everybody's figures. */
  global: boolean;
  /** Looked at beside today and the days of the edges. */
  period: 'weekly' | 'monthly' | 'quarterly' | 'yearly' | 'allTime';
}

const periods = ['weekly', 'monthly', 'quarterly', 'yearly', 'allTime'] as const;

/** Every zone once; model names, rights and the longer periods take turns, and New York has both of each. */
const cases = [...zoneCases, zoneCases[1]!].map(({ setting, zone }, index): Case => ({
  setting,
  zone,
  basis: index % 2 === 0 ? 'original' : 'redirected',
  global: index % 2 === 0,
  period: periods[index % periods.length] ?? 'weekly',
}));

/** Changes the settings and some names, deletes somebody, and waits until all that holds. */
async function settle({ setting, zone, basis, global }: Case): Promise<void> {
  const { database } = stack;
  const name = `renamed ${zone} ${basis}`;
  const spared = `id <> ${person.id} AND deleted_at IS NULL AND role = 'user'`;
  await database.query(
    `UPDATE users SET name = $1, updated_at = now() WHERE id = (SELECT min(id) FROM users WHERE ${spared})`,
    [name],
  );
  await database.query(
    'UPDATE providers SET name = $1 WHERE id = (SELECT min(id) FROM providers WHERE deleted_at IS NULL)',
    [name],
  );
  if (zone === 'Asia/Kolkata') {
    await database.query(
      `UPDATE users SET deleted_at = now(), updated_at = now() WHERE id = (SELECT max(id) FROM users WHERE ${spared})`,
    );
    await database.query(
      'UPDATE providers SET deleted_at = now() WHERE id = (SELECT max(id) FROM providers WHERE deleted_at IS NULL)',
    );
  }
  await database.query(
    'UPDATE system_settings SET timezone = $1, billing_model_source = $2, allow_global_usage_view = $3',
    [setting, basis, global],
  );
  let since = Infinity;
  await waitUntil('the settings are in force, and every answer was given since', async () => {
    const models = await admin.ask<Models>('/models');
    const { status } = await person.client.get('/slots');
    if (models.timezone !== zone || models.value.modelBasis !== basis || (status === 200) !== global)
      return false;
    since = Math.min(since, Date.now());
    const asked = ['/overview', ...['provider', 'user', 'key'].map((scope) => `/quotas?scope=${scope}`)];
    const answers = await Promise.all(asked.map((path) => admin.ask<unknown>(path)));
    return answers.every(({ asOf }) => Date.parse(asOf) > since);
  });
}

/** An answer without what tells who is who. */
const anonymous = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, inner: unknown) => (/^(id|name|user|asOf)$/.test(name) ? null : inner)),
  );

test.each(cases)(
  '$setting, $basis models, global view $global: every route equals plain SQL, for everyone who may ask',
  async (settings) => {
    await settle(settings);
    const { zone, basis, global, period } = settings;
    const { database } = stack;
    const all = { database, client: admin };
    const days = edgeDays.map((day) => ({
      query: `period=custom&startDate=${day}&endDate=${day}`,
      where: () => localSpan(zone, `timestamp '${day}'`, `timestamp '${day}' + interval '1 day'`),
    }));
    const named = (['daily', period] as const).map((name) => ({
      query: `period=${name}`,
      where: (asOf: string) => spanOf(name, asOf, zone),
    }));

    // Everybody's figures.
    await expectOverview(all, zone, null);
    await expectTrend(all, zone, null);
    for (const { query, where } of [...named, ...days]) {
      for (const scope of scopeNames) await expectBoard(all, scope, query, where, basis);
      await expectModels(all, query, where, basis);
    }
    const now = new Date().toISOString();
    const weeks = localSpan(zone, `timestamp '2026-10-01'`, `timestamp '2026-11-09'`);
    const chart = { zone, series: 'l.user_id' };
    await expectChart(all, 'range=today', { ...chart, where: unitSpan('day', now, zone), unit: 'hour' });
    await expectChart(all, 'range=thisMonth', {
      ...chart,
      where: unitSpan('month', now, zone),
      unit: 'day',
    });
    const { rows: ends } = await database.query<{ first: Date; last: Date }>(
      `SELECT timestamp '2026-10-01' AT TIME ZONE $1 AS first, timestamp '2026-11-09' AT TIME ZONE $1 AS last`,
      [zone],
    );
    const asked = `from=${ends[0]?.first.getTime()}&to=${ends[0]?.last.getTime()}&step=day`;
    await expectChart(all, asked, { ...chart, where: weeks, unit: 'day' });
    for (const scope of ['provider', 'user', 'key'] as const) await expectQuotas(all, scope, zone, null);
    const slots = await admin.ask<Slots>('/slots');
    const volumes = await volumeReference(database, zone);
    expect(
      new Map(
        slots.value.providers.map(({ provider, requestsToday, tokensToday }) => [
          provider.id,
          { requests: requestsToday, tokens: tokensToday },
        ]),
      ),
    ).toEqual(volumes);

    // A person's: everybody's where the gateway shows them, else their own.
    const { client, id } = person;
    const own = { database, client };
    const seen = global ? null : id;
    const mine = (where: (asOf: string) => string) => (asOf: string) => `${where(asOf)} AND ${ofUser(id)}`;
    const ours = (where: (asOf: string) => string) => (global ? where : mine(where));
    await expectOverview(own, zone, seen);
    await expectTrend(own, zone, seen);
    for (const { query, where } of [named[0]!, days[0]!]) {
      await expectBoard(own, 'key', query, mine(where), basis);
      await expectModels(own, query, ours(where), basis);
      if (global) {
        for (const scope of scopeNames.filter((name) => name !== 'key')) {
          await expectBoard(own, scope, query, where, basis);
        }
      }
    }
    const keyId = `(SELECT k.id FROM keys k WHERE k.key = l.key
      ORDER BY k.user_id = l.user_id DESC, k.deleted_at IS NULL DESC, k.id LIMIT 1)`;
    const line = global ? `CASE WHEN l.user_id = ${id} THEN ${keyId} ELSE -1 END` : keyId;
    const lines = { zone, series: line, where: global ? weeks : `${weeks} AND ${ofUser(id)}`, unit: 'day' };
    expect((await expectChart(own, asked, lines)).mode).toBe(global ? 'mixed' : 'keys');
    for (const scope of ['user', 'key'] as const) await expectQuotas(own, scope, zone, id);
    for (const [viewer, userId] of [
      [admin, null],
      [client, seen],
    ] as const) {
      const { value } = await viewer.ask<Activity>('/activity?limit=100');
      const stream = await activityReference(database, [], 100, userId);
      expect(value.requests.map((row) => [row.id, row.billedModel, row.costUsd])).toEqual(
        stream.map((row) => [row.id, row.billed_model, row.cost]),
      );
    }

    // A screen's: everybody's under other names. And the big screen is made of the same answers.
    for (const path of [
      ...scopeNames.map((scope) => `/leaderboard?scope=${scope}&${days[1]!.query}`),
      `/statistics?${asked}`,
      '/dimensions/providers',
    ]) {
      const [open, hidden] = [await admin.ask<Answer<unknown>>(path), await screen.ask<unknown>(path)];
      expect(anonymous(hidden.value)).toEqual(anonymous(open.value));
    }
    const { value: bundle } = await admin.ask<Realtime>('/realtime');
    const parts = {
      users: '/leaderboard?limit=10&rankChange=1',
      providers: '/leaderboard?scope=provider&limit=10&rankChange=1',
      models: '/models',
      trend: '/trend',
      slots: '/slots',
    } as const;
    for (const [part, path] of Object.entries(parts)) {
      const { value } = await admin.ask<unknown>(path);
      expect(bundle[part as keyof typeof parts].value).toEqual(value);
    }
    const level = global ? 'global' : 'own';
    for (const [path, ...cells] of accessCells) {
      const wanted = statusesOf(cells);
      const askers = { admin, [level]: client, screen, nobody: stranger };
      for (const [asker, asked] of Object.entries(askers)) {
        const { status } = await asked.get(path);
        expect([path, asker, status]).toEqual([path, asker, wanted[asker as keyof typeof wanted]]);
      }
    }
  },
  30_000,
);
