import { createCounting } from '../../exporter/src/ledger/counting.ts';
import { reload } from '../../exporter/src/ledger/pull.ts';
import {
  ledgerCounters,
  type LedgerCounters,
  type SeriesCaps,
} from '../../exporter/src/questions/ledger-counters.ts';
import {
  createPostgresCounters,
  type PostgresCounters,
} from '../../exporter/src/questions/postgres-counters.ts';
import { countersReference, seriesName } from '../exporter/counters-reference.ts';
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
let ledger: LedgerCopy;
const folder = createTemporaryFolder('postgres-counters');
const now = Date.now();

beforeAll(async () => {
  stack = await startStack();
  const directory = await seedDirectory(stack.database, gatewayOptions({ seed: 5 }));
  await fillHistory(stack.ownerUrl, directory, { rows: 4000, days: 20, seed: 5 });
  await addLedgerRow(stack.database, {
    model: 'line\nbreak',
    cost_usd: '-1',
    input_tokens: -5,
    duration_ms: -1,
  });
  await addLedgerRow(stack.database, {
    model: 'line break',
    cost_usd: '999999.999999999999999',
    status_code: null,
  });
  await addLedgerRow(stack.database, {
    output_tokens: '9223372036854775807',
    created_at: new Date('2099-01-01'),
  });
  ledger = await copyLedger(stack, { now });
}, 60_000);
afterAll(async () => {
  await ledger.stop();
  await stack.stop();
  folder.remove();
});

const caps: SeriesCaps = { provider: 1000, model: 1000, user: 1000, key: 1000 };

const count = (counters: PostgresCounters) =>
  ledger.postgres.snapshot((connection) => counters(connection, ledger.schema, now));

/** All sums of all series, in all digits. */
const exactly = ({ series }: LedgerCounters) =>
  new Map(
    Object.entries(series).flatMap(([family, all]) =>
      all.map(({ dimensions, sums }): [string, Record<string, string>] => [
        seriesName(family, dimensions),
        Object.fromEntries(Object.entries(sums).map(([measure, value]) => [measure, value.toFixed(15)])),
      ]),
    ),
  );

/** Everything that is lower in `after` than in `before`. */
function falls(before: LedgerCounters, after: LedgerCounters): unknown[] {
  const later = exactly(after);
  return [...exactly(before)].filter(([name, sums]) =>
    Object.entries(sums).some(([measure, value]) => !(Number(later.get(name)?.[measure]) >= Number(value))),
  );
}

const total = ({ series }: LedgerCounters, measure: string) =>
  series.traffic.reduce((sum, { sums }) => sum + (sums[measure]?.toNumber() ?? 0), 0);

test('counted by PostgreSQL, every series is equal to that of the copy', async () => {
  const { copy } = ledger;
  await createCounting(copy, undefined, undefined).keep();
  const ofCopy = exactly(await ledgerCounters(copy, caps));
  const ofPostgres = exactly(await count(createPostgresCounters(undefined, caps)));
  expect(ofPostgres.size).toBeGreaterThan(150);
  expect(Object.fromEntries(ofPostgres)).toEqual(Object.fromEntries(ofCopy));
});

test('a reset makes no counter fall, nor does a restart after it, and growth counts from there', async () => {
  const { database } = stack;
  const counters = createPostgresCounters(folder.path, caps);
  const before = await count(counters);
  const { rows } = await database.query<{ user_id: number }>(
    'SELECT user_id FROM usage_ledger GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
  );
  await database.query('DELETE FROM usage_ledger WHERE user_id = $1', [rows[0]?.user_id]);
  const after = await count(counters);
  expect(exactly(after)).toEqual(exactly(before));

  await database.query(
    "UPDATE usage_ledger SET cost_usd = cost_usd + 0.000000000000001 WHERE model = 'line\nbreak'",
  );
  await addLedgerRow(database, { cost_usd: '0.25', user_id: rows[0]?.user_id });
  const restarted = createPostgresCounters(folder.path, caps);
  const grown = await count(restarted);
  expect(falls(before, grown)).toEqual([]);
  expect(total(grown, 'requests')).toBe(total(before, 'requests') + 1);
  // A cost below 0 that comes nearer to 0 is still no cost.
  expect(total(grown, 'cost_usd')).toBeCloseTo(total(before, 'cost_usd') + 0.25, 9);
  expect(exactly(await count(createPostgresCounters(folder.path, caps)))).toEqual(exactly(grown));

  // Without a folder, a new process knows only the ledger.
  const forgetful = await count(createPostgresCounters(undefined, caps));
  expect(falls(before, forgetful).length).toBeGreaterThan(0);
});

