import { useCallback, useEffect, useRef, useState } from 'react';

/** A pointer that rests this long on rows was left there, and nobody reads. */
const RESTS_MS = 60_000;

/** Marks what is no row, and has the focus of somebody who reads rows. */
export const HOLDS = 'data-holds';

/** Whether somebody reads rows, and what tells so. */
export interface Hold {
  /** By scrolling, pointing or focus; pausing is for the panel to add. */
  held: boolean;
  onScroll: (top: number) => void;
  /** For the element around the rows. */
  handlers: {
    onPointerMove: (event: React.PointerEvent) => void;
    onPointerLeave: () => void;
    onFocus: (event: React.FocusEvent) => void;
    onBlur: (event: React.FocusEvent) => void;
  };
}

/** Follows whether somebody reads. A touch does not point: it scrolls. */
export function useHold(): Hold {
  const [scrolled, setScrolled] = useState(false);
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const rest = useCallback(() => {
    clearTimeout(timer.current);
    setPointed(false);
  }, []);
  useEffect(() => rest, [rest]);
  const onPointerMove = useCallback(
    ({ pointerType }: React.PointerEvent) => {
      if (pointerType === 'touch') return;
      clearTimeout(timer.current);
      timer.current = setTimeout(rest, RESTS_MS);
      setPointed(true);
    },
    [rest],
  );
  const onScroll = useCallback((top: number) => {
    setScrolled(top > 1);
  }, []);
  // A click leaves the focus where it was made, long after somebody has read.
  const onFocus = useCallback(({ target }: React.FocusEvent) => {
    setFocused(target.matches(':focus-visible'));
  }, []);
  const onBlur = useCallback(({ currentTarget, relatedTarget }: React.FocusEvent) => {
    const stays =
      relatedTarget !== null &&
      (currentTarget.contains(relatedTarget) || relatedTarget.closest(`[${HOLDS}]`) !== null);
    if (!stays) setFocused(false);
  }, []);
  return {
    held: scrolled || pointed || focused,
    onScroll,
    handlers: { onPointerMove, onPointerLeave: rest, onFocus, onBlur },
  };
}
