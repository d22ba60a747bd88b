import { FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { figuresAsOf, lightsAfter, readStage, STALE_SECONDS, type Light } from './reading.ts';

const NOON = Date.UTC(2026, 2, 9, 4);

interface Row {
  source: string;
  state: string;
  asOf?: number | null;
  reason?: string;
  rows?: number;
  mismatchRows?: number | null;
  loadRatio?: number;
}

const sources = (rows: Row[], custom?: object): DataFrame => ({
  ...toDataFrame({
    fields: [
      { name: 'source', values: rows.map(({ source }) => source) },
      { name: 'state', values: rows.map(({ state }) => state) },
      { name: 'reason', type: FieldType.string, values: rows.map(({ reason }) => reason ?? null) },
      { name: 'asOf', type: FieldType.time, values: rows.map(({ asOf }) => asOf ?? null) },
      { name: 'rows', type: FieldType.number, values: rows.map(({ rows: count }) => count ?? null) },
      { name: 'mismatchRows', type: FieldType.number, values: rows.map((row) => row.mismatchRows ?? null) },
      { name: 'loadRatio', type: FieldType.number, values: rows.map(({ loadRatio }) => loadRatio ?? null) },
    ],
  }),
  ...(custom === undefined ? {} : { meta: { custom } }),
});

const ledger: Row = {
  source: 'ledger',
  state: 'up',
  asOf: NOON - 900,
  rows: 100,
  mismatchRows: 0,
  loadRatio: 1,
};
const well = [
  { source: 'postgres', state: 'up', asOf: NOON - 800 },
  { source: 'redis', state: 'up', asOf: NOON - 400 },
  ledger,
];
const statesOf = (lights: readonly Light[]) => lights.map(({ name, state }) => `${name} ${state}`);

test('each source has a light; what the configuration leaves out has none', () => {
  expect(statesOf(readStage([sources(well)]).lights)).toEqual(['postgres up', 'redis up', 'ledger equal']);
  const without = readStage([
    sources([
      { source: 'postgres', state: 'up' },
      { source: 'redis', state: 'down', reason: 'connection refused' },
      { source: 'ledger', state: 'not-configured' },
    ]),
  ]);
  expect(statesOf(without.lights)).toEqual(['postgres up', 'redis down']);
  expect(without.lights[1]?.reason).toBe('connection refused');
  expect(without.ledger).toEqual({ isUsed: false, rows: null, differences: null });
});

test.each<[Partial<Row>, string]>([
  [{}, 'equal'],
  [{ mismatchRows: 12 }, 'different'],
  [{ mismatchRows: null }, 'uncompared'],
  [{ mismatchRows: null, loadRatio: 0.6 }, 'loading'],
  [{ mismatchRows: 12, loadRatio: 0.6 }, 'loading'],
  [{ state: 'down' }, 'down'],
  [{ state: 'sleeping' }, 'unknown'],
])('a copy of the ledger with %j is %s', (change, state) => {
  expect(readStage([sources([{ ...ledger, ...change }])]).lights[0]?.state).toBe(state);
});

test('numbers with a label tell it too, such as cch_up of Prometheus', () => {
  const up = (source: string, values: (number | null)[]) =>
    toDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: values.map((_, index) => NOON + index) },
        { name: 'value', type: FieldType.number, labels: { source }, values },
      ],
    });
  const { lights, ledger: copy } = readStage([
    up('postgres', [0, 1]),
    up('redis', [1, 0]),
    up('ledger', [1, null]),
  ]);
  expect(statesOf(lights)).toEqual(['postgres up', 'redis down', 'ledger unknown']);
  expect(copy).toBeNull();
});

test('frames that say nothing of it, and none at all, are nothing', () => {
  const nothing = { lights: [], ledger: null, currency: null, names: null };
  expect(readStage([])).toEqual(nothing);
  expect(readStage([toDataFrame({ fields: [{ name: 'value', values: [1] }] })])).toEqual(nothing);
});

test('money and names are as any frame of the answer says', () => {
  const rate = { perUsd: '7.12', date: '2026-03-06' };
  const read = (custom: object) => readStage([sources([]), sources(well, custom)]);
  expect(read({ currency: { code: 'CNY', rate }, names: 'masked' })).toMatchObject({
    currency: { code: 'CNY', rate },
    names: 'masked',
  });
  expect(read({ currency: { code: 'USD', rate: null } }).currency).toEqual({ code: 'USD', rate: null });
  expect(read({ currency: { code: 7 }, names: 'nicknames' })).toMatchObject({ currency: null, names: null });
});

test('figures are at least as new as the oldest of their sources; Redis that is away has none on the screen', () => {
  const asOf = (rows: Row[]) => figuresAsOf(readStage([sources(rows)]).lights, NOON);
  expect(asOf(well)).toBe(NOON - 900);
  expect(asOf([{ source: 'postgres', state: 'down', asOf: NOON - 38_000 }, ledger])).toBe(NOON - 38_000);
  expect(asOf([{ source: 'redis', state: 'down', asOf: NOON - 300_000 }, ledger])).toBe(NOON - 900);
  expect(asOf([{ source: 'postgres', state: 'down' }])).toBe(NOON);
  expect(figuresAsOf([], null)).toBeNull();
});

test('after a while without an answer nobody knows how sources are', () => {
  const { lights } = readStage([sources(well)]);
  expect(lightsAfter(lights, null)).toBe(lights);
  expect(lightsAfter(lights, STALE_SECONDS)).toBe(lights);
  expect(new Set(lightsAfter(lights, STALE_SECONDS + 1).map(({ state }) => state))).toEqual(
    new Set(['unknown']),
  );
});
