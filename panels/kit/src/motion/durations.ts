/** How long things move, in ms. Nothing moves unless it changed. */
export const durations = {
  /** Digits of a figure. */
  roll: 400,
  /** A row on its way to a new place, or to its first one. */
  glide: 400,
  /** The highlight of a new row. */
  fade: 1500,
  /** A bar, a colour, a control. */
  ease: 250,
  /** All that moves after an answer has landed: what is put in order behind it holds nothing up. */
  landed: 500,
} as const;

/** Starts fast, lands softly. */
export const LANDING = 'cubic-bezier(0.22, 1, 0.36, 1)';
