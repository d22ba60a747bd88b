import fc from 'fast-check';
import { momentConditions, tellMoments } from './moments.ts';

const QUARTER_MS = 900_000;
const quarters = fc.integer({ min: -1_000_000, max: 3_000_000 }).map((count) => count * QUARTER_MS);
const within = fc.integer({ min: 1, max: QUARTER_MS - 1 });

const statement = (from: number, to: number) =>
  tellMoments(`SELECT 1 FROM rows WHERE ${momentConditions({ from, to }, 'created_at').join(' AND ')}`);
const place = (number: number) => `(SELECT make_timestamptz(micros[${number}]) FROM temp.moments)`;

test('a statement is the same, word for word, for all moments of a quarter of an hour, and looks them up', () => {
  fc.assert(
    fc.property(quarters, within, within, within, within, (quarter, one, other, end, otherEnd) => {
      const first = statement(quarter + one, quarter + QUARTER_MS + end);
      const second = statement(quarter + other, quarter + QUARTER_MS + otherEnd);
      expect(second.sql).toBe(first.sql);
      expect(first.sql).toContain(`created_at >= ${place(1)}`);
      expect(first.sql).toContain(`created_at < ${place(2)}`);
      const micros = (ms: number) => BigInt(ms) * 1000n;
      expect(first.moments).toEqual([micros(quarter + one), micros(quarter + QUARTER_MS + end)]);
    }),
  );
});

test('ends on a quarter of an hour, and open ones, are part of the text', () => {
  expect(momentConditions({}, 'at')).toEqual([]);
  const { sql, moments } = statement(0, QUARTER_MS);
  expect(sql).toContain("created_at >= '1970-01-01T00:00:00.000Z'::timestamptz");
  expect(sql).toContain("created_at < '1970-01-01T00:15:00.000Z'::timestamptz");
  expect(moments).toEqual([]);
});

test('a moment that stands in several places is looked up in one', () => {
  const [, at] = momentConditions({ from: 1 }, 'created_at');
  const { sql, moments } = tellMoments(`${at ?? ''} AND ${at ?? ''}`);
  expect(sql).toBe(`created_at >= ${place(1)} AND created_at >= ${place(1)}`);
  expect(moments).toEqual([1000n]);
});
