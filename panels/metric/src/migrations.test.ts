import { migrateOptions } from './migrations.ts';
import { defaultOptions, type Options } from './options.ts';

test('options of another panel or version become those of this one', () => {
  const options = { field: 'cost', graphMode: 'area' } as Partial<Options>;
  expect(migrateOptions({ options })).toEqual({ ...defaultOptions, field: 'cost' });
  expect(migrateOptions({ options: migrateOptions({ options }) })).toEqual(migrateOptions({ options }));
});
