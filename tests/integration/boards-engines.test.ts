import {
  leaderboard,
  type BoardSources,
  type Leaderboard,
} from '../../exporter/src/questions/leaderboard.ts';
import { cacheCoefficients } from '../../exporter/src/questions/leaderboard/cache-coefficients.ts';
import type { BoardRequest } from '../../exporter/src/questions/leaderboard/request.ts';
import { scopeNames, type ScopeName } from '../../exporter/src/questions/leaderboard/scopes.ts';
import type { Period } from '../../exporter/src/questions/periods.ts';
import { startBoardHistory, type BoardHistory } from '../exporter/board-history.ts';
import {
  boardReference,
  localSpan,
  type ReferenceBoard,
  type ReferenceRow,
} from '../exporter/board-reference.ts';

const now = Date.parse('2026-11-10T12:34:56.789Z');
const nowSql = `'${new Date(now).toISOString()}'::timestamptz`;

let history: BoardHistory;
let directory: BoardSources['directory'];
beforeAll(async () => {
  history = await startBoardHistory(now, 30_000);
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

const near = (found: number | null | undefined, wanted: number | null) =>
  wanted === null || found === null || found === undefined
    ? found === wanted
    : Math.abs(found - wanted) <= 1e-12 * Math.abs(wanted);

const quotient = (dividend: string, divisor: string) =>
  Number(divisor) === 0 ? null : Number(dividend) / Number(divisor);

/** What differs between a row and its reference. */
function differences(row: Leaderboard['rows'][number], wanted: ReferenceRow, onlyCache: boolean): string[] {
  const rate = quotient(wanted.read_tokens, wanted.prompt_tokens);
  const common = {
    requests: row.requests === Number(wanted.requests),
    cost: row.costUsd === padded(wanted.cost),
    creation: row.cacheCreationCostUsd === padded(wanted.creation_cost),
    perRequest: near(Number(row.avgCostPerRequestUsd), quotient(wanted.cost, wanted.requests)),
  };
  const cache = {
    hitRate: near(row.cacheHitRate, rate),
    read: row.cacheReadTokens === Number(wanted.read_tokens),
    prompt: row.totalInputTokens === Number(wanted.prompt_tokens),
  };
  const usage = {
    tokens: row.tokens === Number(wanted.tokens),
    successRate: near(row.successRate, quotient(wanted.successes, wanted.countable)),
    ttft: near(row.avgTtftMs, wanted.ttft === null ? null : Number(wanted.ttft)),
    rate: near(row.avgTokensPerSecond, wanted.rate === null ? null : Number(wanted.rate)),
  };
  const checked = { ...common, ...(onlyCache ? cache : usage) };
  return Object.entries(checked).flatMap(([name, isRight]) =>
    isRight ? [] : [`${name} of ${row.id}: ${JSON.stringify(row)} not ${JSON.stringify(wanted)}`],
  );
}

/** With the ledger's 15 decimals. */
const padded = (text: string) => {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(15, '0')}`;
};

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

const zones = ['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];

test.each(zones)(
  '%s: every board of every period equals a plain GROUP BY, on both engines',
  async (timezone) => {
    const modelBasis = timezone === 'Asia/Kolkata' ? 'redirected' : 'original';
    for (const [period, local] of bounds) {
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
          expect(differences(row, wanted.get(row.id)!, onlyCache)).toEqual([]);
        }
      }
    }
  },
  120_000,
);
