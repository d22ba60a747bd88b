import { fieldsOf, frameOf, rowOf } from './fixtures.ts';
import { BY_NAME } from './order.ts';
import { seenOf, sortedBy, toggled, untouched } from './viewing.ts';

const fields = fieldsOf(frameOf({ name: ['a', 'b'], cost: [2, 1] }));
const rows = [
  rowOf('ana', { index: 0 }),
  rowOf('otto', { index: 1, own: true }),
  rowOf('me', { index: 1, own: true, beyond: true }),
];
const ids = (keepsOwn: boolean, search = '') => {
  const { listed, own } = seenOf(rows, { ...untouched, search }, fields, keepsOwn, 'en-US');
  return [listed.map(({ id }) => id), own.map(({ id }) => id)];
};

test('own rows beyond the limit stand apart, if they are to be kept in sight', () => {
  expect(ids(true)).toEqual([
    ['ana', 'otto'],
    ['otto', 'me'],
  ]);
  expect(ids(false)).toEqual([['ana', 'otto', 'me'], []]);
});

test('a search leaves own rows in sight', () => {
  expect(ids(true, 'ana')).toEqual([['ana'], ['otto', 'me']]);
});

test('what somebody does to a board leaves the rest as it is', () => {
  const sorted = sortedBy({ ...untouched, search: 'a' }, BY_NAME);
  expect(sorted).toMatchObject({ search: 'a', sort: { by: BY_NAME, descending: false } });
  const open = toggled(sorted, '7');
  expect([...open.expanded]).toEqual(['7']);
  expect([...toggled(open, '7').expanded]).toEqual([]);
  expect(untouched.expanded.size).toBe(0);
});
