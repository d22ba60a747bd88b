import fc from 'fast-check';
import { densities, scaleOf, type Density } from '@hubscope/panel-kit/theme/density.ts';
import { layoutOf, type Layout, type Widest } from './layout.ts';
import { modes, parts, type Mode, type Part } from './options.ts';

const widest = new Map<Part, Widest>(
  parts.map((part) => [part, { over: part === 'model' ? 10.2 : part === 'status' ? 3.2 : 4, under: 5 }]),
);

const lay = (width: number, density: Density = 'bento', mode: Mode = 'requests'): Layout =>
  layoutOf({ mode, width, scale: scaleOf(density, width, 400, 1), widest });

const shown = ({ columns }: Layout) => columns.map(({ over, under }) => [over, ...under].join('+'));

test('a table where there is width for one, else two lines, of which the least important goes first', () => {
  expect(lay(1400).form).toBe('table');
  expect(shown(lay(620))).toEqual([
    'time',
    'user+key',
    'model+provider',
    'status',
    'latency+ttft',
    'cost+tokens',
  ]);
  expect(shown(lay(480))).not.toContain('time');
  expect(shown(lay(280))).toEqual(['model+user+provider', 'status', 'latency+ttft']);
  expect(shown(lay(200, 'tile'))).toEqual(['model', 'status', 'latency']);
});

test('what has lost its own column stands under another one', () => {
  expect(shown(lay(320, 'bento', 'sessions'))).toEqual(['user+session', 'status', 'cost+requests+tokens']);
  expect(shown(lay(588, 'wall', 'sessions'))).toEqual([
    'user+session',
    'model+provider',
    'status',
    'latency+requests',
    'cost+tokens',
  ]);
});

test('columns never take more than there is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 120, max: 3840 }),
      fc.constantFrom(...densities),
      fc.constantFrom(...modes),
      fc.subarray([...parts], { minLength: 1 }),
      (width, density, mode, there) => {
        const scale = scaleOf(density, width, 400, 1);
        const layout = layoutOf({
          mode,
          width,
          scale,
          widest: new Map(there.map((part) => [part, widest.get(part) ?? { over: 0, under: 0 }])),
        });
        const widths = layout.template.split(' ').map(parseFloat).filter(Number.isFinite);
        const all = widths.reduce((sum, each) => sum + each, 0);
        const gaps = layout.gap * Math.max(0, layout.columns.length - 1);
        expect(widths.length).toBe(layout.columns.length);
        expect(all + gaps).toBeLessThanOrEqual(Math.max(gaps, width - scale.padding * 2));
      },
    ),
  );
});
