import type { Copy } from './copy.ts';
import { loadedFrom } from './copy.ts';
import { readSource } from './pull.ts';
import { recheck } from './recheck.ts';
import { DAY_MS, instant, QUARTER_MS } from './tables.ts';

/** Rows compared in one step: about a tenth of a second of the gateway's PostgreSQL. */
const ROWS_PER_STEP = 10_240;

/** A span without many rows is compared in one step up to this length. */
const LONGEST_STEP_MS = 31 * DAY_MS;

/** Rows this young still change all the time, so that a difference in them says nothing. */
const YOUNG_MS = 5 * 60_000;

/** Years that a timestamp of JavaScript and the SQL of this folder can name. */
const LAST_MS = 253_402_300_799_000;

/** The slow comparison of everything, newest day first, a step at a time. */
export interface Check {
  /** Compares the next piece. Returns true when that was the last of a pass. */
  step: () => Promise<boolean>;
  /** Begins a pass anew, with the newest rows. */
  restart: () => void;
  /** Rows that the last whole pass found different and mended, but for the youngest; undefined before the first. */
  mismatches: () => number | undefined;
}

/** Creates the slow comparison of a copy. */
export function createCheck(copy: Copy): Check {
  let below = LAST_MS;
  let found = 0;
  let lastFound: number | undefined;

  const finish = () => {
    below = LAST_MS;
    lastFound = found;
    found = 0;
    return true;
  };
  return {
    mismatches: () => lastFound,
    restart() {
      below = LAST_MS;
      found = 0;
    },
    async step() {
      const newest = await newestBelow(copy, below);
      const floor = loadedFrom(copy.load);
      if (newest === undefined || newest < floor) return finish();
      const to = Math.min(below, (Math.floor(newest / QUARTER_MS) + 1) * QUARTER_MS);
      const from = Math.max(await stepStart(copy, to), Math.ceil(floor / QUARTER_MS) * QUARTER_MS);
      if (from >= to) return finish();
      const { mismatches } = await recheck(copy, from, to, QUARTER_MS, true);
      if ((copy.asOf ?? 0) - to > YOUNG_MS) found += mismatches;
      below = from;
      return false;
    },
  };
}

/** The newest instant below another, in the copy or its source, Unix ms; found by index, however large the gap. */
async function newestBelow(copy: Copy, below: number): Promise<number | undefined> {
  const condition = (column: string) => `${column} < ${instant(below)}`;
  const theirs = await readSource(copy, (connection) =>
    connection.query<{ ms: string | null }>(
      `SELECT floor(extract(epoch FROM max(r.created_at)) * 1000)::bigint::text AS ms
       FROM public.${copy.source.table} r WHERE isfinite(r.created_at) AND ${condition('r.created_at')}`,
    ),
  );
  const ours = await copy.engine.query<{ ms: string | null }>(
    `SELECT epoch_ms(max(created_at)) AS ms FROM rows WHERE ${condition('created_at')}`,
  );
  const found = [...theirs, ...ours].flatMap(({ ms }) => (ms === null ? [] : [Number(ms)]));
  return found.length === 0 ? undefined : Math.max(...found);
}

/** Where a step that ends at `to` begins: at most a month before, and less where rows lie close. */
async function stepStart({ engine }: Copy, to: number): Promise<number> {
  const [row] = await engine.query<{ ms: string | null }>(
    `SELECT epoch_ms(min(created_at)) AS ms FROM (
       SELECT created_at FROM rows WHERE created_at < ${instant(to)} AND created_at >= ${instant(to - LONGEST_STEP_MS)}
       ORDER BY created_at DESC LIMIT ${ROWS_PER_STEP})`,
  );
  const longest = Math.floor((to - LONGEST_STEP_MS) / QUARTER_MS) * QUARTER_MS;
  const reached = Math.floor(Number(row?.ms ?? longest) / QUARTER_MS) * QUARTER_MS;
  return Math.min(reached, to - QUARTER_MS);
}
