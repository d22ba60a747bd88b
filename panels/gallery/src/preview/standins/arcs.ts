/** A share of a whole, as a part of a ring around 0, 0. */
export interface Arc {
  /** Of the whole, 0 to 1. */
  share: number;
  /** Outline, as SVG writes it. */
  path: string;
  /** Where its figure stands. */
  middle: readonly [x: number, y: number];
}

/** Shares of a ring, clockwise from the top. What is unknown or below 0 has none. */
export function arcsOf(values: readonly number[], radius: number, hole: number): Arc[] {
  const parts = values.map((value) => (value > 0 && Number.isFinite(value) ? value : 0));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  let before = 0;
  return parts.map((part) => {
    const share = whole === 0 ? 0 : part / whole;
    const [from, to] = [before, before + share];
    before = to;
    return {
      share,
      path: share === 0 ? '' : ring(from, to, radius, radius * hole),
      middle: at((from + to) / 2, (radius * (1 + hole)) / 2),
    };
  });
}

const at = (turn: number, radius: number): readonly [number, number] => {
  const angle = 2 * Math.PI * turn;
  return [rounded(radius * Math.sin(angle)), rounded(-radius * Math.cos(angle))];
};

const rounded = (length: number): number => Math.round(length * 1000) / 1000;

/** A whole ring begins and ends at one point, which no arc can say: its ends stay a little apart. */
const NEARLY_ALL = 0.9999;

function ring(from: number, to: number, outer: number, inner: number): string {
  const end = Math.min(to, from + NEARLY_ALL);
  const isLong = end - from > 0.5 ? 1 : 0;
  const [a, b, c, d] = [at(from, outer), at(end, outer), at(end, inner), at(from, inner)];
  return [
    `M ${a.join(' ')}`,
    `A ${outer} ${outer} 0 ${isLong} 1 ${b.join(' ')}`,
    `L ${c.join(' ')}`,
    `A ${inner} ${inner} 0 ${isLong} 0 ${d.join(' ')}`,
    'Z',
  ].join(' ');
}
