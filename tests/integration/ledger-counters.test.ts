import { execFileSync } from 'node:child_process';
import { beginCopy, type Copy } from '../../exporter/src/ledger/copy.ts';
import { createCounting } from '../../exporter/src/ledger/counting.ts';
import { loadChunks } from '../../exporter/src/ledger/load.ts';
import { reload } from '../../exporter/src/ledger/pull.ts';
import { ledgerCounters, type SeriesCaps } from '../../exporter/src/questions/ledger-counters.ts';
import { countersReference, shownCounters } from '../exporter/counters-reference.ts';
import { copyLedger, type LedgerCopy } from '../exporter/ledger-copy.ts';
import { addLedgerRow } from '../exporter/rows.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { seedDirectory } from '../gateway/directory.ts';
import { fillHistory } from '../gateway/history.ts';
import { gatewayOptions } from '../gateway/options.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';

jest.setTimeout(90_000);

let stack: Stack;

/** Every series of its own, users included. */
const unfolded: SeriesCaps = { provider: 1000, model: 1000, user: 1000, key: 0 };

beforeAll(async () => {
  stack = await startStack();
  const directory = await seedDirectory(stack.database, gatewayOptions({ seed: 3 }));
  await fillHistory(stack.ownerUrl, directory, { rows: 20_500, days: 30, seed: 3 });
}, 60_000);
afterAll(async () => {
  await stack.stop();
});

/** Counts what a copy holds, as the exporter does every minute. */
const keep = (copy: Copy) => createCounting(copy, undefined, undefined).keep();

/** Brings the copy up to date in all of time. */
const follow = (copy: Copy) => reload(copy, Date.parse('1970-01-01'), Date.parse('2200-01-01'));

/** Samples of a page that differ from an independent count; a sample that no row stands behind must be 0. */
async function differences(ledger: LedgerCopy): Promise<unknown[]> {
  const counters = await ledgerCounters(ledger.copy, unfolded);
  const shown = shownCounters(counters, await ledger.directory());
  const reference = await countersReference(stack.database, ledger.copy.asOf ?? 0);
  expect(reference.size).toBeGreaterThan(100);
  return [
    ...[...reference].filter(([name, value]) => shown.get(name) !== Number(value)),
    ...[...shown].filter(([name, value]) => !reference.has(name) && value !== 0),
  ];
}

/** Cost by series in all decimals. */
async function expectExactCost({ copy }: LedgerCopy): Promise<void> {
  const { series } = await ledgerCounters(copy, unfolded);
  const { rows } = await stack.database.query<{ name: string; cost: string }>(
    `SELECT final_provider_id || '|' || coalesce(original_model, model, '') AS name, sum(cost_usd)::text AS cost
     FROM usage_ledger WHERE blocked_by IS NULL AND NOT is_replay AND status_code IS NOT NULL
       AND endpoint NOT LIKE '%count_tokens' AND endpoint NOT LIKE '%compact' GROUP BY 1 ORDER BY 1`,
  );
  const shown = new Map(
    series.traffic.map(({ dimensions, sums }) => [
      `${dimensions.provider_id}|${dimensions.model}`,
      sums.cost_usd?.toFixed(15),
    ]),
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.map(({ name }) => [name, shown.get(name)])).toEqual(rows.map(({ name, cost }) => [name, cost]));
}

