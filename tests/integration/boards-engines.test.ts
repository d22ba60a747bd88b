import { Decimal } from 'decimal.js';
import { columnNames } from '../../exporter/src/questions/leaderboard/figures.ts';
import {
  leaderboard,
  type BoardSources,
  type Leaderboard,
} from '../../exporter/src/questions/leaderboard.ts';
import { cacheCoefficients } from '../../exporter/src/questions/leaderboard/cache-coefficients.ts';
import type { BoardRequest } from '../../exporter/src/questions/leaderboard/request.ts';
import { scopeNames, type ScopeName } from '../../exporter/src/contract/words.ts';
import type { Period } from '../../exporter/src/questions/periods.ts';
import { boardDifferences } from '../exporter/board-differences.ts';
import { startBoardHistory, type BoardHistory } from '../exporter/board-history.ts';
import { billable, boardReference, localSpan, type ReferenceBoard } from '../exporter/board-reference.ts';

const now = Date.parse('2026-11-10T12:34:56.789Z');
const nowSql = `'${new Date(now).toISOString()}'::timestamptz`;

let history: BoardHistory;
let directory: BoardSources['directory'];
beforeAll(async () => {
  history = await startBoardHistory(now, 15_000);
  directory = await history.ledger.directory();
}, 120_000);
afterAll(() => history.stop());

const basis = (modelBasis: 'original' | 'redirected') => ({
  ...directory,
  settings: { ...directory.settings, billingModelSource: modelBasis },
});

const sourcesOf = (
  engine: 'duckdb' | 'postgres',
  timezone: string,
  modelBasis: 'original' | 'redirected' = 'original',
): BoardSources => ({
  reader: history.ledger.readers[engine],
  directory: basis(modelBasis),
  timezone,
  coefficients: (span) =>
    history.ledger.postgres.snapshot((connection) =>
      cacheCoefficients(connection, history.ledger.schema, span),
    ),
});

/** The same board of both engines: equal to the last digit, or the test fails. */
async function board(
  request: BoardRequest,
  timezone = 'Asia/Shanghai',
  modelBasis?: 'original' | 'redirected',
): Promise<Leaderboard> {
  const [copy, source] = [
    await leaderboard(sourcesOf('duckdb', timezone, modelBasis), request, now),
    await leaderboard(sourcesOf('postgres', timezone, modelBasis), request, now),
  ];
  expect([copy.engine, source.engine]).toEqual(['duckdb', 'postgres']);
  expect({ ...copy, engine: '' }).toEqual({ ...source, engine: '' });
  return copy;
}

const subjectOf: Record<ScopeName, ReferenceBoard['subject']> = {
  user: 'user',
  userCacheHitRate: 'user',
  provider: 'provider',
  providerCacheHitRate: 'provider',
  model: 'model',
  key: 'key',
};

/** Local bounds of periods in the gateway's own SQL; `l` is the local time of now. */
const bounds: [Period, [string, string] | undefined][] = [
  ...(['day', 'week', 'month', 'quarter', 'year'] as const).map((unit, index): [Period, [string, string]] => {
    const begin = `date_trunc('${unit}', LOCAL)`;
    const length = unit === 'quarter' ? '3 months' : `1 ${unit}`;
    const name = (['daily', 'weekly', 'monthly', 'quarterly', 'yearly'] as const)[index] ?? 'daily';
    return [name, [begin, `${begin} + interval '${length}'`]];
  }),
  ['allTime', undefined],
  [{ startDate: '2026-10-25', endDate: '2026-11-01' }, [`timestamp '2026-10-25'`, `timestamp '2026-11-02'`]],
];

/** Every period in one zone, and in the others those that their clocks can upset. */
const zones: [string, 'original' | 'redirected', RegExp][] = [
  ['Asia/Shanghai', 'original', /./],
  ['America/New_York', 'original', /monthly|startDate/],
  ['Asia/Kolkata', 'redirected', /daily|quarterly/],
  ['Australia/Lord_Howe', 'redirected', /weekly|startDate/],
];

test.each(zones)(
  '%s, %s models: every board equals a plain GROUP BY, on both engines',
  async (timezone, modelBasis, periods) => {
    for (const [period, local] of bounds.filter(([name]) => periods.test(JSON.stringify(name)))) {
      const where = local?.map((text) => text.replace('LOCAL', `${nowSql} AT TIME ZONE '${timezone}'`));
      for (const scope of scopeNames) {
        const found = await board({ scope, period }, timezone, modelBasis);
        const onlyCache = scope.endsWith('CacheHitRate');
        const wanted = await boardReference(history.stack.database, {
          subject: subjectOf[scope],
          onlyCache,
          basis: modelBasis,
          where: where === undefined ? 'true' : localSpan(timezone, where[0] ?? '', where[1] ?? ''),
        });
        expect(found.rows.length).toBeGreaterThan(0);
        expect(found.rows.map(({ id }) => id).sort()).toEqual([...wanted.keys()].sort());
        for (const row of found.rows) {
          expect(boardDifferences(row, wanted.get(row.id), onlyCache)).toEqual([]);
        }
      }
    }
  },
  120_000,
);

