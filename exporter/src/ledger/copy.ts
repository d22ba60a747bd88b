import type { Postgres, Queryable } from '../gateway/postgres.ts';
import type { Engine } from './engine.ts';
import type { LedgerSource } from './source.ts';
import { compactSums, growSums, type SummedSpan } from './sums.ts';
import { DAY_MS, emptyTables, instant, QUARTER_MS, recall, remember } from './tables.ts';
import type { Place } from './wire.ts';

/** How far the load of history has come, newest first. */
export interface LoadState {
  /** Place of the oldest row loaded so far; undefined before the first chunk. */
  reached: Place | undefined;
  done: boolean;
}

/** Rows whose changes lie in sums as lines of their own. */
export interface Scattered {
  /** In quarters that have not settled. */
  recent: number;
  /** In settled ones, and the earliest instant among them, Unix ms. */
  settled: number;
  settledFrom: number;
}

/** Sums without such lines. */
export const nothingScattered: Scattered = { recent: 0, settled: 0, settledFrom: Infinity };

/** The copy of one gateway's ledger: its database, its source, and what is known of how they compare. */
export interface Copy {
  engine: Engine;
  postgres: Postgres;
  source: LedgerSource;
  /** Text that tells this gateway from another; see identity.ts. */
  fingerprint: string;
  load: LoadState;
  summed: SummedSpan;
  /** What has changed sums since they were last compacted. */
  scattered: Scattered;
  /** Whether the counters hold the whole ledger, and may be shown. */
  counted: boolean;
  /** Greatest id that the tail has read; rows up to it may still arrive late. */
  topId: number;
  /** The source's clock, Unix ms, when the copy was last brought up to date; undefined before. */
  asOf: number | undefined;
}

/** Hours and days are added up once they are this old, when most of their rows have stopped changing. */
const SETTLE_MS = 30 * 60_000;

/** Beginning of all sums once everything is loaded: the first instant that dates are written for. */
const BEGINNING_MS = -62_135_596_800_000;

/** A copy that goes on from what the database holds, or begins anew. */
export async function resumeCopy(
  engine: Engine,
  postgres: Postgres,
  source: LedgerSource,
  fingerprint: string,
): Promise<Copy> {
  const load = await recall(engine, 'load');
  const summed = await recall(engine, 'summed');
  const asOf = await recall(engine, 'as_of');
  const [top] = await engine.query<{ id: number | null }>('SELECT max(id) AS id FROM rows');
  return {
    engine,
    postgres,
    source,
    fingerprint,
    load: load === undefined ? { reached: undefined, done: false } : parseLoad(load),
    summed: summed === undefined ? { from: 0, to: 0 } : (JSON.parse(summed) as SummedSpan),
    scattered: nothingScattered,
    counted: (await recall(engine, 'counters')) === 'shown',
    topId: top?.id ?? 0,
    asOf: asOf === undefined ? undefined : Number(asOf),
  };
}

/** Empties the database and begins a copy of `source`. */
export async function beginCopy(
  engine: Engine,
  postgres: Postgres,
  source: LedgerSource,
  fingerprint: string,
): Promise<Copy> {
  await engine.write(async (connection) => {
    await emptyTables(connection);
    await remember(connection, 'gateway', fingerprint);
  });
  return resumeCopy(engine, postgres, source, fingerprint);
}

function parseLoad(text: string): LoadState {
  const {
    micros,
    text: instant,
    id,
    done,
  } = JSON.parse(text) as {
    micros: string | null;
    text: string;
    id: number;
    done: boolean;
  };
  return { done, reached: micros === null ? undefined : { micros: BigInt(micros), text: instant, id } };
}

/** Notes how far the load has come, in the transaction that brings its rows. */
export async function rememberLoad(connection: Queryable, { reached, done }: LoadState): Promise<void> {
  const { micros, text, id } = reached ?? { micros: null, text: '', id: 0 };
  await remember(connection, 'load', JSON.stringify({ micros: micros?.toString() ?? null, text, id, done }));
}

