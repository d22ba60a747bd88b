import { completeVariable, withVariableChange } from './change.ts';

const refId = 'HubscopeVariable';

test.each([
  [undefined, { refId, dimension: 'users' }],
  ['models', { refId, dimension: 'models' }],
  ['providers claude max', { refId, dimension: 'providers', search: 'claude max' }],
  ['nonsense', { refId, dimension: 'users' }],
  [
    { refId: 'X', dimension: 'tags', search: 'vip' } as const,
    { refId: 'X', dimension: 'tags', search: 'vip' },
  ],
])('%j is completed', (saved, query) => {
  expect(completeVariable(saved)).toEqual(query);
});

test('what a dimension has no meaning for goes, and defaults are not written', () => {
  const query = { refId, dimension: 'users', deleted: true, value: 'id', search: 'a' } as const;
  expect(withVariableChange(query, { dimension: 'models' })).toEqual({
    refId,
    dimension: 'models',
    search: 'a',
  });
  expect(withVariableChange(query, { value: 'name', deleted: false, search: '' })).toEqual({
    refId,
    dimension: 'users',
  });
});
