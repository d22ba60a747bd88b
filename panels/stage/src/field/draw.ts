import { threadsOf, type Particle } from './particles.ts';

/** Colours of the field, from the theme. */
export interface FieldColours {
  dots: string;
  threads: string;
}

/** How much of a colour there is at most: barely. */
const DOTS = 0.34;
const THREADS = 0.13;
/** Threads are drawn in so many strengths, all of one in one go. */
const STRENGTHS = 4;

/** A context of a canvas, of the page or handed over. */
export type DrawingContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws the field. `scale`: px of the canvas for one of the field. */
export function draw(
  context: DrawingContext,
  particles: readonly Particle[],
  { dots, threads }: FieldColours,
  scale: number,
): void {
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.scale(scale, scale);
  context.strokeStyle = threads;
  context.lineWidth = 0.8;
  const all = threadsOf(particles);
  for (let step = 1; step <= STRENGTHS; step += 1) {
    const strength = step / STRENGTHS;
    context.globalAlpha = strength * THREADS;
    context.beginPath();
    for (const thread of all) {
      if (Math.ceil(thread.strength * STRENGTHS) !== step) continue;
      context.moveTo(thread.from.x, thread.from.y);
      context.lineTo(thread.to.x, thread.to.y);
    }
    context.stroke();
  }
  context.fillStyle = dots;
  for (const { x, y, radius, opacity } of particles) {
    context.globalAlpha = opacity * DOTS;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}