test('every family equals an independent count, of history and of late changes', async () => {
  await stack.database.query(
    `UPDATE usage_ledger SET status_code = NULL, is_success = true, success_rate_outcome = NULL, duration_ms = NULL,
       ttfb_ms = NULL, first_byte_ms = NULL, output_tokens = NULL, cost_usd = 0 WHERE id % 50 = 3`,
  );
  await stack.database.query('UPDATE usage_ledger SET cost_usd = 0 WHERE id % 97 = 5');
  const ledger = await copyLedger(stack);
  let other: LedgerCopy | undefined;
  try {
    await keep(ledger.copy);
    expect(await differences(ledger)).toEqual([]);
    await expectExactCost(ledger);

    await stack.database.query(
      `UPDATE usage_ledger SET status_code = (ARRAY[200, 200, 429, 502, 499])[id % 5 + 1], duration_ms = id % 700000,
         ttfb_ms = id % 130000, first_byte_ms = id % 9000, output_tokens = id, cost_usd = id * 0.000000000000001,
         is_success = id % 5 < 2, success_rate_outcome = (ARRAY['success', 'success', 'failure', 'failure', 'excluded'])[id % 5 + 1]
       WHERE id % 50 = 3`,
    );
    await stack.database.query(
      `UPDATE usage_ledger SET cost_usd = cost_usd + 0.000000000000001, cache_read_input_tokens = coalesce(cache_read_input_tokens, 0) + 7
       WHERE id % 7 = 1 AND cost_usd > 0`,
    );
    await follow(ledger.copy);
    expect(await differences(ledger)).toEqual([]);
    await expectExactCost(ledger);

    // Another exporter, which saw nothing of this as it happened, shows the same.
    other = await copyLedger(stack, { now: ledger.copy.asOf ?? 0 });
    await keep(other.copy);
    expect(await differences(other)).toEqual([]);
  } finally {
    await ledger.stop();
    await other?.stop();
  }
});

test('there are no counters before the whole ledger is loaded', async () => {
  const ledger = await copyLedger(stack);
  try {
    const copy = await beginCopy(
      ledger.copy.engine,
      ledger.postgres,
      ledger.copy.source,
      ledger.copy.fingerprint,
    );
    copy.asOf = Date.now();
    expect(await loadChunks(copy, 1)).toBe(false);
    await keep(copy);
    await expect(ledgerCounters(copy, unfolded)).rejects.toThrow('still being copied');
    while (!(await loadChunks(copy))) continue;
    await expect(ledgerCounters(copy, unfolded)).rejects.toThrow('still being copied');
    await keep(copy);
    await expect(ledgerCounters(copy, unfolded)).resolves.toBeDefined();
  } finally {
    await ledger.stop();
  }
});

test('models beyond the cap count as other: no series falls, the sum is exact, raising the cap hides nothing', async () => {
  await stack.database.query('TRUNCATE usage_ledger');
  const folder = createTemporaryFolder('folding');
  const ledger = await copyLedger(stack, { dataDir: folder.path });
  const { copy } = ledger;
  const shown = new Map<string, number>();
  let sent = 0;
  const look = async (most: number) => {
    const { series, folded } = await ledgerCounters(copy, { ...unfolded, model: most });
    const byModel = new Map<string, number>();
    for (const { dimensions, sums } of series.traffic) {
      const name = dimensions.model ?? '';
      byModel.set(name, (byModel.get(name) ?? 0) + (sums.requests?.toNumber() ?? 0));
    }
    for (const name of shown.keys()) expect([name, byModel.get(name)]).toEqual([name, expect.any(Number)]);
    for (const [name, value] of byModel) {
      expect([name, value]).toEqual([name, Math.max(value, shown.get(name) ?? 0)]);
      shown.set(name, value);
    }
    expect([...byModel.values()].reduce((sum, value) => sum + value, 0)).toBe(sent);
    return { own: [...byModel.keys()].filter((name) => name !== 'other').sort(), folded: folded.model };
  };
  const send = async (models: readonly number[]) => {
    for (const model of models) {
      await addLedgerRow(stack.database, { model: `m${model}`, final_provider_id: (model % 2) + 1 });
      sent += 1;
    }
    await follow(copy);
  };
  try {
    await send([0, 0]);
    await keep(copy);
    expect(await look(3)).toEqual({ own: ['m0'], folded: 0 });
    await send([1, 2, 3, 3, 4]);
    expect(await look(3)).toEqual({ own: ['m0', 'm1', 'm3'], folded: 2 });
    await send([2, 2, 2, 5, 6, 7, 8, 9, 1, 0]);
    expect(await look(3)).toEqual({ own: ['m0', 'm1', 'm3'], folded: 7 });
    expect(await look(5)).toEqual({ own: ['m0', 'm1', 'm3'], folded: 7 });
    await send([2, 2, 9, 8, 3, 0]);
    expect(await look(5)).toEqual({ own: ['m0', 'm1', 'm2', 'm3', 'm8'], folded: 5 });
    await keep(copy);
    expect(await look(3)).toEqual({ own: ['m0', 'm1', 'm2', 'm3', 'm8'], folded: 5 });

    // New names that come in while the page is being made are not shown for a moment and then folded.
    const state = { isSending: true };
    const sending = (async () => {
      for (let round = 10; round < 20; round += 1) await send([round]);
      state.isSending = false;
    })();
    while (state.isSending) {
      const { series } = await ledgerCounters(copy, { ...unfolded, model: 5 });
      const names = new Set(series.traffic.map(({ dimensions }) => dimensions.model));
      expect([...names].sort()).toEqual(['m0', 'm1', 'm2', 'm3', 'm8', 'other']);
    }
    await sending;
    expect(await look(5)).toEqual({ own: ['m0', 'm1', 'm2', 'm3', 'm8'], folded: 15 });
  } finally {
    await ledger.stop();
    folder.remove();
  }
});

