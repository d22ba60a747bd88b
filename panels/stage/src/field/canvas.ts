import { durations } from '@hubscope/panel-kit/motion/durations.ts';
import { draw, type FieldColours } from './draw.ts';
import { pauseAfter, remembered } from './pace.ts';
import { moved, particlesOf, randomFrom, type Particle, type Size } from './particles.ts';

/** A canvas of more px than this costs more than it shows. */
const MOST_PIXELS = 1920 * 1080;
/** After a longer pause particles go on from where they were, rather than jump. */
const LONGEST_STEP = 1;

/** Particles at drift. */
export interface Field {
  /** An answer has come: a picture while rows glide would make the browser go over all that moves. */
  rest: () => void;
  stop: () => void;
}

/** Puts a canvas behind the content of a box and draws on it. */
export function startField(ground: HTMLElement, colours: FieldColours): Field {
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

  const context = canvas.getContext('2d');
  let size: Size = { width: 0, height: 0 };
  let scale = 1;
  let particles: Particle[] = [];
  let drawnAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request = 0;
  let costs: number[] = [];
  const after = new MessageChannel();

  const fit = () => {
    size = { width: window.innerWidth, height: window.innerHeight };
    const pixels = size.width * size.height;
    scale = Math.min(window.devicePixelRatio, Math.sqrt(MOST_PIXELS / Math.max(1, pixels)));
    canvas.width = Math.round(size.width * scale);
    canvas.height = Math.round(size.height * scale);
    particles = particlesOf(size, randomFrom(SEED));
    paint();
  };
  const paint = () => {
    if (context !== null) draw(context, particles, colours, scale);
  };
  const step = () => {
    const now = performance.now();
    // Comes when the browser has done what this picture makes it do.
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
  const halt = () => {
    clearTimeout(timer);
    cancelAnimationFrame(request);
  };
  const goOn = (least: number) => {
    halt();
    if (document.hidden) return;
    const pause = Math.max(least, drawnAt + pauseAfter(costs) - performance.now());
    timer = setTimeout(() => {
      request = requestAnimationFrame(step);
    }, pause);
  };
  const wake = () => {
    goOn(0);
  };
  fit();
  wake();
  window.addEventListener('resize', fit);
  document.addEventListener('visibilitychange', wake);
  return {
    rest() {
      goOn(durations.landed);
    },
    stop() {
      halt();
      window.removeEventListener('resize', fit);
      document.removeEventListener('visibilitychange', wake);
      after.port1.close();
      canvas.remove();
      ground.style.isolation = isolation;
    },
  };
}

const SEED = 20_260_309;