const ofType = (type: string) =>
  `l.final_provider_id IN (SELECT id FROM providers WHERE provider_type = '${type}' AND deleted_at IS NULL)`;

test('filters mean the same on every scope', async () => {
  const { rows } = await history.stack.database.query<{ tag: string; grp: string }>(
    `SELECT tags->>0 AS tag, split_part(provider_group, ',', 1) AS grp FROM users
     WHERE jsonb_array_length(tags) > 0 AND deleted_at IS NULL ORDER BY id LIMIT 1`,
  );
  const { tag = '', grp = '' } = rows[0] ?? {};
  const members = `l.user_id IN (SELECT id FROM users WHERE deleted_at IS NULL AND (tags ? '${tag}'
    OR '${grp}' = ANY (SELECT trim(part) FROM regexp_split_to_table(provider_group, '[,，\n]') AS part)))`;
  const period = { startDate: '2026-09-01', endDate: '2026-10-20' };
  const within = localSpan('Asia/Shanghai', `timestamp '2026-09-01'`, `timestamp '2026-10-21'`);
  for (const scope of scopeNames) {
    for (const [filters, where] of [
      [{ providerType: 'claude' }, ofType('claude')],
      [{ userTags: [tag], userGroups: [`  ${grp} `] }, members],
      [{ providerType: 'codex', userTags: [tag], userGroups: [grp] }, `${ofType('codex')} AND ${members}`],
    ] as const) {
      const found = await board({ scope, period, ...filters });
      const wanted = await boardReference(history.stack.database, {
        subject: subjectOf[scope],
        onlyCache: scope.endsWith('CacheHitRate'),
        basis: 'original',
        where: `${within} AND ${where}`,
      });
      expect(found.rows.map(({ id }) => id).sort()).toEqual([...wanted.keys()].sort());
      for (const row of found.rows) {
        expect(boardDifferences(row, wanted.get(row.id), scope.endsWith('CacheHitRate'))).toEqual([]);
      }
    }
  }
  expect((await board({ scope: 'user', period, userTags: ['nobody has this'] })).rows).toEqual([]);
}, 60_000);

test('models of a row add up to it, the unnamed ones of providers aside', async () => {
  for (const scope of ['user', 'key', 'provider', 'userCacheHitRate', 'providerCacheHitRate'] as const) {
    const { rows } = await board({ scope, period: 'quarterly', models: true });
    const isProvider = scope.startsWith('provider');
    for (const { requests, models = [], costUsd } of rows) {
      const parts = models.reduce((total, model) => total + model.requests, 0);
      const cost = models.reduce((total, model) => total.plus(model.costUsd ?? 0), new Decimal(0));
      expect(isProvider ? parts <= requests : parts === requests).toBe(true);
      if (parts === requests) expect(cost.toFixed(15)).toBe(costUsd);
      expect(models.every(({ model }) => (model === null ? !isProvider : model === model.trim()))).toBe(true);
    }
    const named = rows.flatMap(({ models = [] }) => models.map(({ model }) => model));
    expect(named.includes(null)).toBe(!isProvider);
  }
});

/** The fraction between two whole milliseconds is of hundredths; what is beyond is the noise of doubles. */
const rounded = (values: number[] | undefined) => values?.map((value) => Number(value.toFixed(2)));

test('percentiles are those of PostgreSQL, of the same requests', async () => {
  for (const [scope, column] of [
    ['user', 'user_id'],
    ['provider', 'final_provider_id'],
    ['model', 'coalesce(original_model, model)'],
  ] as const) {
    const { rows } = await board({ scope, period: 'allTime', percentiles: true });
    for (const row of rows.slice(0, 5)) {
      const { rows: wanted } = await history.stack.database.query<{ duration: number[]; ttft: number[] }>(
        `SELECT percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY duration_ms) AS duration,
                percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY ttfb_ms) AS ttft
         FROM usage_ledger l WHERE ${billable} AND ${column} = $1`,
        [row.id],
      );
      expect([row.durationP50Ms, row.durationP95Ms, row.durationP99Ms]).toEqual(rounded(wanted[0]?.duration));
      expect([row.ttftP50Ms, row.ttftP95Ms, row.ttftP99Ms]).toEqual(rounded(wanted[0]?.ttft));
    }
    expect(rows.length).toBeGreaterThan(5);
  }
});

