import fc from 'fast-check';
import type { RowFilter } from '../types/query.ts';
import { keepRows, type NamesOf } from './filters.ts';

interface Row {
  user: string | null;
  models: (string | null)[];
}

const rows: Row[] = [
  { user: 'alice', models: ['opus', 'haiku'] },
  { user: 'bob', models: ['haiku'] },
  { user: 'bob|bo', models: [] },
  { user: null, models: [null] },
];
const names: NamesOf<Row> = { user: ({ user }) => user, model: ({ models }) => models };
const users = (...filters: RowFilter[]) => keepRows(rows, filters, names).rows.map(({ user }) => user);

test.each<[RowFilter, (string | null)[]]>([
  [{ key: 'user', operator: '=', value: 'bob' }, ['bob']],
  [{ key: 'user', operator: '!=', value: 'bob' }, ['alice', 'bob|bo', null]],
  [{ key: 'user', operator: '=', value: '' }, [null]],
  [{ key: 'user', operator: '=|', value: 'alice', values: ['alice', 'bob'] }, ['alice', 'bob']],
  [{ key: 'user', operator: '!=|', value: 'alice', values: ['alice', 'bob'] }, ['bob|bo', null]],
  [{ key: 'user', operator: '=|', value: 'bob' }, ['bob']],
  [{ key: 'user', operator: '=|', value: '', values: [] }, ['alice', 'bob', 'bob|bo', null]],
  [{ key: 'user', operator: '!=|', value: '', values: [] }, ['alice', 'bob', 'bob|bo', null]],
  [{ key: 'user', operator: '=~', value: 'bo' }, []],
  [{ key: 'user', operator: '=~', value: 'bo.*|x' }, ['bob', 'bob|bo']],
  [{ key: 'user', operator: '!~', value: 'bo.*' }, ['alice', null]],
  [{ key: 'model', operator: '=', value: 'haiku' }, ['alice', 'bob']],
  [{ key: 'model', operator: '!=', value: 'opus' }, ['bob', 'bob|bo', null]],
  [{ key: 'model', operator: '=', value: '' }, ['bob|bo', null]],
  [{ key: 'provider', operator: '=', value: 'x' }, ['alice', 'bob', 'bob|bo', null]],
  [{ key: 'toString', operator: '=', value: 'x' }, ['alice', 'bob', 'bob|bo', null]],
])('%j keeps %j', (filter, kept) => {
  expect(users(filter)).toEqual(kept);
});

test('every filter has to pass', () => {
  expect(
    users({ key: 'model', operator: '=', value: 'haiku' }, { key: 'user', operator: '!=', value: 'bob' }),
  ).toEqual(['alice']);
});

test.each<RowFilter>([
  { key: 'user', operator: '=~', value: '(' },
  { key: 'user', operator: '<' as RowFilter['operator'], value: 'b' },
])('a filter that cannot be understood keeps nothing, and is told: %j', (filter) => {
  expect(keepRows(rows, [filter], names)).toEqual({ rows: [], broken: filter });
});

const word = fc.string({ maxLength: 3 });
const manyRows = fc.array(
  fc.record({ user: fc.option(word), models: fc.array(fc.option(word), { maxLength: 3 }) }),
);

test.each(['user', 'model'])('of %s, an operator and its opposite share all rows, in their order', (key) => {
  fc.assert(
    fc.property(manyRows, word, fc.array(word, { minLength: 1 }), (all, value, values) => {
      const opposites = [
        ['=', '!='],
        ['=|', '!=|'],
      ] as const;
      for (const pair of opposites) {
        const [kept, dropped] = pair.map(
          (operator) => keepRows(all, [{ key, operator, value, values }], names).rows,
        );
        expect(all.filter((row) => kept!.includes(row))).toEqual(kept);
        expect(all.filter((row) => !kept!.includes(row))).toEqual(dropped);
      }
    }),
  );
});

test('one of several is any one of them', () => {
  fc.assert(
    fc.property(manyRows, fc.array(word, { minLength: 1 }), (all, values) => {
      const any = keepRows(all, [{ key: 'user', operator: '=|', value: '', values }], names).rows;
      const each = values.flatMap(
        (value) => keepRows(all, [{ key: 'user', operator: '=', value }], names).rows,
      );
      expect(new Set(any)).toEqual(new Set(each));
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const { rows: kept, broken } = keepRows(rows, [{ key: 'user', operator: '=~', value }], names);
      expect(broken === undefined || kept.length === 0).toBe(true);
    }),
  );
});