/** The instant (Unix ms) from which on every row has been loaded: Infinity = none yet, -Infinity = all. */
export function loadedFrom({ reached, done }: LoadState): number {
  if (done) return -Infinity;
  if (reached === undefined) return Infinity;
  // The row reached may have others of its own microsecond still before it.
  return Number(reached.micros / 1000n) + 1;
}

/** The span that may be added up now: settled quarters of loaded days. Undefined before there is one. */
function summableSpan(load: LoadState, summed: SummedSpan, now: number): SummedSpan | undefined {
  const loaded = loadedFrom(load);
  const to = Math.floor((now - SETTLE_MS) / QUARTER_MS) * QUARTER_MS;
  const from = load.done ? BEGINNING_MS : Math.ceil(loaded / DAY_MS) * DAY_MS;
  if (summed.from === summed.to) return from < to ? { from, to } : undefined;
  // A clock set back shrinks nothing.
  return { from: Math.min(from, summed.from), to: Math.max(to, summed.to) };
}

/** Rows added up in one go: a fraction of a second, and few enough goes for a long history. */
const ROWS_PER_SLICE = 250_000;

/** A history without many rows is added up in slices of up to so many days. */
const MOST_DAYS = 31;

/** So many scattered lines of sums take about a millisecond to add up. */
const MOST_SCATTERED = 5000;

/** What lies further back is left as it is: it seldom changes, and tidying all of history takes long. */
const COMPACTED_MS = 2 * DAY_MS;

/**
 * Adds up what has been loaded and has settled since the last time, newest first, a slice at a time. Returns true
 * when more is left. `now` is the source's clock, Unix ms.
 */
export async function keepSums(copy: Copy, now: number): Promise<boolean> {
  const { engine, load, summed } = copy;
  await compactScattered(copy);
  const goal = summableSpan(load, summed, now);
  if (goal === undefined || (goal.from === summed.from && goal.to === summed.to)) return false;
  const current = summed.from === summed.to ? { from: goal.to, to: goal.to } : summed;
  const next = { from: Math.max(goal.from, await sliceStart(engine, current.from)), to: goal.to };
  await engine.write(async (connection) => {
    await growSums(connection, current, next);
    await remember(connection, 'summed', JSON.stringify(next));
  });
  copy.summed = next;
  return next.from > goal.from;
}

/** Makes one line of many where changes have scattered sums. */
async function compactScattered(copy: Copy): Promise<void> {
  const { engine, summed, scattered } = copy;
  if (scattered.settled > MOST_SCATTERED) {
    const part = { from: Math.max(scattered.settledFrom, summed.to - COMPACTED_MS), to: Infinity };
    await engine.write((connection) => compactSums(connection, part, summed));
    copy.scattered = nothingScattered;
  } else if (scattered.recent > MOST_SCATTERED) {
    const recent = { from: summed.to, to: Infinity };
    await engine.write((connection) => compactSums(connection, recent, summed, ['quarter']));
    copy.scattered = { ...scattered, recent: 0 };
  }
}

/** Where the slice before `end` begins: some days back, or at the beginning when there is nothing older. */
async function sliceStart(engine: Engine, end: number): Promise<number> {
  const [row] = await engine.query<{ newest: string | null }>(
    `SELECT epoch_ms(max(created_at)) AS newest FROM rows WHERE created_at < ${instant(end)}`,
  );
  if (row === undefined || row.newest === null) return BEGINNING_MS;
  const newest = Number(row.newest);
  const [day] = await engine.query<{ rows: number }>(
    `SELECT count(*)::INTEGER AS rows FROM rows WHERE created_at >= ${instant(newest - DAY_MS)} AND created_at < ${instant(end)}`,
  );
  const days = Math.min(Math.max(Math.floor(ROWS_PER_SLICE / (day?.rows ?? 1)), 1), MOST_DAYS);
  return (Math.floor(newest / DAY_MS) - days) * DAY_MS;
}
