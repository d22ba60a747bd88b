import fc from 'fast-check';
import { scopeNames } from '../../exporter/src/contract/words.ts';
import { keepSums } from '../../exporter/src/ledger/copy.ts';
import { reload } from '../../exporter/src/ledger/pull.ts';
import type { LedgerReader } from '../../exporter/src/ledger/reader.ts';
import { createTail } from '../../exporter/src/ledger/tail.ts';
import { leaderboard } from '../../exporter/src/questions/leaderboard.ts';
import { modelDistribution } from '../../exporter/src/questions/models.ts';
import { overview } from '../../exporter/src/questions/overview.ts';
import { providerVolumes } from '../../exporter/src/questions/slots.ts';
import { statistics } from '../../exporter/src/questions/statistics.ts';
import { windowsAt } from '../../exporter/src/questions/windows.ts';
import { trend } from '../../exporter/src/questions/trend.ts';
import { startBoardHistory, type BoardHistory } from '../exporter/board-history.ts';

const HOUR_MS = 3_600_000;
const now = Date.parse('2026-11-10T12:34:56.789Z');
const timezone = 'Asia/Kolkata';

let history: BoardHistory;
beforeAll(async () => {
  history = await startBoardHistory(now, 1500);
}, 120_000);
afterAll(() => history.stop());

/** Some rows: of a few hours before now, so that changes meet each other, or of any time. */
const some = fc.record({
  hours: fc.constantFrom(1, 3, 30, 3000),
  modulus: fc.integer({ min: 2, max: 9 }),
  rest: fc.nat(8),
});
type Some = typeof some extends fc.Arbitrary<infer T> ? T : never;
const where = ({ hours, modulus, rest }: Some) =>
  `created_at >= '${new Date(now - hours * HOUR_MS).toISOString()}' AND id % ${modulus} = ${rest % modulus}`;

/** What may happen to the gateway's ledger. */
const changes = {
  corrected: (rows: Some) =>
    `UPDATE usage_ledger SET cost_usd = coalesce(cost_usd, 0) / 3 + 0.000000000000001, output_tokens = 7,
       duration_ms = coalesce(duration_ms, 0) + 13 WHERE ${where(rows)}`,
  handed: (rows: Some) =>
    `UPDATE usage_ledger SET user_id = (user_id + 1) % 20 + 1, final_provider_id = 3, model = 'another' WHERE ${where(rows)}`,
  moved: (rows: Some) =>
    `UPDATE usage_ledger SET created_at = created_at - interval '20 minutes' WHERE ${where(rows)}`,
  blocked: (rows: Some) =>
    `UPDATE usage_ledger SET blocked_by = CASE WHEN blocked_by IS NULL THEN 'rule' END WHERE ${where(rows)}`,
  deleted: (rows: Some) => `DELETE FROM usage_ledger WHERE ${where(rows)}`,
  arrived: (rows: Some) =>
    `INSERT INTO usage_ledger (request_id, ${copied})
     SELECT -nextval('usage_ledger_id_seq')::integer, ${copied} FROM usage_ledger WHERE ${where(rows)} LIMIT 50`,
};
/** Columns that a row has of another one. */
let copied = '';

const change = fc.record({
  kind: fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])),
  rows: some,
});

/** How the copy hears of it: by the tail and a comparison of days, or by a comparison alone; and what it then tidies. */
const step = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  tail: fc.boolean(),
  compacted: fc.constantFrom('nothing', 'recent', 'settled'),
  /** Minutes by which the clock that sums settle by has gone on. */
  later: fc.constantFrom(0, 15, 60),
});

/** Every figure of the ledger, as one engine tells it. */
async function told(engine: LedgerReader['engine']): Promise<unknown> {
  const reader = history.ledger.readers[engine];
  const directory = await history.ledger.directory();
  const sources = { reader, directory, timezone, coefficients: () => Promise.resolve(undefined) };
  const boards = scopeNames.flatMap((scope) =>
    (['daily', 'monthly', 'allTime'] as const).map((period) =>
      leaderboard(
        sources,
        {
          scope,
          period,
          rankChange: period !== 'allTime',
          percentiles: true,
          ...(scope === 'model' ? {} : { models: true }),
        },
        now,
      ),
    ),
  );
  const day = { from: now - 12 * HOUR_MS, to: now + HOUR_MS };
  const answers = await Promise.all([
    ...boards,
    overview(reader, windowsAt(now, timezone)),
    providerVolumes(reader, day).then((rows) => rows.sort((one, other) => one.providerId - other.providerId)),
    trend(reader, timezone, now),
    modelDistribution(reader, 'original', { period: 'monthly', limit: 1000 }, timezone, now),
    modelDistribution(reader, 'redirected', { period: 'daily', userId: 3 }, timezone, now),
    statistics({ reader, directory, timezone }, { mode: 'users', range: '30days' }, now),
    statistics({ reader, directory, timezone }, { mode: 'mixed', viewer: 3, range: 'today' }, now),
  ]);
  return JSON.parse(
    JSON.stringify(answers, (name, value: unknown) => (name === 'engine' ? undefined : value)),
  ) as unknown;
}

test('whatever happens to the ledger, and however the copy hears of it, both engines tell the same', async () => {
  const { database } = history.stack;
  const { copy } = history.ledger;
  const { rows } = await database.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
     WHERE table_name = 'usage_ledger' AND column_name NOT IN ('id', 'request_id')`,
  );
  copied = rows[0]?.columns ?? '';
  const tail = createTail(copy);
  let clock = now;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
      for (const { changes: asked, tail: byTail, compacted, later } of steps) {
        for (const { kind, rows } of asked) await database.query(changes[kind](rows));
        if (byTail) {
          await tail.read();
          await tail.readInFlight(10 * HOUR_MS);
        }
        await reload(copy, now - 4000 * HOUR_MS, now + 10 * HOUR_MS);
        const many = (part: typeof compacted) => (compacted === part ? Infinity : 0);
        copy.scattered = {
          recent: many('recent'),
          settled: many('settled'),
          settledFrom: now - 30 * HOUR_MS,
        };
        clock += later * 60_000;
        while (await keepSums(copy, clock)) continue;
        expect(await told('duckdb')).toEqual(await told('postgres'));
      }
    }),
    { numRuns: 6 },
  );
}, 120_000);
