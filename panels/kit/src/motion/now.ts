import { useSyncExternalStore } from 'react';

/*
 * One timer for all running clocks of a panel, however many rows show one. It rests while nobody looks. Those of all
 * panels tick at the same time, so that a page draws once for all of them.
 */

const SECOND = 1000;
/** Ms by which a timer may come early. */
const EARLY = 15;

/** The last whole second, or whatever is counted in. */
export const wholeBefore = (now: number, everyMs: number): number =>
  Math.floor((now + EARLY) / everyMs) * everyMs;

/** Ms until the next one. */
export const untilNext = (now: number, everyMs = SECOND): number => everyMs - (now % everyMs);

interface Ticker {
  subscribe: (changed: () => void) => () => void;
  now: () => number;
}

function tickerOf(everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  const read = () => wholeBefore(Date.now(), everyMs);
  let now = read();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    now = read();
    for (const listener of listeners) listener();
  };
  const run = () => {
    clearTimeout(timer);
    timer = undefined;
    if (listeners.size === 0 || document.hidden) return;
    timer = setTimeout(
      () => {
        tick();
        run();
      },
      untilNext(Date.now(), everyMs),
    );
  };
  const wake = () => {
    if (!document.hidden) tick();
    run();
  };
  return {
    subscribe(changed) {
      if (listeners.size === 0) {
        document.addEventListener('visibilitychange', wake);
        now = read();
      }
      listeners.add(changed);
      if (timer === undefined) run();
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0) return;
        document.removeEventListener('visibilitychange', wake);
        run();
      };
    },
    now: () => now,
  };
}

const tickers = new Map<number, Ticker>();

/** Unix ms of the last whole second, again with each one; or of whatever else is counted in. */
export function useNow(everyMs = SECOND): number {
  let ticker = tickers.get(everyMs);
  if (ticker === undefined) tickers.set(everyMs, (ticker = tickerOf(everyMs)));
  return useSyncExternalStore(ticker.subscribe, ticker.now);
}
