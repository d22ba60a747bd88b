import { useEffect } from 'react';
import { css } from '@emotion/css';
import { isKiosk } from './address.ts';

/** Hides the pointer on a wall while nobody is there. A laptop keeps its own. */
export function useHiddenPointer(isIdle: boolean): void {
  useEffect(() => {
    if (!isIdle || !(isKiosk() || document.fullscreenElement !== null)) return undefined;
    const hidden = css({ '&, & *': { cursor: 'none !important' } });
    document.documentElement.classList.add(hidden);
    return () => {
      document.documentElement.classList.remove(hidden);
    };
  }, [isIdle]);
}
