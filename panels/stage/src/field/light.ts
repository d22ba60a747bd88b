import { colorManipulator } from '@grafana/data';

/** How much of the colour there is at most. */
const LIGHT = 0.09;
/** Px over which the light comes up. */
const DAWN = 100;
/** A header stands no further down than this; a panel that does is none. */
const LOWEST = 160;

/**
 * Puts a touch of colour on a box, at the upper right, until the returned function is called. It comes up below the top of
 * the panel: what Grafana has above that hides what is behind it, and there would be an edge.
 */
export function light(ground: HTMLElement, panel: Element, color: string): () => void {
  const { style } = ground;
  const { backgroundImage, backgroundRepeat } = style;
  const top = panel.getBoundingClientRect().top - ground.getBoundingClientRect().top;
  const begin = Math.min(LOWEST, Math.max(0, top));
  const tint = colorManipulator.alpha(color, LIGHT);
  const own = getComputedStyle(ground).backgroundColor;
  style.backgroundImage = [
    `linear-gradient(${own} ${begin}px, transparent ${begin + DAWN}px)`,
    `radial-gradient(1200px 600px at 70% -108px, ${tint}, transparent)`,
  ].join(', ');
  style.backgroundRepeat = 'no-repeat';
  return () => {
    Object.assign(style, { backgroundImage, backgroundRepeat });
  };
}
