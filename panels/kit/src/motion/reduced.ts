import { useSyncExternalStore } from 'react';

const query = '(prefers-reduced-motion: reduce)';

const subscribe = (changed: () => void) => {
  const list = window.matchMedia(query);
  list.addEventListener('change', changed);
  return () => {
    list.removeEventListener('change', changed);
  };
};

/** Whether the viewer asks for less motion. Styles ask by the theme's `handleMotion`; canvases and scripts ask here. */
export const prefersReducedMotion = (): boolean => window.matchMedia(query).matches;

/** The same, and again when it changes. */
export const useReducedMotion = (): boolean => useSyncExternalStore(subscribe, prefersReducedMotion);
