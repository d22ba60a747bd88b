import { FieldType, ThresholdsMode, toDataFrame, type DataFrame, type Field } from '@grafana/data';
import { judgeRatio, readSlots } from './reading.ts';

const frame = (fields: Readonly<Record<string, readonly unknown[]>>, custom?: object): DataFrame => ({
  ...toDataFrame({
    fields: Object.entries(fields).map(([name, values]) => ({ name, values: [...values] })),
  }),
  ...(custom === undefined ? {} : { meta: { custom } }),
});
const slotsOf = (...args: Parameters<typeof frame>) => readSlots([frame(...args)])?.slots;

test('what is used of a limit is a share; what is not known or has no limit has none', () => {
  expect(
    slotsOf({
      provider: ['a', 'b', 'c', 'd', 'over'],
      used: [3, null, 5, null, 12],
      limit: [4, 4, null, 0, 10],
    })?.map(({ used, limit, ratio }) => [used, limit, ratio]),
  ).toEqual([
    [3, 4, 0.75],
    [null, 4, null],
    [5, null, null],
    [null, null, null],
    [12, 10, 1.2],
  ]);
});

test('a share that the answer gives is taken as it is, in fields of any order', () => {
  expect(slotsOf({ utilizationRatio: [0.5], limit: [3], used: [2], provider: ['a'] })?.[0]?.ratio).toBe(0.5);
});

test('ids of the answer tell providers apart, else their names, the second of one name being another', () => {
  const fields = { provider: ['a', 'a', 'b'], used: [1, 2, 3], limit: [9, 9, 9] };
  expect(slotsOf(fields, { ids: [7, 8, 9] })?.map(({ id }) => id)).toEqual(['7', '8', '9']);
  expect(slotsOf(fields)?.map(({ id }) => id)).toEqual(['a', 'a 1', 'b']);
  expect(slotsOf(fields, { ids: [7] })?.map(({ id }) => id)).toEqual(['a', 'a 1', 'b']);
});

test('breakers, priorities and tokens are unknown where nobody says them; only `false` is disabled', () => {
  const fields = { provider: ['a', 'b'], used: [1, 1], limit: [2, 2] };
  expect(slotsOf(fields)?.[0]).toMatchObject({
    circuit: null,
    halfOpensAt: null,
    priority: null,
    volume: null,
    enabled: true,
  });
  expect(
    slotsOf({ ...fields, circuit: ['half-open', 'melted'], enabled: [false, null], tokensToday: [0, 5] }),
  ).toMatchObject([
    { circuit: 'half-open', enabled: false, volume: 0 },
    { circuit: null, enabled: true, volume: 5 },
  ]);
});

test('frames that have no such fields are none', () => {
  expect(readSlots([])).toBeUndefined();
  expect(readSlots([frame({ provider: ['a'], used: [1] })])).toBeUndefined();
});

describe('how full is too full', () => {
  const field = (...steps: [number, string][]): Field => ({
    name: 'utilizationRatio',
    type: FieldType.number,
    values: [],
    config: {
      thresholds: {
        mode: ThresholdsMode.Absolute,
        steps: steps.map(([value, color]) => ({ value, color })),
      },
    },
  });

  test.each([
    [0, 'neutral'],
    [0.699, 'neutral'],
    [0.7, 'warning'],
    [0.899, 'warning'],
    [0.9, 'critical'],
    [1.2, 'critical'],
    [null, 'neutral'],
  ] as const)('%s is %s, where the field says nothing of it', (share, judgement) => {
    expect(judgeRatio(undefined, share)).toBe(judgement);
    expect(judgeRatio(field([-Infinity, 'green']), share)).toBe(judgement);
  });

  test('thresholds of the panel stand with what is used, where there is no share', () => {
    const own = frame({ provider: ['a', 'b'], used: [3, 6], limit: [10, 10] });
    const levels = field([-Infinity, 'green'], [0.5, 'red']).config;
    const fields = own.fields.map((each) => (each.name === 'used' ? { ...each, config: levels } : each));
    expect(readSlots([{ ...own, fields }])?.slots.map(({ judgement }) => judgement)).toEqual([
      'neutral',
      'critical',
    ]);
  });

  test('or as the thresholds of the field say, green being no judgement', () => {
    const own = field([-Infinity, 'green'], [0.5, 'orange'], [0.6, 'red']);
    expect([0.4, 0.5, 0.6].map((share) => judgeRatio(own, share))).toEqual([
      'neutral',
      'warning',
      'critical',
    ]);
  });
});
