import { useEffect, useRef } from 'react';
import { isKiosk } from '../address.ts';
import { lastInputAt } from '../input.ts';
import type { Options } from '../options.ts';
import { hourOf } from '../zone.ts';
import { faultOf } from './decide.ts';
import { rememberReload, reloadsIn } from './reloads.ts';

/** How often the watchdog looks, in ms. */
const LOOK = 15_000;

/** What Chromium says of its memory beyond the standard. */
interface WithMemory {
  memory?: { usedJSHeapSize: number };
}

const memoryUsed = (): number | null => (performance as WithMemory).memory?.usedJSHeapSize ?? null;

interface Watched {
  options: Options;
  /** Changes with each new answer. */
  beat: unknown;
  expectsFrames: boolean;
  /** Ms that the viewer's clock is ahead of the gateway's. */
  offset: number;
  zone: string;
}

/**
 * Loads the page again at a quiet minute when new data has not come for long, or its memory has grown. Ever more rarely
 * when that is of no use, and never while Grafana itself does not answer: a screen keeps what it shows.
 */
export function useWatchdog(watched: Watched): void {
  const latest = useRef(watched);
  const lastFrame = useRef(0);
  const { watchdog } = watched.options;
  useEffect(() => {
    latest.current = watched;
  });
  useEffect(() => {
    lastFrame.current = performance.now();
  }, [watched.beat]);
  useEffect(() => {
    if (watchdog === 'off') return undefined;
    // Streams rest while a page is hidden.
    const forgive = () => {
      lastFrame.current = performance.now();
    };
    let isBusy = false;
    const look = () => {
      if (isBusy || document.hidden || !mayReload(watchdog)) return;
      isBusy = true;
      void reloadIfNeeded(latest.current, lastFrame.current).finally(() => {
        isBusy = false;
      });
    };
    const timer = setInterval(look, LOOK);
    document.addEventListener('visibilitychange', forgive);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', forgive);
    };
  }, [watchdog]);
}

/** Nobody's half-written panel is thrown away. */
function mayReload(watchdog: Options['watchdog']): boolean {
  const parameters = new URLSearchParams(window.location.search);
  if (parameters.has('editPanel') || parameters.has('editview')) return false;
  return watchdog === 'always' || isKiosk();
}

async function reloadIfNeeded({ options, expectsFrames, offset, zone }: Watched, lastFrame: number) {
  try {
    const now = Date.now();
    const seen = {
      now: performance.now(),
      lastFrame,
      expectsFrames,
      lastInput: lastInputAt(),
      memory: memoryUsed(),
      hour: hourOf(now - offset, zone),
    };
    const { length } = reloadsIn(window.sessionStorage, now);
    if (faultOf(seen, options, length) === null) return;
    const { ok } = await fetch(window.location.href, { cache: 'no-store' });
    if (!ok) return;
    rememberReload(window.sessionStorage, now);
    window.location.reload();
  } catch {
    // Grafana is away, or nothing can be remembered: the next look tries again.
  }
}
