import type { Directory } from '../../exporter/src/gateway/directory.ts';
import { quotas, type SubjectQuotas } from '../../exporter/src/questions/quotas.ts';
import type { FiveHourWindow } from '../../exporter/src/questions/quotas/five-hour-windows.ts';
import { quotaScopes, quotaSubjects, type QuotaScope } from '../../exporter/src/questions/quotas/subjects.ts';
import { startBoardHistory, type BoardHistory } from '../exporter/board-history.ts';
import { quotaReference, type OpenWindow } from '../exporter/quota-reference.ts';
import { addLedgerRow } from '../exporter/rows.ts';

const HOUR_MS = 3_600_000;
const end = Date.parse('2026-11-10T12:34:56.789Z');

/** Zones and moments: the middle of a month, its first and last millisecond, and nights on which clocks change. */
const moments: [string, string][] = [
  ['UTC', '2026-11-10T12:34:56.789Z'],
  ['Asia/Shanghai', '2026-10-31T16:00:00.000Z'],
  ['Asia/Kolkata', '2026-10-31T18:29:59.999Z'],
  ['America/New_York', '2026-11-01T06:30:00.000Z'],
  ['America/New_York', '2026-03-08T07:00:00.000Z'],
  ['America/New_York', '2026-03-08T06:59:59.999Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-01T10:00:00.000Z'],
];

/** Limits of every kind for everybody, and accumulations that were begun anew: long ago, lately, in the last hours. */
const limits = (table: string, daily: string) => `
  UPDATE ${table} SET limit_5h_usd = 1 + id % 7, ${daily} = 2 + id % 11, limit_weekly_usd = 30 + id % 5,
    limit_monthly_usd = CASE id % 4 WHEN 0 THEN 0 ELSE 200 END, limit_total_usd = CASE id % 3 WHEN 0 THEN NULL ELSE 900 END,
    limit_5h_reset_mode = (ARRAY['rolling', 'fixed'])[1 + id % 2]::daily_reset_mode,
    daily_reset_mode = (ARRAY['fixed', 'fixed', 'rolling'])[1 + id % 3]::daily_reset_mode,
    daily_reset_time = (ARRAY['00:00', '02:30', '01:45', '23:45', '18:00', 'dawn'])[1 + id % 6]`;
const anew = [
  `UPDATE users SET cost_reset_at = '2026-11-10T09:00:00.001Z'::timestamptz - id * interval '1 day' WHERE id % 5 = 1`,
  `UPDATE users SET limit_5h_cost_reset_at = '2026-11-10T10:30:00Z'::timestamptz + id * interval '1 s' WHERE id % 3 = 0`,
  `UPDATE keys SET cost_reset_at = '2026-11-09T23:00:00Z'::timestamptz - id * interval '7 h' WHERE id % 2 = 0`,
  `UPDATE providers SET total_cost_reset_at = '2026-10-20T01:02:03.004Z'::timestamptz + id * interval '1 h'
   WHERE id % 4 = 2`,
];

let history: BoardHistory;
let directory: Directory;

beforeAll(async () => {
  history = await startBoardHistory(end, 12_000, { duplicatedKeyStrings: 4 });
  const { database } = history.stack;
  await database.query(limits('users', 'daily_limit_usd'));
  await database.query(limits('keys', 'limit_daily_usd'));
  await database.query(limits('providers', 'limit_daily_usd'));
  for (const statement of anew) await database.query(statement);
  // `dawn` is no time; the gateway's day then begins at midnight, which the reference could not make of it.
  directory = await history.ledger.directory();
  for (const table of ['users', 'keys', 'providers']) {
    await database.query(`UPDATE ${table} SET daily_reset_time = '00:00' WHERE daily_reset_time = 'dawn'`);
  }
  await addEdges();
  await history.ledger.refill(end);
}, 120_000);
afterAll(() => history.stop());

const isOpen = (id: number) => id % 4 === 1;

/** Fixed five-hour windows at a moment: open for some, closed for the others. */
const openAt = (scope: QuotaScope, now: number): OpenWindow[] =>
  quotaSubjects(scope, directory)
    .filter(({ id, spending }) => spending.fiveHourReset === 'fixed' && isOpen(id))
    .map(({ id }) => ({ id, from: now - id * 60_000, to: now - id * 60_000 + 5 * HOUR_MS }));

/** A row at the first moment of every window, one a millisecond before, and one that is charged in it. */
async function addEdges(): Promise<void> {
  const { database } = history.stack;
  const { rows: keys } = await database.query<{ id: number; user_id: number; key: string }>(
    'SELECT id, user_id, key FROM keys WHERE deleted_at IS NULL',
  );
  for (const [timezone, at] of moments) {
    for (const scope of quotaScopes) {
      const open = openAt(scope, Date.parse(at));
      const windows = await quotaReference(database, scope, at, timezone, open);
      for (const { id, since } of windows.filter((_, index) => index % 6 === 0)) {
        if (since === null) continue;
        const key = keys.find((row) =>
          scope === 'key' ? row.id === id : scope === 'user' ? row.user_id === id : true,
        );
        const row = {
          ...(key === undefined ? {} : { user_id: key.user_id, key: key.key }),
          ...(scope === 'provider' ? { provider_id: id, final_provider_id: id } : {}),
          cost_usd: `0.0000000000${String(1000 + id)}`,
        };
        await addLedgerRow(database, { ...row, created_at: new Date(Number(since)), duration_ms: null });
        await addLedgerRow(database, { ...row, created_at: new Date(Number(since) - 1), duration_ms: 1 });
      }
    }
  }
}

