import { screen } from '@testing-library/react';
import type { AnnotationQuery } from '../../types/query.ts';
import { control, edit } from '../testing/editor.tsx';
import { AnnotationForm } from './AnnotationForm.tsx';

test('breakers are marked unless it is said otherwise, administration only when it is', async () => {
  const { user, query, runs } = edit<AnnotationQuery>(AnnotationForm, { refId: 'Anno' });
  expect(control('Circuit breakers')).toBeChecked();
  expect(control('Administrative changes')).not.toBeChecked();
  await user.click(control('Circuit breakers'));
  await user.click(control('Administrative changes'));
  await user.type(control('Limit'), '50{Enter}');
  expect(query()).toEqual({ refId: 'Anno', breakers: false, administration: true, limit: 50 });
  await user.clear(control('Limit'));
  await user.type(control('Limit'), '$n{Enter}');
  expect(screen.getByText('A whole number from 1 to 2000')).toBeInTheDocument();
  expect(query()).toMatchObject({ limit: 50 });
  expect(runs()).toBe(3);
});
