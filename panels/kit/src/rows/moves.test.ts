import { act, renderHook } from '@testing-library/react';
import { durations } from '../motion/durations.ts';
import { landing, useMoves } from './moves.ts';
import { placesOf } from './places.ts';

const draw = (...ids: string[]) => ({ topOf: placesOf(ids, () => 40).topOf });

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('rows move from where they stood, also on their way, and rest after the last move', () => {
  const { result, rerender } = renderHook(({ topOf }) => useMoves(topOf), {
    initialProps: draw('a', 'b', 'c'),
  });
  expect(result.current.before).toBeUndefined();
  const wait = (ms: number) => {
    act(() => {
      jest.advanceTimersByTime(ms);
    });
  };
  rerender(draw('b', 'a', 'c'));
  expect(result.current.before?.get('b')).toBe(40);
  wait(durations.landed);
  rerender(draw('b', 'c', 'a'));
  expect(result.current.before?.get('c')).toBe(80);
  // The order in the page is that of the last rest.
  expect([...result.current.rested.keys()]).toEqual(['a', 'b', 'c']);
  const rest = landing(Date.now());
  expect(rest).toBeGreaterThan(durations.landed);
  wait(rest - 1);
  expect(result.current.before).toBeDefined();
  wait(1);
  expect(result.current.before).toBeUndefined();
  expect([...result.current.rested.keys()]).toEqual(['b', 'c', 'a']);
});

test('the same places in another answer are no move', () => {
  const { result, rerender } = renderHook(({ topOf }) => useMoves(topOf), {
    initialProps: draw('a', 'b'),
  });
  rerender(draw('a', 'b'));
  expect(result.current.before).toBeUndefined();
});

test('rows that all move alike are carried, but not while they are on their way', () => {
  const { result, rerender } = renderHook(({ topOf }) => useMoves(topOf), {
    initialProps: draw('b', 'c'),
  });
  rerender(draw('a', 'b', 'c'));
  expect(result.current).toMatchObject({ before: undefined, carried: { by: 40 } });
  expect([...result.current.rested.keys()]).toEqual(['a', 'b', 'c']);
  const first = result.current.carried;
  rerender(draw('a', 'b', 'c'));
  expect(result.current.carried).toBe(first);
  rerender(draw('b', 'c'));
  expect(result.current.carried).toEqual({ by: -40 });

  rerender(draw('c', 'b'));
  expect(result.current.carried).toBeUndefined();
  expect(result.current.before?.get('c')).toBe(40);
  rerender(draw('a', 'c', 'b'));
  expect(result.current.carried).toBeUndefined();
  expect(result.current.before?.get('c')).toBe(0);
});
