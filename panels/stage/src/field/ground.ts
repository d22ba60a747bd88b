/** A box that is painted and at least this share of the window high stands behind all panels. */
const SHARE = 0.5;

/**
 * The box that everything of a dashboard is drawn on: the nearest one around a panel that is painted and large. What is
 * put behind its content there is seen between the panels, and behind those that are transparent.
 */
export function groundOf(panel: Element): HTMLElement {
  const least = window.innerHeight * SHARE;
  const own = panel.closest('[data-viz-panel-key]') ?? panel;
  for (let box = own.parentElement; box !== null && box !== document.body; box = box.parentElement) {
    if (box.clientHeight >= least && isPainted(box)) return box;
  }
  return document.body;
}

/** Whether a box hides what is behind it. */
function isPainted(box: Element): boolean {
  const { backgroundColor } = getComputedStyle(box);
  return backgroundColor !== 'transparent' && !/[,/]\s*0(\.0+)?\)$/.test(backgroundColor);
}
