import fc from 'fast-check';
import { fieldsOf, frameOf, rowOf } from './fixtures.ts';
import { ariaSort, BY_NAME, nextSort, searchRows, sortRows, type Sort } from './order.ts';

const { figures } = fieldsOf(
  frameOf({ name: ['a', 'b', 'c', 'd'], cost: [2, null, 9, 2], requests: [1, 2, 3, 4] }),
);
const rows = ['Zoë', 'Ana 10', 'ana 9', '欧阳'].map((name, index) => rowOf(name, { index }));
const sorted = (sort: Sort | null) => sortRows(rows, sort, figures, 'en-US').map(({ index }) => index);

test('a head sorts by its telling end first, then by the other, then not at all', () => {
  const first = nextSort(null, 'cost');
  const second = nextSort(first, 'cost');
  expect([first, second, nextSort(second, 'cost')]).toEqual([
    { by: 'cost', descending: true },
    { by: 'cost', descending: false },
    null,
  ]);
  expect(nextSort(first, BY_NAME)).toEqual({ by: BY_NAME, descending: false });
  expect([ariaSort(first, 'cost'), ariaSort(second, 'cost'), ariaSort(first, 'requests')]).toEqual([
    'descending',
    'ascending',
    'none',
  ]);
});

test('what is not known is last, whichever way; ties stay as they came', () => {
  expect(sorted({ by: 'cost', descending: true })).toEqual([2, 0, 3, 1]);
  expect(sorted({ by: 'cost', descending: false })).toEqual([0, 3, 2, 1]);
  expect(sorted(null)).toEqual([0, 1, 2, 3]);
});

test('names are sorted as people do, numbers in them as numbers', () => {
  expect(sorted({ by: BY_NAME, descending: false })).toEqual([2, 1, 0, 3]);
});

test('a figure that is gone sorts nothing', () => {
  expect(sorted({ by: 'gone', descending: true })).toEqual([0, 1, 2, 3]);
});

test('no sort loses a row', () => {
  const numbers = fc.array(fc.option(fc.integer(), { nil: null }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(numbers, fc.boolean(), (values, descending) => {
      const board = fieldsOf(frameOf({ name: values.map((_, index) => `n${index}`), cost: { values } }));
      const all = values.map((_, index) => rowOf(String(index), { index }));
      const found = sortRows(all, { by: 'cost', descending }, board.figures, 'en-US');
      expect([...found].map(({ index }) => index).sort((one, other) => one - other)).toEqual(
        all.map(({ index }) => index),
      );
    }),
  );
});

test('a search finds parts of names, whatever their case', () => {
  const found = (search: string) => searchRows(rows, search).map(({ name }) => name);
  expect(found(' ANA ')).toEqual(['Ana 10', 'ana 9']);
  expect(found('阳')).toEqual(['欧阳']);
  expect(found('')).toHaveLength(4);
});
