import { rememberLoad, type Copy } from './copy.ts';
import { applyDown, reachedBy, readDown } from './pull.ts';
import type { ReadBatch } from './wire.ts';

/** Chunks loaded in one go: PostgreSQL reads the next one while DuckDB takes in the last. */
const CHUNKS_IN_ONE_GO = 4;

/** Loads the next older chunks of history, at most `chunks` of them. Returns true when none is left. */
export async function loadChunks(copy: Copy, chunks: number = CHUNKS_IN_ONE_GO): Promise<boolean> {
  let reading: Promise<ReadBatch> | undefined = readDown(copy, { to: copy.load.reached });
  for (let left = chunks - 1; reading !== undefined; left -= 1) {
    const batch: ReadBatch = await reading;
    const reached = reachedBy(batch);
    const load = { reached: reached ?? copy.load.reached, done: reached === undefined };
    reading = reached !== undefined && left > 0 ? readDown(copy, { to: reached }) : undefined;
    // Awaited together, so that neither rejection goes unheard.
    const applied = applyDown(copy, batch, { to: copy.load.reached }, (connection) =>
      rememberLoad(connection, load),
    );
    await Promise.all([applied, reading]);
    copy.load = load;
  }
  return copy.load.done;
}

/** Share of the rows loaded, 0 to 1, judged by ids, which grow with time. */
export function loadRatio({ load, topId }: Copy, { first, last }: { first: number; last: number }): number {
  if (load.done) return 1;
  if (load.reached === undefined) return 0;
  const newest = Math.max(last, topId);
  const share = newest <= first ? 1 : (newest - load.reached.id) / (newest - first);
  return Math.min(Math.max(share, 0), 0.999);
}
