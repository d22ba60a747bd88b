import type { GatewaySchema } from '../gateway/schema.ts';
import type { Postgres, Queryable } from '../gateway/postgres.ts';
import { createCheck } from './check.ts';
import { countersSoFar, createCounting, keepCountersSoFar } from './counting.ts';
import { beginCopy, keepSums, loadedFrom, resumeCopy, type Copy } from './copy.ts';
import type { Engine } from './engine.ts';
import { openFeed } from './feed.ts';
import { fingerprint, isSameLedger, rememberedFingerprint } from './identity.ts';
import { createSchedule, type Job, type Rhythm, type Schedule } from './jobs.ts';
import { loadChunks, loadRatio } from './load.ts';
import { readSource } from './pull.ts';
import { recheck } from './recheck.ts';
import { ledgerSource, type LedgerSource } from './source.ts';
import { recall, remember } from './tables.ts';
import { createTail } from './tail.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Spans that are compared with the source, wider ones more rarely, in slices that take a fraction of a second. */
const RECHECKS = [
  { everyMs: 30 * SECOND_MS, ageMs: 3 * MINUTE_MS, stretchMs: 10 * SECOND_MS, sliceMs: 3 * MINUTE_MS },
  { everyMs: 2 * MINUTE_MS, ageMs: 20 * MINUTE_MS, stretchMs: MINUTE_MS, sliceMs: 20 * MINUTE_MS },
  { everyMs: 15 * MINUTE_MS, ageMs: 3 * HOUR_MS, stretchMs: 15 * MINUTE_MS, sliceMs: 3 * HOUR_MS },
  { everyMs: 3 * HOUR_MS, ageMs: 26 * HOUR_MS, stretchMs: 15 * MINUTE_MS, sliceMs: 6 * HOUR_MS },
] as const;

/** Where the gateway has no feed of written rows, young rows are compared this often instead. */
const WITHOUT_FEED_MS = { inFlight: SECOND_MS, youngest: 2 * SECOND_MS };

/** How often a piece of the slow comparison of everything is done, which costs the gateway half a percent of a core. */
const CHECK_EVERY_MS = 30 * SECOND_MS;

/** Name of the number of deletions, by the source's own count, up to which the copy was compared for them. */
const DELETIONS = 'deletions';

/** A copy at work on one source, from one start or reconnection to the next failure. */
export interface Session {
  copy: Copy;
  schedule: Schedule;
  /** Share of the rows loaded, 0 to 1. */
  loadRatio: () => number;
  /** Rows that the last whole comparison found different; undefined before the first has ended. */
  mismatches: () => number | undefined;
  /** Rows in the copy, a few seconds old. */
  rows: () => number;
  /** Ends the work of the session; nothing of it may be under way. */
  close: () => Promise<void>;
}

/** How a session works. */
export interface SessionOptions {
  tailIntervalMs: number;
  /** When work that comes round is to begin. */
  rhythm?: Rhythm | undefined;
  /** Divides all intervals but the tail's; above 1 it is for tests that compress time. */
  haste?: number;
  /** Folder for what must survive the copy itself; undefined = nothing does. */
  dataDir?: string | undefined;
  /** Whether the folder may be another exporter's, and is only read. */
  isReadOnly?: boolean;
  /** Looks at a piece of the database; true when more is left. */
  inspect?: () => Promise<boolean>;
}

/**
 * Goes on with the copy that an engine holds, or begins one when it holds none, or another ledger's.
 */
