import fc from 'fast-check';
import { scaleOf } from '@hubscope/panel-kit/theme/density.ts';
import { layoutOf, type Samples } from './layout.ts';

const samples: Samples = {
  values: ['$1,214.80', '$98.07'],
  valueLabel: 'Cost',
  secondary: [() => [], () => ['1,902 req'], () => ['1,902 req · 41.2M tok']],
  columns: [
    { label: 'Requests', texts: () => ['1,902'] },
    { label: 'Tokens', texts: () => ['41.2M'] },
    { label: 'Avg cost per request', texts: () => ['$0.1068'] },
    { label: 'Avg cost per 1M tokens', texts: () => ['$5.7642'] },
  ],
};
const laptop = scaleOf('bento', 400, 400, null);
const wall = scaleOf('wall', 400, 400, 1);
const asked = { form: 'auto', digits: 2, expands: false, sortable: true } as const;
const widthsIn = (template: string): number[] =>
  [...template.matchAll(/(\d+)px/g)].map(([, width]) => Number(width));

test('a narrow board has rows of two lines, a wide one is a table', () => {
  expect(layoutOf(400, laptop, samples, asked)).toMatchObject({ form: 'rows', avatar: true, secondary: 2 });
  expect(layoutOf(1180, laptop, samples, asked)).toMatchObject({ form: 'columns', columns: 4 });
  expect(layoutOf(1180, laptop, samples, { ...asked, form: 'rows' })).toMatchObject({ form: 'rows' });
  expect(layoutOf(520, laptop, samples, { ...asked, form: 'columns' })).toMatchObject({ form: 'columns' });
});

test('what has no room is left out: figures under the value first, then initials', () => {
  const at = (width: number) => layoutOf(width, wall, samples, asked);
  expect(at(450)).toMatchObject({ avatar: true, secondary: 2 });
  expect(at(360)).toMatchObject({ secondary: 1 });
  expect(at(240)).toMatchObject({ secondary: 0, avatar: false });
});

test('long heads stand in two lines', () => {
  const [, , , , price = 0] = widthsIn(layoutOf(900, laptop, samples, asked).template);
  expect(price).toBeLessThan('Avg cost per request'.length * laptop.small * 0.6);
});

test('columns of a very wide table share what names leave', () => {
  const [, narrow = 0] = widthsIn(layoutOf(1000, wall, samples, asked).template);
  const [, wide = 0] = widthsIn(layoutOf(3840, wall, samples, asked).template);
  expect(wide).toBeGreaterThan(narrow * 2);
});

test('columns never take the room of names', () => {
  const cases = fc.record({
    width: fc.integer({ min: 200, max: 3840 }),
    expands: fc.boolean(),
    form: fc.constantFrom('auto' as const, 'rows' as const, 'columns' as const),
    digits: fc.integer({ min: 1, max: 4 }),
    scale: fc.constantFrom(scaleOf('tile', 200, 120, null), laptop, wall),
  });
  fc.assert(
    fc.property(cases, ({ width, scale, ...more }) => {
      const { form, template, columns } = layoutOf(width, scale, samples, { ...more, sortable: false });
      const taken = widthsIn(template);
      const left =
        width - scale.padding * 2 - taken.reduce((sum, each) => sum + each, 0) - taken.length * scale.gap;
      expect(taken).toHaveLength(2 + columns + Number(more.expands));
      if (form === 'columns') expect(left).toBeGreaterThan(scale.name * 9);
    }),
  );
});
