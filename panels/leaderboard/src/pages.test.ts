import { act, renderHook } from '@testing-library/react';
import fc from 'fast-check';
import { rowOf } from './fixtures.ts';
import { besidePage, outOfSight, pagesOf, sharedHeight, usePage } from './pages.ts';
import type { Seen } from './viewing.ts';

const ROW = 50;
/** A board of some rows, of which those of some numbers are the viewer's own, and some stand beyond it. */
function seen(rows: number, own: readonly number[] = [], beyond = 0): Seen {
  const listed = Array.from({ length: rows }, (_, index) => rowOf(`r${index}`, { own: own.includes(index) }));
  const apart = Array.from({ length: beyond }, (_, index) => rowOf(`b${index}`, { own: true, beyond: true }));
  return { listed, own: [...listed.filter((row) => row.own), ...apart] };
}
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('pages of a wall', () => {
  test('have as many rows as fit, or as somebody wants', () => {
    expect(pagesOf(seen(12), 260, ROW, 0)).toMatchObject({ perPage: 5, count: 3 });
    expect(pagesOf(seen(12), 260, ROW, 3)).toMatchObject({ perPage: 3, count: 4 });
    expect(pagesOf(seen(12), 20, ROW, 0)).toMatchObject({ perPage: 1, count: 12 });
    expect(pagesOf(seen(0), 260, ROW, 0)).toMatchObject({ count: 1 });
  });

  test('leave room for own rows, which stand beside those pages that have them not', () => {
    const board = seen(12, [5], 1);
    const pages = pagesOf(board, 260, ROW, 0);
    expect(pages).toMatchObject({ perPage: 3, count: 4 });
    expect([0, 1, 2].map((page) => idsOf(besidePage(board, pages, page)))).toEqual([
      ['r5', 'b0'],
      ['b0'],
      ['r5', 'b0'],
    ]);
  });

  test('of one page need no room beside it for rows that are on it', () => {
    expect(pagesOf(seen(5, [4]), 260, ROW, 0)).toMatchObject({ perPage: 5, count: 1, apart: [] });
  });

  test('show every row once, and every own row always, however small the panel is', () => {
    const boards = fc.record({
      rows: fc.integer({ min: 1, max: 60 }),
      own: fc.uniqueArray(fc.nat(59), { maxLength: 3 }),
      beyond: fc.nat(2),
      height: fc.integer({ min: 0, max: 900 }),
      most: fc.nat(12),
    });
    fc.assert(
      fc.property(boards, ({ rows, own, beyond, height, most }) => {
        const board = seen(rows, own, beyond);
        const pages = pagesOf(board, height, ROW, most);
        const shown = Array.from({ length: pages.count }, (_, page) =>
          board.listed.slice(page * pages.perPage, (page + 1) * pages.perPage),
        );
        expect(shown.flat()).toEqual(board.listed);
        shown.forEach((page, number) => {
          const beside = besidePage(board, pages, number);
          const height = (page.length + beside.length) * ROW;
          expect(height).toBeLessThanOrEqual(Math.max(height, ROW));
          for (const row of pages.apart) expect([...page, ...beside]).toContain(row);
        });
      }),
    );
  });
});

test('rows share the height of a page, but stay rows', () => {
  expect(sharedHeight(260, 5, ROW)).toBe(52);
  expect(sharedHeight(260, 1, ROW)).toBe(65);
  expect(sharedHeight(100, 5, ROW)).toBe(ROW);
});

describe('own rows of a list that is scrolled', () => {
  const out = (board: Seen, top: number, height = 200) =>
    idsOf(outOfSight(board, () => ROW, top, height, ROW));

  test('are kept while they are above or below what is seen', () => {
    const board = seen(40, [2, 20]);
    expect(out(board, 0)).toEqual(['r20']);
    expect(out(board, 1000)).toEqual(['r2']);
    expect(out(board, 500)).toEqual(['r2', 'r20']);
  });

  test('are always kept where they stand beyond the board, or a search does not find them', () => {
    expect(out(seen(3, [], 2), 0)).toEqual(['b0', 'b1']);
    const found = { listed: [rowOf('x')], own: [rowOf('me', { own: true })] };
    expect(out(found, 0)).toEqual(['me']);
  });

  test('leave a row of the list where the panel is small', () => {
    expect(out(seen(40, [20, 21, 22]), 0, 110)).toEqual(['r20']);
    expect(out(seen(40, [20]), 0, 60)).toEqual([]);
  });
});

describe('a wall', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const wait = (seconds: number) => {
    act(() => {
      jest.advanceTimersByTime(seconds * 1000);
    });
  };

  test('turns its pages, from the last to the first, and waits while somebody points at one', () => {
    const { result, rerender } = renderHook(({ paused }) => usePage(3, 12, paused), {
      initialProps: { paused: false },
    });
    const shown = [result.current];
    for (const seconds of [12, 12, 12]) {
      wait(seconds);
      shown.push(result.current);
    }
    expect(shown).toEqual([0, 1, 2, 0]);
    rerender({ paused: true });
    wait(60);
    expect(result.current).toBe(0);
    rerender({ paused: false });
    wait(12);
    expect(result.current).toBe(1);
  });

  test('stays on the first where it should, and on the last of fewer', () => {
    const { result, rerender } = renderHook(({ pages, seconds }) => usePage(pages, seconds, false), {
      initialProps: { pages: 3, seconds: 0 },
    });
    wait(60);
    expect(result.current).toBe(0);
    rerender({ pages: 3, seconds: 5 });
    wait(5);
    wait(5);
    expect(result.current).toBe(2);
    rerender({ pages: 2, seconds: 5 });
    expect(result.current).toBe(1);
  });
});