export async function openSession(
  engine: Engine,
  postgres: Postgres,
  schema: GatewaySchema,
  { tailIntervalMs, rhythm, haste = 1, dataDir, isReadOnly = false, inspect }: SessionOptions,
): Promise<Session> {
  const source = ledgerSource(schema);
  const before = await countersSoFar(engine);
  const copy = await openCopy(engine, postgres, source);
  await keepCountersSoFar(copy, before);
  const counting = createCounting(copy, dataDir, before, isReadOnly);
  const feed = await readSource(copy, (connection) => openFeed(connection, schema, copy));
  const tail = createTail(copy, feed);
  const check = createCheck(copy);
  const ids = await readSource(copy, (connection) => idRange(connection, source));
  let rows = 0;
  let deletions = await recall(engine, DELETIONS);
  let isUrgent = false;

  const done = (work: Promise<unknown>) => work.then(() => false);
  const jobs: Job[] = [
    { everyMs: tailIntervalMs, isFirst: true, run: () => done(tail.read()) },
    {
      everyMs: (feed === undefined ? WITHOUT_FEED_MS.inFlight : 30 * SECOND_MS) / haste,
      isFirst: true,
      run: () => done(tail.readInFlight(24 * HOUR_MS)),
    },
    ...RECHECKS.map((span, index) => ({
      everyMs: (feed === undefined && index === 0 ? WITHOUT_FEED_MS.youngest : span.everyMs) / haste,
      isFirst: true,
      run: recheckInSlices(copy, span),
    })),
    { everyMs: 5 * SECOND_MS, run: () => keepSums(copy, copy.asOf ?? 0) },
    {
      everyMs: 5 * SECOND_MS,
      run: async () => {
        rows = await countRows(engine);
        return false;
      },
    },
    { everyMs: MINUTE_MS / haste, run: () => done(counting.keep()) },
    { everyMs: 20 * SECOND_MS, run: () => done(engine.checkpoint()) },
    {
      // Deletions leave no trace in the ledger, but the database counts them.
      everyMs: (5 * SECOND_MS) / haste,
      run: async () => {
        // What was deleted during the load is looked for after it.
        if (!copy.load.done) return false;
        const counted = await readSource(copy, (connection) => countDeletions(connection, source));
        if (counted !== deletions) {
          isUrgent = true;
          check.restart();
        }
        deletions = counted;
        return false;
      },
    },
    {
      everyMs: SECOND_MS / 4,
      run: async () => {
        if (!copy.load.done) {
          const isDone = await loadChunks(copy);
          if (isDone) await counting.keep();
          return !isDone;
        }
        if (!isUrgent) return false;
        isUrgent = !(await check.step());
        // Only what has been looked into need not be looked into at the next start.
        if (!isUrgent) await engine.write((connection) => remember(connection, DELETIONS, deletions ?? ''));
        return isUrgent;
      },
    },
    ...(inspect === undefined ? [] : [{ everyMs: Infinity, run: inspect }]),
    { everyMs: CHECK_EVERY_MS / haste, run: () => done(copy.load.done ? check.step() : Promise.resolve()) },
  ];
  return {
    copy,
    schedule: createSchedule(jobs, rhythm),
    loadRatio: () => loadRatio(copy, ids),
    mismatches: check.mismatches,
    rows: () => rows,
    close: counting.writeDown,
  };
}

async function openCopy(engine: Engine, postgres: Postgres, source: LedgerSource): Promise<Copy> {
  const known = await rememberedFingerprint(engine);
  const current = await postgres.snapshot((connection) => fingerprint(connection, source));
  const isSame =
    known === current && (await postgres.snapshot((connection) => isSameLedger(connection, engine, source)));
  const copy = isSame
    ? await resumeCopy(engine, postgres, source, current)
    : await beginCopy(engine, postgres, source, current);
  if (copy.load.reached === undefined && !copy.load.done) {
    // The tail reads on from here; what is there already comes with the load, newest first.
    copy.topId = (await readSource(copy, (connection) => idRange(connection, source))).last;
    const deletions = await readSource(copy, (connection) => countDeletions(connection, source));
    await engine.write((connection) => remember(connection, DELETIONS, deletions));
    await loadChunks(copy, 1);
  }
  return copy;
}

function recheckInSlices(copy: Copy, span: (typeof RECHECKS)[number]): () => Promise<boolean> {
  const { ageMs, stretchMs, sliceMs } = span;
  let from: number | undefined;
  return async () => {
    const end = (Math.floor((copy.asOf ?? 0) / stretchMs) + 1) * stretchMs;
    // What is not loaded yet comes with the load.
    const floor = Math.max(end - ageMs, loadedFrom(copy.load) + stretchMs);
    from ??= Math.floor(Math.min(floor, end) / stretchMs) * stretchMs;
    const to = Math.min(end, from + sliceMs);
    if (from < to) await recheck(copy, from, to, stretchMs);
    from = to < end ? to : undefined;
    return from !== undefined;
  };
}

/** Least and greatest id of the source; 0 when it is empty. */
async function idRange(
  connection: Queryable,
  { table }: LedgerSource,
): Promise<{ first: number; last: number }> {
  const [row] = await connection.query<{ first: number | null; last: number | null }>(
    `SELECT (SELECT min(id) FROM public.${table}) AS first, (SELECT max(id) FROM public.${table}) AS last`,
  );
  return { first: row?.first ?? 0, last: row?.last ?? 0 };
}

async function countRows(engine: Engine): Promise<number> {
  const [row] = await engine.query<{ count: string }>('SELECT count(*) AS count FROM rows');
  return Number(row?.count);
}

async function countDeletions(connection: Queryable, { table }: LedgerSource): Promise<string> {
  const [row] = await connection.query<{ count: string | null }>(
    `SELECT pg_stat_get_tuples_deleted(to_regclass('public.${table}'))::text AS count`,
  );
  return row?.count ?? '0';
}
