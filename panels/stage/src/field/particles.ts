/** A particle of the field; lengths in px of the field, speeds in px a second. */
export interface Particle {
  x: number;
  y: number;
  dx: number;
  dy: number;
  radius: number;
  /** 0 to 1. */
  opacity: number;
}

/** Size of a field in px. */
export interface Size {
  width: number;
  height: number;
}

/** Px a second: so slow that a few pictures a second are smooth. */
const FASTEST = 3;

/** One particle for so many px². */
const SPACE = 30_000;
const MOST = 120;

/** Particles of a field. The same `random` makes the same ones. */
export function particlesOf({ width, height }: Size, random: () => number): Particle[] {
  const count = Math.min(MOST, Math.round((width * height) / SPACE));
  return Array.from({ length: count }, () => {
    const direction = random() * 2 * Math.PI;
    const speed = FASTEST * (0.3 + 0.7 * random());
    return {
      x: random() * width,
      y: random() * height,
      dx: Math.cos(direction) * speed,
      dy: Math.sin(direction) * speed,
      radius: 0.7 + random() * 1.1,
      opacity: 0.25 + random() * 0.75,
    };
  });
}

/** The place after so many seconds; what leaves on one side comes back on the other. */
export function moved(particle: Particle, { width, height }: Size, seconds: number): Particle {
  return {
    ...particle,
    x: within(particle.x + particle.dx * seconds, width),
    y: within(particle.y + particle.dy * seconds, height),
  };
}

const within = (at: number, length: number): number => {
  const rest = at % length;
  return rest < 0 ? Math.max(0, rest + length - Number.EPSILON) : rest;
};

/** Random numbers that are the same on every screen: a small generator of Marsaglia's (xorshift). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A thread between two particles that are near each other. */
export interface Thread {
  from: Particle;
  to: Particle;
  /** 0 to 1: fades with their distance. */
  strength: number;
}

/** Px within which particles are near. */
export const NEAR = 150;

export function threadsOf(particles: readonly Particle[]): Thread[] {
  const threads: Thread[] = [];
  particles.forEach((from, index) => {
    for (let other = index + 1; other < particles.length; other += 1) {
      const to = particles[other];
      if (to === undefined) continue;
      const distance = Math.hypot(to.x - from.x, to.y - from.y);
      if (distance < NEAR) threads.push({ from, to, strength: 1 - distance / NEAR });
    }
  });
  return threads;
}
