/** A repeatable source of random values: the same seed gives the same values in the same order, on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  /** True with the given probability (0..1). */
  chance(probability: number): boolean;
  /** One of the items, all equally likely. @throws RangeError when there is none */
  pick<T>(items: readonly T[]): T;
  /** Half of the values lie below `median`; `sigma` is the spread of their logarithm (0.5 narrow, 1 wide). */
  lognormal(median: number, sigma: number): number;
  /** The gap between events that come at random and `mean` apart on average. */
  exponential(mean: number): number;
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** Another source of its own, decided by this one's seed and `name` alone, not by what was drawn so far. */
  fork(name: string): Random;
}

/** @param seed any number or text */
export function createRandom(seed: number | string): Random {
  const next = generator(hash(String(seed)));
  const integer = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => items[integer(0, items.length - 1)] ?? nothingToPick(),
    lognormal: (median, sigma) => median * Math.exp(sigma * standardNormal(next)),
    exponential: (mean) => -mean * Math.log(1 - next()),
    hex: (length) => Array.from({ length }, () => integer(0, 15).toString(16)).join(''),
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/**
 * Prepares a draw among items that are not equally likely; weights need not add up to 1.
 *
 * @throws RangeError when no item has a positive weight
 */
export function createChoice<T>(
  items: readonly T[],
  weightOf: (item: T, index: number) => number,
): (random: Random) => T {
  const likely: T[] = [];
  const bounds: number[] = [];
  let sum = 0;
  for (const [index, item] of items.entries()) {
    const weight = weightOf(item, index);
    if (!(weight > 0)) continue;
    sum += weight;
    likely.push(item);
    bounds.push(sum);
  }
  if (likely.length === 0) nothingToPick();
  return (random) => {
    const point = random.next() * sum;
    let low = 0;
    for (let high = bounds.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] ?? 0) > point) high = middle;
      else low = middle + 1;
    }
    return likely[low] ?? nothingToPick();
  };
}

function nothingToPick(): never {
  throw new RangeError('there is nothing to pick from');
}

/** Box and Muller's transformation. */
function standardNormal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Bob Jenkins' small fast counter generator (sfc32). */
function generator([seedA, seedB, seedC, seedD]: readonly [number, number, number, number]): () => number {
  let [a, b, c, counter] = [seedA, seedB, seedC, seedD];
  const step = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first values still resemble the seed.
  for (let round = 0; round < 15; round += 1) step();
  return step;
}

/** Spreads a text over 128 bits (FNV-1a from four starting points). */
function hash(text: string): readonly [number, number, number, number] {
  const from = (start: number) => {
    let value = start;
    for (const character of text) {
      value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x0100_0193);
    }
    return value | 0;
  };
  return [from(0x811c_9dc5), from(0x9e37_79b9), from(0x85eb_ca6b), from(0xc2b2_ae35)];
}
