import { screen } from '@testing-library/react';
import type { VariableQuery } from '../../types/query.ts';
import { control, edit, giveListsRoom } from '../testing/editor.tsx';
import { VariableForm } from './VariableForm.tsx';

beforeAll(giveListsRoom);

test('a variable lists a dimension, by part of the name, deleted or not, by name or number', async () => {
  const { user, query, runs, choose } = edit<VariableQuery>(VariableForm, { refId: 'V', dimension: 'users' });
  await user.type(control('Name contains'), 'ann');
  expect(runs()).toBe(0);
  await user.keyboard('{Enter}');
  await user.click(control('Deleted, too'));
  await user.click(control('Number'));
  expect(query()).toEqual({ refId: 'V', dimension: 'users', search: 'ann', deleted: true, value: 'id' });
  expect(runs()).toBe(3);
  await choose('List of', 'Models');
  expect(query()).toEqual({ refId: 'V', dimension: 'models', search: 'ann' });
  expect(screen.queryByLabelText('Number')).toBeNull();
});