test('absurd rows break neither the copy nor a counter', async () => {
  await stack.database.query('TRUNCATE usage_ledger');
  const most = '999999.999999999999999';
  const absurd: Record<string, unknown>[] = [
    { duration_ms: -5, ttfb_ms: -1, first_byte_ms: -2_147_483_648, cost_usd: '-1.5', input_tokens: -10 },
    {
      duration_ms: 2_147_483_647,
      ttfb_ms: 0,
      first_byte_ms: 100,
      cost_usd: most,
      input_tokens: '9223372036854775807',
    },
    { created_at: new Date('2099-12-31T23:59:59Z'), cost_usd: most, output_tokens: '9223372036854775807' },
    { created_at: new Date('1970-01-01T00:00:00Z'), status_code: 0, output_tokens: '-9223372036854775808' },
    {
      cost_usd: null,
      input_tokens: null,
      output_tokens: null,
      duration_ms: null,
      is_success: false,
      success_rate_outcome: null,
    },
    { model: null, original_model: null, status_code: 99_999 },
    { model: '  ', original_model: '' },
    { model: 'quote " back \\ slash' },
    { model: 'line\nbreak\ttab \u0007bell \u009f end' },
    { model: 'line break tab \u0007bell \u009f end' },
    { model: '\u{1F600}'.repeat(128) },
    { model: 'cafe\u0301', original_model: `${'x'.repeat(127)}\u00e9` },
    { model: 'other', cost_usd: '0.000000000000001', cache_read_input_tokens: 3 },
    { final_provider_id: 2_147_483_647, user_id: -1 },
  ];
  for (const row of absurd) await addLedgerRow(stack.database, row);
  const exporter = await stack.startExporter({ MAX_USER_SERIES: '100' });
  const metrics = () => exporter.scrape();
  const requests = async () =>
    (await metrics()).series('cch_requests_total').reduce((sum, { value }) => sum + value, 0);
  await waitUntil('counters are shown', async () => (await requests()) === absurd.length);
  const before = await metrics();
  for (const row of absurd.slice(0, 5)) await addLedgerRow(stack.database, row);
  await waitUntil('five more are counted', async () => (await requests()) === absurd.length + 5);
  const page = await metrics();
  for (const line of before.text.split('\n')) {
    const [series = '', value] = line.split(/ (?=\S+$)/);
    if (!/^cch_\w+(_total|_bucket|_sum|_count)(\{|$)/.test(series)) continue;
    const now = page.text.split('\n').find((one) => one.startsWith(`${series} `));
    expect(Number(now?.slice(series.length))).toBeGreaterThanOrEqual(Number(value));
  }
  expect(execFileSync('promtool', ['check', 'metrics'], { input: page.text, encoding: 'utf8' })).toBe('');
  expect(await exporter.stop()).toBe(0);

  const ledger = await copyLedger(stack);
  try {
    await keep(ledger.copy);
    expect(await differences(ledger)).toEqual([]);
    for (const row of absurd) await addLedgerRow(stack.database, row);
    await follow(ledger.copy);
    expect(await differences(ledger)).toEqual([]);
  } finally {
    await ledger.stop();
  }
});
