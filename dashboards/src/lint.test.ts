import { getValueFormats } from '@grafana/data';
import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import { COLUMNS } from './kit/grid.ts';
import { TAG, uids } from './kit/links.ts';
import { drawn, saved, targetsOf, variablesOf, type Saved } from './testing/saved.ts';

const known = Object.values<string>(uids);

test('uids are those that others name, each of one board', () => {
  expect(saved.map(({ dashboard }) => dashboard.uid).sort()).toEqual([...known].sort());
});

describe.each(saved.map((board) => [board.dashboard.uid, board] as const))('%s', (_, board) => {
  const { dashboard } = board;

  test('is classic JSON that names itself, and never draws ten times a second', () => {
    expect(dashboard.schemaVersion).toBe(42);
    expect(dashboard.title).not.toBe('');
    expect(dashboard.description).not.toBe('');
    expect(dashboard.tags).toContain(TAG);
    expect(dashboard).not.toHaveProperty('liveNow');
    expect(dashboard).not.toHaveProperty('id');
    expect(dashboard.id).toBeUndefined();
  });

  test('panels say what they show, and where that comes from', () => {
    const silent = drawn(board).filter(({ description = '' }) => !/^[A-Z].{12,}\.$/s.test(description));
    expect(silent.map(({ id, description }) => [id, description])).toEqual([]);
  });

  test('every data source is a variable of the board', () => {
    const variables = new Map(variablesOf(board).map((variable) => [variable.name, variable]));
    const sources = [
      ...drawn(board).flatMap(targetsOf),
      ...variablesOf(board).filter(({ datasource }) => datasource !== undefined),
      ...(dashboard.annotations.list ?? []).filter(({ builtIn }) => builtIn !== 1),
    ].map(({ datasource }) => datasource);
    for (const source of sources) {
      const name = /^\$\{(\w+)\}$/.exec(source?.uid ?? '')?.[1] ?? '';
      expect(variables.get(name)).toMatchObject({ type: 'datasource', query: source?.type });
    }
  });

  test('panels lie on the grid beside each other, and have ids of their own', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos }) => cellsOf(gridPos ?? { x: -1, y: -1, w: 0, h: 0 }));
    const height = Math.max(...cells.map(({ y }) => y)) + 1;
    // Each once, none beyond the edge, and no gap that Grafana would close by moving panels up.
    const taken = new Set(cells.filter(({ x }) => x >= 0 && x < COLUMNS).map(({ x, y }) => `${x} ${y}`));
    expect([taken.size, cells.length]).toEqual([height * COLUMNS, height * COLUMNS]);
  });

  test('a refresh is one that the picker has, and breaks off no live query', () => {
    const { refresh = '', timepicker } = dashboard;
    const lives = drawn(board).flatMap((panel) =>
      targetsOf(panel).filter((target) => target.kind === 'hubscope' && target.query.live === true),
    );
    if (refresh === '') {
      expect(drawn(board).flatMap(targetsOf)).toHaveLength(lives.length);
    } else {
      expect(timepicker?.refresh_intervals).toContain(refresh);
      expect(lives).toEqual([]);
    }
  });

  test('values of Prometheus have a unit that Grafana knows', () => {
    const measured = drawn(board).filter((panel) => {
      const kinds = new Set(targetsOf(panel).map(({ kind }) => kind));
      return kinds.has('prometheus') && kinds.size === 1;
    });
    const unknown = measured
      .map(({ id, fieldConfig }) => [id, fieldConfig?.defaults.unit ?? 'none at all'] as const)
      .filter(([, unit]) => !units.has(unit.replace(/^suffix:.+$/, 'suffix:')));
    expect(unknown).toEqual([]);
  });

  test('links lead to boards and variables that there are', () => {
    const lost = linksIn(board).filter(({ path, variables }) => {
      const target = saved.find((other) => `/d/${other.dashboard.uid ?? ''}` === path);
      const names = target === undefined ? [] : variablesOf(target).map(({ name }) => name);
      return target === undefined || variables.some((name) => !names.includes(name));
    });
    expect(lost).toEqual([]);
  });

  test('variables that are named are variables of the board, or of Grafana', () => {
    const names = new Set(variablesOf(board).map(({ name }) => name));
    const text = JSON.stringify(dashboard.panels);
    const lost = [...text.matchAll(/\$\{?(\w+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !names.has(name) && !name.startsWith('__') && !/^\d$/.test(name));
    expect(lost).toEqual([]);
  });
});

/** Cells of the grid that a panel takes. */
const cellsOf = ({ x, y, w, h }: GridPos): { x: number; y: number }[] =>
  Array.from({ length: w * h }, (_, cell) => ({ x: x + (cell % w), y: y + Math.floor(cell / w) }));

const units = new Set([
  'suffix:',
  ...getValueFormats().flatMap(({ submenu = [] }) => submenu.map(({ value }) => value)),
]);

/** Addresses that a board leads to, and variables in them. */
function linksIn({ dashboard }: Saved): { path: string; variables: string[] }[] {
  const text = JSON.stringify([dashboard.links, dashboard.panels]);
  return [...text.matchAll(/"url":"([^"?]+)\??([^"]*)"/g)].map(([, path = '', query = '']) => ({
    path,
    variables: [...query.matchAll(/\bvar-(\w+)=/g)].map(([, name = '']) => name),
  }));
}

test('a screen shows nothing but its panels', () => {
  const screens = saved.filter(({ dashboard }) => dashboard.tags?.includes('wall'));
  expect(screens).toHaveLength(2);
  for (const screen of screens) {
    const { dashboard } = screen;
    expect(dashboard).toMatchObject({ refresh: '', preload: true, timepicker: { hidden: true }, links: [] });
    expect(variablesOf(screen).map(({ hide }) => hide)).toEqual([2]);
    expect(dashboard.annotations.list?.map(({ hide }) => hide)).toEqual([true]);
  }
});

test('every other board leads to all boards', () => {
  for (const { dashboard } of saved.filter((board) => !board.dashboard.tags?.includes('wall'))) {
    expect(dashboard.links).toContainEqual(expect.objectContaining({ type: 'dashboards', tags: [TAG] }));
  }
});
