import { useSyncExternalStore } from 'react';
import { prepare } from './answers/told.ts';

const listeners = new Set<() => void>();
let tick = 0;

/** Which answer live panels show; whoever looks at the page says it: `window.gallery.tick(n)`. */
export const useTick = (): number =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => tick,
  );

declare global {
  interface Window {
    gallery: {
      tick: (next: number) => void;
      /** Makes up the wall's answers of so many ticks beforehand. */
      prepare: (first: number, count: number) => void;
    };
  }
}

window.gallery = {
  tick(next) {
    tick = next;
    for (const listener of listeners) listener();
  },
  prepare,
};
