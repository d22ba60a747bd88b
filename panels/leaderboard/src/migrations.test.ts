import { migrateOptions } from './migrations.ts';
import { defaultOptions, type Options } from './options.ts';

test('options of another panel or version become those of this one', () => {
  const options = { form: 'rows', textMode: 'value' } as Partial<Options>;
  expect(migrateOptions({ options })).toEqual({ ...defaultOptions, form: 'rows' });
  expect(migrateOptions({ options: migrateOptions({ options }) })).toEqual(migrateOptions({ options }));
});
