/** What was seen of the fleet at some time. */
export interface Point {
  /** Unix ms. */
  at: number;
  used: number;
}

/** Ms of the past that tell the rate of now. */
const WINDOW = 10 * 60_000;
/** Points closer than this say nothing new: the history stays under 130 points however long a page runs. */
const STEP = 5000;
/** A hole in what was seen: the page slept, or the gateway was away. What was before it tells nothing of the rate. */
const HOLE = 90_000;
/** Ms without which nobody can tell a rate. */
const LEAST = 2 * 60_000;
/** Ms beyond which nobody can tell when. */
const FARTHEST = 2 * 3_600_000;
/** How many times its own uncertainty a rate must be, or it is noise. */
const SURE = 4;
const FEWEST = 8;
/** Share of all slots that come and go without a meaning. */
const WOBBLE = 0.02;

/** The history with one more point; bounded, and begun again after a hole or when clocks went back. */
export function remember(history: readonly Point[], point: Point): readonly Point[] {
  const last = history.at(-1);
  if (last === undefined || point.at < last.at || point.at - last.at > HOLE) return [point];
  if (point.at - last.at < STEP) return history;
  return [...history.filter(({ at }) => at >= point.at - WINDOW), point];
}

/** Ms until the fleet is full at the rate of the last minutes; null when it is not filling, or nobody can tell. */
export function timeToFull(history: readonly Point[], limit: number, used: number): number | null {
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined || history.length < FEWEST) return null;
  if (last.at - first.at < LEAST || used >= limit) return null;
  const { rate, error } = rateOf(history);
  if (rate <= 0 || rate < SURE * error || !isSteady(history, limit)) return null;
  const left = (limit - used) / rate;
  return left < FARTHEST ? left : null;
}

/** Whether each third of the history is fuller than the one before, and the last by more than a wobble. */
function isSteady(history: readonly Point[], limit: number): boolean {
  const third = Math.floor(history.length / 3);
  const meanOf = (points: readonly Point[]) =>
    points.reduce((sum, { used }) => sum + used, 0) / points.length;
  const [begin, middle, end] = [
    meanOf(history.slice(0, third)),
    meanOf(history.slice(third, -third)),
    meanOf(history.slice(-third)),
  ];
  return begin < middle && middle < end && end - begin >= Math.max(1, limit * WOBBLE);
}

/** Slots per ms by least squares, and its standard error. */
function rateOf(history: readonly Point[]): { rate: number; error: number } {
  const count = history.length;
  const mean = (value: (point: Point) => number) =>
    history.reduce((sum, point) => sum + value(point), 0) / count;
  const at = mean((point) => point.at);
  const used = mean((point) => point.used);
  const spread = history.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
  const rate = history.reduce((sum, point) => sum + (point.at - at) * (point.used - used), 0) / spread;
  const off = history.reduce((sum, point) => sum + (point.used - used - rate * (point.at - at)) ** 2, 0);
  return { rate, error: Math.sqrt(off / (count - 2) / spread) };
}

/** Minutes as people say them of a guess: to the minute when it is near, to five when it is not. */
export function roughMinutes(ms: number): number {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 20 ? minutes : Math.round(minutes / 5) * 5;
}