/** The quotas of a scope: the same on both engines, or the test fails. */
async function found(
  scope: QuotaScope,
  at: string,
  timezone: string,
  fiveHours: ReadonlyMap<number, FiveHourWindow>,
): Promise<SubjectQuotas[]> {
  const subjects = quotaSubjects(scope, directory);
  const { duckdb, postgres } = history.ledger.readers;
  const copy = await quotas(duckdb, scope, subjects, Date.parse(at), timezone, fiveHours);
  expect(await quotas(postgres, scope, subjects, Date.parse(at), timezone, fiveHours)).toEqual(copy);
  return copy;
}

const padded = (text: string) => {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(15, '0')}`;
};

test.each(moments)('%s at %s: every quota equals plain SQL, on both engines', async (timezone, at) => {
  for (const scope of quotaScopes) {
    const open = openAt(scope, Date.parse(at));
    const closed = quotaSubjects(scope, directory).map(({ id }): [number, FiveHourWindow] => [id, null]);
    const fiveHours = new Map([
      ...closed,
      ...open.map((window): [number, FiveHourWindow] => [window.id, window]),
    ]);
    const wanted = await quotaReference(history.stack.database, scope, at, timezone, open);
    const subjects = await found(scope, at, timezone, fiveHours);
    const seen = subjects.flatMap(({ id, quotas: found }) =>
      found.map((quota) => ({
        id,
        quota_window: quota.window,
        quota_limit: quota.limitUsd,
        used: quota.usedUsd,
        late: quota.rate?.spentUsd,
        since: quota.countsFrom === null ? null : String(quota.countsFrom),
        reset: quota.resetsAt === null ? null : String(quota.resetsAt),
        empty_at: quota.emptyAt === null ? null : String(quota.emptyAt),
      })),
    );
    expect(seen).toEqual(wanted.map((row) => ({ ...row, used: padded(row.used), late: padded(row.late) })));
    expect(new Set(wanted.map(({ quota_window }) => quota_window)).size).toBe(5);
    if (at.startsWith('2026-11')) {
      expect(wanted.some(({ used }) => Number(used) > 0)).toBe(true);
      expect(wanted.some(({ empty_at }) => empty_at !== null)).toBe(true);
    }
    for (const quota of subjects.flatMap((subject) => subject.quotas)) {
      const left = Number(quota.limitUsd) - Number(quota.usedUsd);
      expect(Number(quota.remainingUsd)).toBeCloseTo(Math.max(left, 0), 9);
      expect(quota.ratio).toBeCloseTo(Number(quota.usedUsd) / Number(quota.limitUsd), 12);
    }
  }
});

test('a fixed five-hour window that Redis cannot tell is unknown, and no other quota', async () => {
  const subjects = await found('user', new Date(end).toISOString(), 'UTC', new Map());
  for (const quota of subjects.flatMap((subject) => subject.quotas)) {
    const isUnknown = quota.window === '5h' && quota.reset === 'fixed';
    expect([quota.usedUsd, quota.remainingUsd, quota.ratio].every((figure) => figure === null)).toBe(
      isUnknown,
    );
    if (isUnknown) expect([quota.emptyAt, quota.countsFrom, quota.resetsAt]).toEqual([null, null, null]);
  }
});

test('the deleted have no quotas, those of one name are told apart, and limits that are no money are told', async () => {
  const { database } = history.stack;
  await database.query('UPDATE users SET rpm_limit = 60, limit_concurrent_sessions = NULL WHERE id = 2');
  await database.query(
    'UPDATE users SET rpm_limit = 0, limit_concurrent_sessions = 7, updated_at = now() WHERE id = 3',
  );
  await database.query('UPDATE keys SET limit_concurrent_sessions = 0 WHERE user_id = 3');
  const now = await history.ledger.directory();
  for (const scope of ['user', 'key'] as const) {
    const { rows } = await database.query<{ id: number; name: string }>(
      scope === 'user'
        ? 'SELECT id, name FROM users WHERE deleted_at IS NULL ORDER BY id'
        : `SELECT k.id, k.name FROM keys k JOIN users u ON u.id = k.user_id
           WHERE k.deleted_at IS NULL AND u.deleted_at IS NULL ORDER BY k.id`,
    );
    expect(quotaSubjects(scope, now).map(({ id, name }) => ({ id, name }))).toEqual(rows);
    expect(new Set(rows.map(({ name }) => name)).size).toBeLessThan(rows.length);
  }
  const limitsOf = (scope: QuotaScope, user: number) =>
    quotaSubjects(scope, now)
      .filter((subject) => subject.user?.id === user)
      .map(({ requestLimit, sessionLimit }) => ({ requestLimit, sessionLimit }));
  expect(limitsOf('user', 2)).toEqual([{ requestLimit: 60, sessionLimit: null }]);
  expect(limitsOf('user', 3)).toEqual([{ requestLimit: null, sessionLimit: 7 }]);
  const ofKeys = limitsOf('key', 3);
  expect(ofKeys.length).toBeGreaterThan(0);
  expect(ofKeys.every((limit) => limit.requestLimit === null && limit.sessionLimit === 7)).toBe(true);
});