test('models beyond the cap count as other, as in the copy', async () => {
  await stack.database.query('TRUNCATE usage_ledger');
  await ledger.refill(now);
  await createCounting(ledger.copy, undefined, undefined).keep();
  const ofModels = (most: number) => ({ ...caps, model: most });
  let ofPostgres = createPostgresCounters(undefined, ofModels(2));
  const rounds: [most: number, models: number[]][] = [
    [2, [1, 1, 1]],
    [2, [2, 3, 3, 4]],
    [2, [4, 4, 5, 1]],
    [2, [1, 3]],
  ];
  for (const [most, models] of rounds) {
    for (const model of models) await addLedgerRow(stack.database, { model: `m${model}`, provider_id: 2 });
    await reload(ledger.copy, now - 86_400_000, now + 86_400_000);
    const ofCopy = await ledgerCounters(ledger.copy, ofModels(most));
    const found = await count(ofPostgres);
    expect(Object.fromEntries(exactly(found))).toEqual(Object.fromEntries(exactly(ofCopy)));
    expect(found.folded).toEqual(ofCopy.folded);
  }
  // Raised, the cap gives new series to those who ask now; what they had stays with the others.
  const home = `${folder.path}/folding`;
  const kept = createPostgresCounters(home, ofModels(2));
  const before = await count(kept);
  expect(before.folded.model).toBe(3);
  ofPostgres = createPostgresCounters(home, ofModels(3));
  await addLedgerRow(stack.database, { model: 'm5' });
  const raised = await count(ofPostgres);
  expect(falls(before, raised)).toEqual([]);
  expect(total(raised, 'requests')).toBe(total(before, 'requests') + 1);
  expect(
    raised.series.traffic.find(({ dimensions }) => dimensions.model === 'm5')?.sums.requests?.toNumber(),
  ).toBe(1);
  expect(raised.folded.model).toBe(2);
});

test('an exporter without a copy shows them, and shows them again after a reset and a restart', async () => {
  for (const model of ['a', 'b', 'b'])
    await addLedgerRow(stack.database, { model, cost_usd: '0.1', duration_ms: 70 });
  const home = createTemporaryFolder('postgres-exporter');
  const environment = { LEDGER_ENGINE: 'postgres', DATA_DIR: `${home.path}/new`, MAX_USER_SERIES: '9' };
  try {
    const exporter = await stack.startExporter(environment);
    await waitUntil('counters are shown', async () =>
      (await exporter.scrape()).series('cch_requests_total').some(({ value }) => value > 0),
    );
    const page = await exporter.scrape();
    const reference = await countersReference(stack.database, Date.now());
    const ofPage = new Map(
      [...new Set([...reference.keys()].map((name) => name.slice(0, name.indexOf('{'))))].flatMap((name) =>
        page.series(name).map(({ labels, value }) => [seriesName(name, labels), value] as const),
      ),
    );
    expect([...reference].filter(([name, value]) => ofPage.get(name) !== Number(value))).toEqual([]);
    expect(page.value('cch_exporter_collector_success', { collector: 'ledger_counters' })).toBe(1);
    await exporter.kill();
    await stack.database.query("DELETE FROM usage_ledger WHERE model = 'b'");
    const again = await stack.startExporter(environment);
    await waitUntil('counters are shown', async () =>
      (await again.scrape()).series('cch_requests_total').some(({ value }) => value > 0),
    );
    const counted = (await again.scrape()).value('cch_requests_total', { model: 'b' });
    expect(counted).toBe(page.value('cch_requests_total', { model: 'b' }));
  } finally {
    home.remove();
  }
});
