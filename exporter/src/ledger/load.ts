import { countRange, type PlaceRange } from './apply.ts';
import { rememberLoad, type Copy, type LoadState } from './copy.ts';
import { applyDown, reachedBy, readDown } from './pull.ts';

/** Chunks loaded in one go: as many as DuckDB writes to its file at once, packed (a row group), and no more. */
const CHUNKS_IN_ONE_GO = 12;

/**
 * Loads the next older chunks of history, at most `chunks` of them, in one transaction. PostgreSQL reads the next one
 * while DuckDB takes in the last. Returns true when none is left.
 */
export async function loadChunks(copy: Copy, chunks: number = CHUNKS_IN_ONE_GO): Promise<boolean> {
  const read = (load: LoadState) => {
    const reading = readDown(copy, { to: load.reached });
    // Whoever awaits it hears of a failure; nobody does when the transaction has failed meanwhile.
    reading.catch(() => undefined);
    return reading;
  };
  let load = copy.load;
  let reading = read(load);
  await copy.engine.write(async (connection) => {
    const uncounted: PlaceRange[] = [];
    for (let left = chunks; left > 0 && !load.done; left -= 1) {
      const batch = await reading;
      const range = { to: load.reached };
      const reached = reachedBy(batch);
      load = { reached: reached ?? load.reached, done: reached === undefined };
      if (left > 1 && !load.done) reading = read(load);
      await applyDown(connection, copy, batch, range, uncounted);
    }
    for (const range of joined(uncounted)) await countRange(connection, range);
    await rememberLoad(connection, load);
  });
  copy.load = load;
  return load.done;
}

/** Ranges that follow each other downwards as one, since few large ones are counted more quickly than many small ones. */
function joined(ranges: readonly PlaceRange[]): PlaceRange[] {
  const joint: PlaceRange[] = [];
  for (const range of ranges) {
    const last = joint.at(-1);
    if (last?.from !== undefined && last.from === range.to) last.from = range.from;
    else joint.push({ ...range });
  }
  return joint;
}

/** Share of the rows loaded, 0 to 1, judged by ids, which grow with time. */
export function loadRatio({ load, topId }: Copy, { first, last }: { first: number; last: number }): number {
  if (load.done) return 1;
  if (load.reached === undefined) return 0;
  const newest = Math.max(last, topId);
  const share = newest <= first ? 1 : (newest - load.reached.id) / (newest - first);
  return Math.min(Math.max(share, 0), 0.999);
}
