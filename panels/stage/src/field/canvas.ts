import { draw, type DrawingContext, type FieldColours } from './draw.ts';
import { pauseAfter, remembered } from './pace.ts';
import { moved, particlesOf, randomFrom, type Particle, type Size } from './particles.ts';

/** A canvas of more px than this costs more than it shows. */
const MOST_PIXELS = 1920 * 1080;
/** After a longer pause particles go on from where they were, rather than jump. */
const LONGEST_STEP = 1;

/** Puts a canvas behind the content of a box and draws on it, until the returned function is called. */
export function startField(ground: HTMLElement, colours: FieldColours): () => void {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  canvas.dataset['hubscope'] = 'field';
  Object.assign(canvas.style, {
    position: 'fixed',
    inset: '0',
    width: '100vw',
    height: '100vh',
    zIndex: '-1',
    pointerEvents: 'none',
  });
  // What is behind everything in the box must not get behind the box itself.
  const isolation = ground.style.isolation;
  ground.style.isolation = 'isolate';
  ground.prepend(canvas);

  const surface = surfaceOf(canvas);
  const context = surface.getContext('2d');
  let size: Size = { width: 0, height: 0 };
  let scale = 1;
  let particles: Particle[] = [];
  let drawnAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let costs: number[] = [];
  const after = new MessageChannel();

  const fit = () => {
    size = { width: window.innerWidth, height: window.innerHeight };
    const pixels = size.width * size.height;
    scale = Math.min(window.devicePixelRatio, Math.sqrt(MOST_PIXELS / Math.max(1, pixels)));
    surface.width = Math.round(size.width * scale);
    surface.height = Math.round(size.height * scale);
    particles = particlesOf(size, randomFrom(SEED));
    paint();
  };
  const paint = () => {
    if (context !== null) draw(context, particles, colours, scale);
  };
  const step = () => {
    const now = performance.now();
    // Comes when the page has drawn: what the browser does after that is not told, and `pauseAfter` allows for it.
    after.port2.postMessage(null);
    const seconds = Math.min(LONGEST_STEP, (now - drawnAt) / 1000);
    drawnAt = now;
    particles = particles.map((particle) => moved(particle, size, seconds));
    paint();
  };
  after.port1.onmessage = () => {
    costs = remembered(costs, performance.now() - drawnAt);
    wake();
  };
  const wake = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    const pause = Math.max(0, drawnAt + pauseAfter(costs) - performance.now());
    // Without a frame of the page: what is drawn on a canvas that was handed over comes to the screen by itself.
    timer = setTimeout(step, pause);
  };
  fit();
  wake();
  window.addEventListener('resize', fit);
  document.addEventListener('visibilitychange', wake);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('resize', fit);
    document.removeEventListener('visibilitychange', wake);
    after.port1.close();
    canvas.remove();
    ground.style.isolation = isolation;
  };
}

const SEED = 20_260_309;

/**
 * What is drawn on. Of a canvas that is the page's own, the browser copies all pixels with each frame of the page, whether
 * they are new or not; one that was handed over is left alone until it is drawn on.
 */
const surfaceOf = (canvas: HTMLCanvasElement): Surface =>
  typeof canvas.transferControlToOffscreen === 'function' ? canvas.transferControlToOffscreen() : canvas;

type Surface = Pick<HTMLCanvasElement, 'width' | 'height'> & {
  getContext: (kind: '2d') => DrawingContext | null;
};
