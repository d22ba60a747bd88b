import type { RowFilter } from '../../types/query.ts';
import { hasVariable } from '../query/query-types.ts';
import { isFinished, patternFault, withKey, withOperator, withValues } from './filter-change.ts';

const one: RowFilter = { key: 'user', operator: '=', value: 'ann' };
const several: RowFilter = { key: 'user', operator: '=|', value: 'ann', values: ['ann', 'bob'] };

test('an operator takes the values along as far as it can', () => {
  expect(withOperator(one, '!=')).toEqual({ ...one, operator: '!=' });
  expect(withOperator(one, '=|')).toEqual({ ...one, operator: '=|', values: ['ann'] });
  expect(withOperator(several, '!=|')).toEqual({ ...several, operator: '!=|' });
  expect(withOperator(several, '=~')).toEqual({ key: 'user', operator: '=~', value: 'ann' });
});

test('a name of one kind is none of another', () => {
  expect(withKey(several, 'model')).toEqual({ key: 'model', operator: '=|', value: '' });
  expect(withKey(one, 'user')).toBe(one);
});

test.each([
  [one, true],
  [{ ...one, value: '' }, false],
  [several, true],
  [withValues(several, []), false],
  [{ key: 'user', operator: '=|', value: 'ann' } as const, false],
])('whether %j is finished is %s', (filter, finished) => {
  expect(isFinished(filter)).toBe(finished);
});

test('a pattern is judged as rows are matched by it, unless a variable completes it', () => {
  expect(patternFault('ann.*', hasVariable)).toBeUndefined();
  expect(patternFault('(ann', hasVariable)).toMatch(/group/i);
  expect(patternFault('(${name}', hasVariable)).toBeUndefined();
});
