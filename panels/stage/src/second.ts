import { useEffect, useState } from 'react';

/** A timer that comes a little early would show the same second again. */
const LATE = 15;

/** Ms until a clock that is `offset` ms behind this one turns to its next second. */
export const untilNextSecond = (now: number, offset: number): number =>
  1000 - ((((now - offset) % 1000) + 1000) % 1000) + LATE;

/**
 * Unix ms by a clock that is `offset` ms behind the viewer's, again when it turns to its next second: a timer of a
 * second would drift, and now and then leave one out. Rests while nobody looks.
 */
export function useSecond(offset: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(tick, untilNextSecond(Date.now(), offset));
    };
    const tick = () => {
      setNow(Date.now());
      wait();
    };
    const wake = () => {
      if (document.hidden) clearTimeout(timer);
      else tick();
    };
    // What is shown now may be by another clock.
    timer = setTimeout(tick, 0);
    document.addEventListener('visibilitychange', wake);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [offset]);
  return now - offset;
}
