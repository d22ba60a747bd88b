import { useSyncExternalStore } from 'react';

/*
 * One timer for all running clocks of a panel, however many rows show one. It rests while nobody looks. Those of all
 * panels tick at the same time, so that a page draws once for all of them.
 */

interface Ticker {
  subscribe: (changed: () => void) => () => void;
  now: () => number;
}

function tickerOf(everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    now = Date.now();
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
      everyMs - (Date.now() % everyMs),
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
        now = Date.now();
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

/** Unix ms, again every so often. */
export function useNow(everyMs = 1000): number {
  let ticker = tickers.get(everyMs);
  if (ticker === undefined) tickers.set(everyMs, (ticker = tickerOf(everyMs)));
  return useSyncExternalStore(ticker.subscribe, ticker.now);
}
