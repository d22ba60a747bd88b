import { setTimeout as rest } from 'node:timers/promises';
import { explain, type Failure } from '../gateway/failure.ts';
import type { Postgres } from '../gateway/postgres.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import { loadedFrom, type Copy } from './copy.ts';
import type { Rhythm } from './jobs.ts';
import { openSession, type Session } from './session.ts';
import { ledgerSource } from './source.ts';
import { memoryStore, openStore, type Store, type StoreOptions } from './store.ts';
import { StoreError, type StoreProblem } from './store-failure.ts';

/** How the copy is kept. */
export interface KeeperOptions extends StoreOptions {
  tailIntervalMs: number;
  /** When work that comes round is to begin; default: as it comes. */
  rhythm?: Rhythm;
  /** Divides the intervals of all comparisons; 1 but in tests that compress time. */
  haste?: number;
}

/** How the copy fares now. */
interface LedgerState {
  /** Where it is kept; undefined before it is open, and when it cannot be kept at all. */
  store: Store['kind'] | undefined;
  /** What keeps it from being kept as configured, or why it was made anew. */
  problem: StoreProblem | undefined;
  /** Why it is not brought up to date; undefined while it is. */
  failure: Failure | undefined;
  /** Whether it has read everything new since it was opened. */
  isCurrent: boolean;
  /** Moment of the source, Unix ms, that it was last brought up to. */
  asOf: number | undefined;
  rows: number | undefined;
  /** Share of the history loaded, 0 to 1; undefined before the first look at the source. */
  loadRatio: number | undefined;
  /** Seconds until the history is loaded, at the pace so far; undefined when it is, or cannot be told. */
  loadSecondsLeft: number | undefined;
  /** Rows that the last whole comparison with the source found different, and mended. */
  mismatches: number | undefined;
}

/** The copy of the ledger, kept equal to its source for as long as the exporter runs. */
export interface Ledger {
  state: () => LedgerState;
  /**
   * The copy, when it is up to date: the moment of the source that it equals, and the instant from which on it holds
   * every row (Unix ms; -Infinity = all there are).
   */
  current: () => { copy: Copy; asOf: number; holdsFrom: number } | undefined;
  /** Resolves when the copy is up to date for the first time. */
  firstCurrent: Promise<void>;
  /** Finishes the work under way and closes the database. */
  stop: () => Promise<void>;
}

const PAUSE_AFTER_FAILURE_MS = 1000;

/** A copy that has not been brought up to date for longer does not answer: its source may be frozen. */
const RECENT_MS = 4000;

/** A database that fails again this soon is given up for one in memory. */
const FAILS_AGAIN_WITHIN_MS = 60_000;

/** Keeps a copy of the ledger that `schema` describes (undefined while the gateway is not known). */
export function keepLedger(
  postgres: Postgres,
  schema: () => GatewaySchema | undefined,
  options: KeeperOptions,
): Ledger {
  let store: Store | undefined;
  let session: Session | undefined;
  let failure: Failure | undefined;
  let problem: StoreProblem | undefined;
  let storeFailedAt = -Infinity;
  let mismatches: number | undefined;
  let loadBegan: { at: number; ratio: number } | undefined;
  let asOf: { source: number; at: number } | undefined;
  let isSuspect = false;
  let hasStopped = false;
  const first = deferred();

  const step = async (): Promise<number> => {
    if (store === undefined) {
      store = await openStore(options, isSuspect);
      isSuspect = false;
      problem = store.problem ?? problem;
    }
    const found = schema();
    if (found === undefined) return PAUSE_AFTER_FAILURE_MS / 10;
    if (session !== undefined && session.copy.source.signature !== ledgerSource(found).signature) {
      session = undefined;
    }
    if (session === undefined) {
      // Without the file the folder may be another exporter's.
      const isReadOnly = store.kind !== 'file';
      const { inspect } = store;
      session = await openSession(store.engine, postgres, found, { ...options, isReadOnly, inspect });
      loadBegan = { at: performance.now(), ratio: session.loadRatio() };
    }
    const waitMs = await session.schedule.step();
    mismatches = session.mismatches() ?? mismatches;
    const source = session.copy.asOf;
    if (source !== undefined && source !== asOf?.source) asOf = { source, at: performance.now() };
    failure = undefined;
    if (session.schedule.isCaughtUp()) first.resolve();
    return waitMs;
  };

  const recover = async (error: unknown) => {
    session = undefined;
    if (!(error instanceof StoreError)) {
      failure = explain(error);
      return;
    }
    failure = { kind: 'failed', detail: error.message };
    problem = error.problem;
    isSuspect = error.problem.kind === 'corrupt';
    await store?.close().catch(() => undefined);
    store = undefined;
    const isRepeated = performance.now() - storeFailedAt < FAILS_AGAIN_WITHIN_MS;
    storeFailedAt = performance.now();
    if (isRepeated || error.problem.kind === 'disk-full') store = await memoryStore(options, error.problem);
  };

  const run = async () => {
    while (!hasStopped) {
      let waitMs = PAUSE_AFTER_FAILURE_MS;
      try {
        waitMs = await step();
      } catch (error) {
        await recover(error).catch(() => undefined);
      }
      if (waitMs > 0) await rest(waitMs);
    }
    await session?.close().catch(() => undefined);
    await store?.close();
  };
  const ended = run();

  return {
    state() {
      const loadRatio = session?.loadRatio();
      return {
        store: store?.kind,
        problem,
        failure,
        isCurrent: session?.schedule.isCaughtUp() ?? false,
        asOf: asOf?.source,
        rows: session?.rows(),
        loadRatio,
        loadSecondsLeft: secondsLeft(loadBegan, loadRatio),
        mismatches,
      };
    },
    current() {
      if (session === undefined || asOf === undefined || !session.schedule.isCaughtUp()) return undefined;
      if (performance.now() - asOf.at > options.tailIntervalMs + RECENT_MS) return undefined;
      const { copy } = session;
      return { copy, asOf: asOf.source, holdsFrom: loadedFrom(copy.load) };
    },
    firstCurrent: first.promise,
    async stop() {
      hasStopped = true;
      await ended;
    },
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

function secondsLeft(
  began: { at: number; ratio: number } | undefined,
  ratio: number | undefined,
): number | undefined {
  if (began === undefined || ratio === undefined || ratio >= 1 || ratio <= began.ratio) return undefined;
  const seconds = (performance.now() - began.at) / 1000;
  return (seconds * (1 - ratio)) / (ratio - began.ratio);
}
