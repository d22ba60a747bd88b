/** Share of a core that the field may take. With clocks and all else that a wall does at rest it is below 3 %. */
const BUDGET = 0.01;
/**
 * What a picture costs in all, by what the page can measure of it: what it takes to put it on the screen is not told.
 * Measured in Chromium without a graphics processor, where that is dearest.
 */
const WHOLE = 4;
/** Pauses between pictures, ms. */
export const SHORTEST = 1000 / 12;
export const LONGEST = 1000;
/** How many of the last pictures count: one that came with new data of all panels says nothing of the field. */
const REMEMBERED = 9;

/** Ms until the next picture, by what the last ones took of the page's time. A slow machine draws fewer of them. */
export const pauseAfter = (costs: readonly number[]): number =>
  Math.min(LONGEST, Math.max(SHORTEST, (medianOf(costs) * WHOLE) / BUDGET));

/** The last costs, and one more. */
export const remembered = (costs: readonly number[], cost: number): number[] => [
  ...costs.slice(1 - REMEMBERED),
  cost,
];

function medianOf(costs: readonly number[]): number {
  const sorted = [...costs].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
