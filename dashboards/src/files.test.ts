import { dashboards } from './files.ts';
import { saved } from './testing/saved.ts';

const files = Object.fromEntries(saved.map(({ path, dashboard }) => [path, dashboard]));

test('there is a file of each board, and no other', () => {
  expect(Object.keys(files).sort()).toEqual(Object.keys(dashboards).sort());
});

test.each(Object.entries(dashboards))('%s is what `npm run dashboards` writes', (path, dashboard) => {
  expect(files[path]).toEqual(JSON.parse(JSON.stringify(dashboard)));
});
