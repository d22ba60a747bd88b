/**
 * How long things move, in ms. Nothing moves unless it changed. What an answer moves ends at the same time: for each end
 * the browser goes over the whole page.
 */
export const durations = {
  /** Digits of a figure, bars, and the sign that an answer has come. */
  roll: 400,
  /** A row on its way to a new place, or to its first one. */
  glide: 400,
  /** A bar, a colour, a control. */
  ease: 250,
  /** All that moves after an answer has landed: what is put in order behind it holds nothing up. */
  landed: 500,
} as const;

/** Starts fast, lands softly. */
export const LANDING = 'cubic-bezier(0.22, 1, 0.36, 1)';
