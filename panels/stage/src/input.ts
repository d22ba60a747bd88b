import { useEffect, useState, useSyncExternalStore } from 'react';

/*
 * Whether anybody is at the screen, once for the page: by pointer, touch, wheel or keyboard.
 */

const kinds = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

const listeners = new Set<() => void>();
let lastAt = performance.now();
let lastPlace = '';

/** What moves under a pointer that rests is told as a movement of the pointer, too. */
function isReal(event: Event): boolean {
  if (event.type !== 'pointermove') return true;
  const { screenX, screenY } = event as PointerEvent;
  const place = `${screenX} ${screenY}`;
  const isElsewhere = place !== lastPlace;
  lastPlace = place;
  return isElsewhere;
}

function hear(event: Event): void {
  if (!isReal(event)) return;
  lastAt = performance.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    for (const kind of kinds) window.addEventListener(kind, hear, { capture: true, passive: true });
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    for (const kind of kinds) window.removeEventListener(kind, hear, { capture: true });
  };
}

/** When there was input last, in ms of `performance.now()`. Known while somebody listens. */
export const lastInputAt = (): number => lastAt;

/** Whether there has been no input for some seconds; never with 0. */
export function useIdle(seconds: number): boolean {
  const at = useSyncExternalStore(subscribe, lastInputAt);
  const [idleSince, setIdleSince] = useState<number | null>(null);
  useEffect(() => {
    if (seconds <= 0) return undefined;
    const timer = setTimeout(() => {
      setIdleSince(at);
    }, seconds * 1000);
    return () => {
      clearTimeout(timer);
    };
  }, [at, seconds]);
  return seconds > 0 && idleSince === at;
}
