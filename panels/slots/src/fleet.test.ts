import { toDataFrame } from '@grafana/data';
import fc from 'fast-check';
import { fleetOf } from './fleet.ts';
import { readSlots } from './reading.ts';

type Row = [used: number | null, limit: number | null, enabled?: boolean];
const fleetOfRows = (...rows: Row[]) => {
  const frame = toDataFrame({
    fields: [
      { name: 'provider', values: rows.map((_, index) => `p${index}`) },
      { name: 'used', values: rows.map(([used]) => used) },
      { name: 'limit', values: rows.map(([, limit]) => limit) },
      { name: 'enabled', values: rows.map(([, , enabled = true]) => enabled) },
    ],
  });
  return fleetOf([frame], readSlots([frame])?.slots ?? []);
};

test('adds up limited slots of enabled providers', () => {
  expect(fleetOfRows([3, 10], [7, null], [5, 8, false])).toEqual({ limit: 10, used: 3, left: 7, ratio: 0.3 });
  expect(fleetOfRows([7, null])).toMatchObject({ limit: 0, ratio: null });
});

test('is not known where one provider is not', () => {
  expect(fleetOfRows([3, 10], [null, 10])).toEqual({ limit: 20, used: null, left: null, ratio: null });
  expect(fleetOfRows([3, 10], [null, 10, false])).toMatchObject({ limit: 10, left: 7 });
});

test('overuse of one provider takes nothing from the others', () => {
  expect(fleetOfRows([12, 10], [0, 10])).toMatchObject({ used: 12, left: 10, ratio: 0.5 });
  const row = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 30 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
      const { limit, left, ratio } = fleetOfRows(...rows);
      expect(left).toBe(rows.reduce((sum, [used, most]) => sum + Math.max(0, most - used), 0));
      expect(limit).toBe(rows.reduce((sum, [, most]) => sum + most, 0));
      expect(ratio).toBeGreaterThanOrEqual(0);
      expect(ratio).toBeLessThanOrEqual(1);
    }),
  );
});

test('is what the answer says where it says it', () => {
  const said = toDataFrame({
    fields: [
      { name: 'limit', values: [132] },
      { name: 'used', values: [107] },
      { name: 'left', values: [25] },
    ],
  });
  expect(fleetOf([said], [])).toEqual({ limit: 132, used: 107, left: 25, ratio: 107 / 132 });
});