test('the rank before is the rank on the board of the period before', async () => {
  for (const [period, before] of [
    ['monthly', { startDate: '2026-10-01', endDate: '2026-10-31' }],
    ['weekly', { startDate: '2026-11-02', endDate: '2026-11-08' }],
    [
      { startDate: '2026-10-11', endDate: '2026-10-20' },
      { startDate: '2026-10-01', endDate: '2026-10-10' },
    ],
  ] as const) {
    const found = await board({ scope: 'user', period, rankChange: true }, 'America/New_York');
    const earlier = await board({ scope: 'user', period: before }, 'America/New_York');
    const ranks = new Map(earlier.rows.map(({ id, rank }) => [id, rank]));
    expect(found.rows.map(({ rankBefore }) => rankBefore)).toEqual(
      found.rows.map(({ id }) => ranks.get(id) ?? null),
    );
    expect(found.rows.some(({ rank, rankBefore }) => rank !== rankBefore)).toBe(true);
  }
  const [first] = (await board({ scope: 'user', period: 'allTime', rankChange: true })).rows;
  expect(first?.rankBefore).toBeNull();
});

test('a limit cuts the board, but not the rows of who is looking', async () => {
  for (const scope of ['user', 'key'] as const) {
    const all = await board({ scope, period: 'monthly' });
    const last = all.rows.at(-1)!;
    const cut = await board({ scope, period: 'monthly', limit: 3, viewer: last.user!.id });
    expect(cut.rows).toEqual(all.rows.slice(0, 3));
    expect(cut.count).toBe(all.rows.length);
    expect(cut.own).toEqual(all.rows.slice(3).filter(({ user }) => user?.id === last.user?.id));
    expect(cut.own.length).toBeGreaterThan(0);
  }
});

test('any column sorts, unknown figures last either way, and no two rows change places', async () => {
  for (const scope of ['provider', 'userCacheHitRate'] as const) {
    const columns = columnNames(scope === 'provider' ? 'usage' : 'cache', true);
    for (const column of columns) {
      for (const descending of [true, false]) {
        const request = { scope, period: 'daily', percentiles: true, sort: { column, descending } } as const;
        const { rows } = await leaderboard(sourcesOf('duckdb', 'Asia/Shanghai'), request, now);
        const values = rows.map((row) => (row[column] === null ? null : Number(row[column])));
        const known = values.filter((value) => value !== null);
        expect(values.slice(known.length).every((value) => value === null)).toBe(true);
        expect(known).toEqual([...known].sort((one, other) => (descending ? other - one : one - other)));
        expect(rows.map(({ rank }) => rank)).toEqual(rows.map((_, index) => index + 1));
      }
    }
  }
  const byName = await board({
    scope: 'user',
    period: 'monthly',
    sort: { column: 'name', descending: false },
  });
  const names = byName.rows.map(({ name }) => name);
  expect(names).toEqual([...names].sort(new Intl.Collator('en').compare));
});

test('cache coefficients come from the gateway, and rank its providers', async () => {
  const { database } = history.stack;
  const ids = directory.providers.map(({ id }) => id);
  // raw = floor(900 of 1000), and 40 of 50 requests observable at a factor of 6000: 0.9 * 0.8 * 0.6.
  await database.query(
    `INSERT INTO provider_cache_effectiveness (provider_id, model, cache_ttl_bucket, window_start, window_end,
       sample_count, eligible_count, theoretical_cache_tokens, observed_cache_read_tokens)
     VALUES ($1, 'm', '5m', '2026-11-01+00', '2026-11-02+00', 20, 15, 400, 500),
            ($1, 'n', '1h', '2026-11-01+00', '2026-11-10 15:59+00', 30, 25, 600, 400),
            ($1, 'n', '1h', '2026-10-01+00', '2026-10-31 16:00+00', 30, 25, 600, 400),
            ($2, 'm', '5m', '2026-11-01+00', '2026-11-02+00', 3, 3, 0, 5)`,
    [ids[2], ids[1]],
  );
  const { rows } = await board({ scope: 'providerCacheHitRate', period: 'monthly' });
  expect(rows.slice(0, 2).map(({ id, cacheCoefficientBp }) => [id, cacheCoefficientBp])).toEqual([
    [ids[2], 4320],
    [ids[1], 0],
  ]);
  expect(rows.slice(2).every(({ cacheCoefficientBp }) => cacheCoefficientBp === null)).toBe(true);
  const rates = rows.slice(2).map(({ cacheHitRate }) => cacheHitRate ?? 0);
  expect(rates).toEqual([...rates].sort((one, other) => other - one));
});
